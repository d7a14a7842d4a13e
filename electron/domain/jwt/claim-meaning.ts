import type { Claim } from '../../contract/jwt.ts'
import { rowOf } from '../json/row-of.ts'
import { plainWords } from './claim-words.ts'
import { knownClaim } from './known-claims.ts'
import { registeredClaims } from './registered-claims.ts'
import { registeredHeaders } from './registered-headers.ts'

export interface Meaning {
  readonly meaning: string
  readonly source: Claim['source']
  readonly reference: string | null
}

const claims = new Map(registeredClaims.map((row) => [row.name, row]))
const headers = new Map(registeredHeaders.map((row) => [row.name, row]))
const nobodys: Meaning = { meaning: 'Private claim', source: 'private', reference: null }

/** Members of RFC 7662 §2.2 answers that only those have. */
const ofAnswers: Readonly<Record<string, string>> = {
  active: 'Whether the server still takes the token',
  token_type: 'How the token is shown to an API',
  username: 'The name that the person signs in with',
}

/** Names that a provider uses otherwise than the registry has them. */
const isOthers = (name: string, all: ReadonlyMap<string, unknown>): boolean =>
  name === 'ref' && (all.has('ref_type') || all.has('repository') || all.has('project_path'))

/** Who says what a claim means: IANA's registry first, then the providers that are known for it. */
export function claimMeaning(name: string, all: ReadonlyMap<string, unknown>): Meaning {
  const registered = isOthers(name, all) ? undefined : claims.get(name)
  if (registered !== undefined) {
    const { description, reference } = registered
    return { meaning: plainWords(name) ?? description, source: 'registered', reference }
  }
  const ofAnswer = all.has('active') ? rowOf(ofAnswers, name) : null
  if (ofAnswer !== null) {
    return { meaning: ofAnswer, source: 'registered', reference: 'RFC 7662 §2.2' }
  }
  const known = knownClaim(name)
  if (known === null) return nobodys
  const { provider, meaning } = known
  return { meaning: provider === 'common' ? meaning : `${meaning} (${provider})`, source: 'known', reference: null }
}

const headerWords: Readonly<Record<string, string>> = {
  alg: 'How it is signed, or its key is encrypted',
  enc: 'How the content is encrypted',
  typ: 'The kind of token',
  cty: 'The kind of content',
  kid: 'Which of the issuer’s keys was used',
  jku: 'An address of keys; never fetched, since the token itself names it',
  x5u: 'An address of certificates; never fetched, since the token itself names it',
  jwk: 'A key inside the token; never believed',
  x5c: 'Certificates inside the token; never believed',
  x5t: 'The fingerprint of the certificate (SHA-1)',
  'x5t#S256': 'The fingerprint of the certificate (SHA-256)',
  crit: 'Header members that a receiver must understand or refuse the token',
  b64: 'Whether the payload is encoded',
  zip: 'How the content is compressed',
  epk: 'The sender’s one-time key',
  apu: 'About the sender, for deriving the key',
  apv: 'About the receiver, for deriving the key',
  iv: 'The start value that the key was wrapped with',
  tag: 'The check value that the key was wrapped with',
  p2s: 'The salt of the password',
  p2c: 'How often the password was hashed',
  iss: 'Who issued the token, readable though it is encrypted',
  sub: 'Whom the token speaks for, readable though it is encrypted',
  aud: 'Whom the token is meant for, readable though it is encrypted',
  url: 'The address that the request is for (ACME)',
  nonce: 'Makes the request good for once (ACME)',
  trust_chain: 'The statements that lead up to a trust anchor',
}

/** What a header member means. Those of the registry have a reference, others have none. */
export function headerMeaning(name: string): { readonly meaning: string; readonly reference: string | null } {
  const registered = headers.get(name)
  if (registered === undefined) return { meaning: 'Private header member', reference: null }
  const own = rowOf(headerWords, name)
  return { meaning: own ?? registered.description, reference: registered.reference }
}
