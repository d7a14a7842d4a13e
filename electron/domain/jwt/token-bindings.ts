import type { TokenBinding } from '../../contract/jwt.ts'
import { isRecord } from '../json/is-record.ts'
import type { TokenTies } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { claimValues, textOf } from './claim-values.ts'
import { halfHash } from './half-hash.ts'
import { bindingsOfHolder } from './key-binding.ts'
import { takeApart } from './take-apart.ts'

/** The sign-in that gave an ID token. */
export interface SignIn {
  /** The access token that is held beside the ID token now. */
  readonly accessToken: SecretText | null
  /** null: kept by an earlier version, which did not note it. */
  readonly ties: TokenTies | null
}

/** The keys of whoever sends a token, by their thumbprints; null where there is no such key. */
export interface Sender {
  readonly dpop: string | null
  readonly certificate: string | null
}

/** What is known here of the things that a token may be tied to, looked up only where it is. null: nobody is known. */
export interface Surroundings {
  readonly signIn: () => Promise<SignIn | null>
  readonly sender: () => Promise<Sender | null>
}

type Judged = Pick<TokenBinding, 'state' | 'words'>
const holds = (words: string): Judged => ({ state: 'holds', words })
const broken = (words: string): Judged => ({ state: 'broken', words })
const notChecked = (words: string): Judged => ({ state: 'not-checked', words })

const references: Readonly<Record<TokenBinding['name'], string>> = {
  at_hash: 'OpenID Connect Core §3.1.3.6',
  c_hash: 'OpenID Connect Core §3.3.2.11',
  s_hash: 'FAPI 1.0 Part 2 §5.1',
  nonce: 'OpenID Connect Core §3.1.3.7',
  'cnf.jkt': 'RFC 9449 §6.1',
  'cnf.x5t#S256': 'RFC 8705 §3.1',
  sd_hash: 'RFC 9901 §4.3',
}
const binding = (name: TokenBinding['name'], judged: Judged): TokenBinding => ({
  name,
  ...judged,
  reference: references[name],
})

/**
 * What ties a token to other things, and whether it does: an ID token to its access token, code, state and nonce; a bound
 * token to the sender's key; an SD-JWT to its holder. A tie says nothing of the signature. Never throws, asks nobody.
 */
export async function bindingsOf(text: string, around: Surroundings): Promise<TokenBinding[]> {
  const parts = takeApart(text)
  if (parts.format !== 'jwt' || parts.claims === null) return []
  const claims = claimValues(parts.claims)
  const alg = textOf(claimValues(parts.header).get('alg')) ?? ''
  const confirmation = claims.get('cnf')
  const cnf = isRecord(confirmation) ? confirmation : {}
  const signIn = await around.signIn()
  const sender = cnf['jkt'] === undefined && cnf['x5t#S256'] === undefined ? null : await around.sender()
  const judged: [TokenBinding['name'], Judged | null][] = [
    ['at_hash', judgeTie(claims, 'at_hash', (said) => judgeAccessToken(said, alg, signIn))],
    ['c_hash', judgeTie(claims, 'c_hash', (said) => judgeHash(said, 'code', signIn))],
    ['s_hash', judgeTie(claims, 's_hash', (said) => judgeHash(said, 'state', signIn))],
    ['nonce', judgeNonce(claims, signIn)],
    ['cnf.jkt', judgeKey(cnf['jkt'], sender, 'dpop')],
    ['cnf.x5t#S256', judgeKey(cnf['x5t#S256'], sender, 'certificate')],
    ['sd_hash', await bindingsOfHolder(text, claims, cnf)],
  ]
  return judged.flatMap(([name, each]) => (each === null ? [] : [binding(name, each)]))
}

type Claims = ReadonlyMap<string, unknown>

function judgeTie(claims: Claims, name: string, judge: (said: string) => Judged): Judged | null {
  const said = claims.get(name)
  if (said === undefined) return null
  return typeof said === 'string' ? judge(said) : broken('It is no text, so it can’t be the hash of anything.')
}

const nobody = notChecked('Nothing is known here of the sign-in that it came from.')

function judgeAccessToken(said: string, alg: string, signIn: SignIn | null): Judged {
  if (signIn === null) return notChecked('The access token that came with it is not known here.')
  const { accessToken, ties } = signIn
  if (accessToken === null) return notChecked('The access token that came with it is no longer held.')
  const hash = halfHash(accessToken.reveal(), alg)
  if (hash === null) return notChecked(`It is not settled which hash belongs to ${alg.slice(0, 40)}.`)
  if (hash === said) return holds('It is the hash of the access token beside it: the two came together.')
  if (ties?.isAccessTokenNewer === true) {
    return notChecked('The access token was refreshed since: this ID token came with an earlier one.')
  }
  if (ties === null) return notChecked('It is not the hash of the access token of now, which may have been refreshed.')
  return broken('It is not the hash of the access token beside it: one of the two was exchanged.')
}

function judgeHash(said: string, of: 'code' | 'state', signIn: SignIn | null): Judged {
  if (signIn === null) return nobody
  const { ties } = signIn
  if (ties === null) return notChecked(`The ${of} of its sign-in was not noted.`)
  if (ties.idTokenFrom === 'refresh') return notChecked(`It came by a refresh, and a refresh has no ${of}.`)
  const hash = of === 'code' ? ties.codeHash : ties.stateHash
  if (hash === null) return notChecked(`Its sign-in had no ${of}, or the algorithm has no settled hash.`)
  return hash === said
    ? holds(`It is the hash of the ${of} of the sign-in that it came from.`)
    : broken(`It is not the hash of the ${of} of its sign-in: the ${of} was exchanged on the way.`)
}

function judgeNonce(claims: Claims, signIn: SignIn | null): Judged | null {
  const said = claims.get('nonce')
  const ties = signIn?.ties ?? null
  const sent = ties?.idTokenFrom === 'sign-in' ? ties.nonce : null
  if (said === undefined) {
    return sent === null
      ? null
      : broken('The sign-in sent a nonce, and the token does not say it: a replay can’t be seen.')
  }
  if (signIn === null) return nobody
  if (ties === null) return notChecked('What its sign-in sent was not noted.')
  if (ties.idTokenFrom === 'refresh')
    return notChecked('It came by a refresh, which sends no nonce to compare it with.')
  if (sent === null) return notChecked('Its sign-in sent no nonce to compare it with.')
  return said === sent
    ? holds('It is the nonce that the sign-in sent: the token answers that very sign-in.')
    : broken('It is not the nonce that the sign-in sent: the token is from another sign-in.')
}

const keyWords = {
  dpop: { key: 'DPoP key', without: 'has no DPoP key' },
  certificate: { key: 'client certificate', without: 'shows no client certificate' },
} as const

function judgeKey(said: unknown, sender: Sender | null, kind: 'dpop' | 'certificate'): Judged | null {
  if (said === undefined) return null
  const { key, without } = keyWords[kind]
  if (typeof said !== 'string') return broken('It is no text, so it can’t be the thumbprint of a key.')
  if (sender === null) return notChecked(`It is bound to a ${key}; whose, is not known here.`)
  const own = sender[kind]
  if (own === null) return broken(`It is bound to a ${key}, and this profile ${without}: an API must refuse it.`)
  return own === said
    ? holds(`It is bound to this profile’s ${key}.`)
    : broken(`It is bound to another ${key} than this profile’s: an API must refuse it from here.`)
}
