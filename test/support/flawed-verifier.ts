import { createHmac, createPublicKey, timingSafeEqual, verify, type JsonWebKey } from 'node:crypto'
import path from 'node:path'
import type { JWK } from 'jose'

/** One check that a verifier leaves out, or does wrong. */
export type Flaw =
  | 'alg-none'
  | 'alg-none-spelled'
  | 'no-alg-means-none'
  | 'signature-may-be-missing'
  | 'signature-need-only-be-there'
  | 'zeros-are-a-signature'
  | 'public-key-is-a-secret'
  | 'trusts-embedded-jwk'
  | 'fetches-jku'
  | 'fetches-x5u'
  | 'no-key-no-check'
  | 'kid-is-a-file'
  | 'kid-is-sql'
  | 'secret-is-empty'
  | 'secret-is-secret'
  | 'exp'
  | 'exp-may-be-missing'
  | 'nbf'
  | 'iss'
  | 'aud'
  | 'aud-may-be-missing'
  | 'typ'
  | 'crit'
  | 'first-of-two-claims'
  | 'first-alg-is-checked'

export interface VerifierSettings {
  readonly alg: string
  /** The issuer's public key; for HS* the shared secret stands in `k`. */
  readonly jwk: JWK
  /** The public key as the API keeps it. */
  readonly keyTexts: readonly string[]
  readonly issuer: string
  readonly audience: string
  readonly now: Date
  /** Told of every address that the verifier would fetch a key from. */
  readonly fetched: (url: string) => void
}

type Members = Readonly<Record<string, unknown>>

const read = (part: string): Members | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}

const hmacHolds = (input: string, signature: string, alg: string, secret: string | Uint8Array): boolean => {
  const due = createHmac(`sha${alg.slice(-3)}`, secret)
    .update(input)
    .digest()
  const given = Buffer.from(signature, 'base64url')
  return due.length === given.length && timingSafeEqual(due, given)
}

function keyHolds(input: string, signature: string, alg: string, jwk: JWK): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  if (alg.startsWith('HS')) return hmacHolds(input, signature, alg, Buffer.from(String(jwk.k), 'base64url'))
  const publicJwk: JsonWebKey = Object.fromEntries(Object.entries(jwk).filter(([name]) => name !== 'd'))
  const key = createPublicKey({ key: publicJwk, format: 'jwk' })
  if (alg === 'EdDSA') return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(input), key, bytes)
  const isRsa = alg.startsWith('RS')
  if ((key.asymmetricKeyType === 'rsa') !== isRsa) return false
  const options = isRsa ? key : ({ key, dsaEncoding: 'ieee-p1363' } as const)
  return verify(`sha${alg.slice(-3)}`, Buffer.from(input), options, bytes)
}

/** A database that puts what it is asked for into its query as it is. */
function secretFromDatabase(kid: string): string | null {
  const query = `SELECT secret FROM keys WHERE kid = '${kid}'`
  return /WHERE kid = '[^']*' UNION SELECT '([^']*)' -- /.exec(query)?.[1] ?? null
}

/** Files of a server: only the empty one that every Unix has. */
const secretFromFile = (kid: string): string | null =>
  path.posix.resolve('/srv/app/keys', kid) === '/dev/null' ? '' : null

/**
 * An API's verifier, written by hand as many are. Without a flaw it refuses what RFC 7515, RFC 8725 and RFC 9068 say is
 * to be refused; with one it is wrong in that one way. Gives the subject that it believes, or null for a refusal.
 */
export function receive(token: string, flaw: Flaw | null, settings: VerifierSettings): string | null {
  const [head = '', body = '', signature = '', ...more] = token.split('.')
  const [header, claims] = [read(head), read(body)]
  if (header === null || claims === null || more.length > 0) return null
  const has = (each: Flaw): boolean => flaw === each
  if (!signatureIsGood()) return null
  if (header['typ'] !== 'at+jwt' && !has('typ')) return null
  if ((header['crit'] !== undefined || header['b64'] !== undefined) && !has('crit')) return null
  return claimsAreGood(claims) ? subject() : null

  function signatureIsGood(): boolean {
    const input = `${head}.${body}`
    const { alg } = header ?? {}
    const text = Buffer.from(head, 'base64url').toString('utf8')
    const kid = String(header?.['kid'])
    if (has('alg-none') && alg === 'none') return true
    if (has('alg-none-spelled') && alg !== 'none' && String(alg).toLowerCase() === 'none') return true
    if (has('no-alg-means-none') && alg === undefined) return true
    if (has('first-alg-is-checked') && text.includes(`"alg":"${settings.alg}"`) && alg === 'none') return true
    if (has('signature-may-be-missing') && signature === '') return true
    if (has('signature-need-only-be-there') && signature !== '') return true
    if (has('zeros-are-a-signature') && /^A+$/.test(signature)) return true
    const isHmac = typeof alg === 'string' && /^HS\d{3}$/.test(alg)
    const secrets = [
      ...(has('public-key-is-a-secret') ? settings.keyTexts : []),
      ...(has('kid-is-a-file') ? [secretFromFile(kid)] : []),
      ...(has('kid-is-sql') ? [secretFromDatabase(kid)] : []),
      ...(has('secret-is-empty') ? [''] : []),
      ...(has('secret-is-secret') ? ['secret'] : []),
    ]
    if (isHmac && secrets.some((each) => each !== null && hmacHolds(input, signature, alg, each))) return true
    const { jwk } = header ?? {}
    if (has('trusts-embedded-jwk') && typeof alg === 'string' && typeof jwk === 'object' && jwk !== null) {
      return keyHolds(input, signature, alg, jwk)
    }
    for (const name of ['jku', 'x5u'] as const) {
      const url = header?.[name]
      if (has(`fetches-${name}`) && typeof url === 'string') settings.fetched(url)
    }
    if (header?.['kid'] !== settings.jwk.kid) return has('no-key-no-check')
    return alg === settings.alg && keyHolds(input, signature, settings.alg, settings.jwk)
  }

  function claimsAreGood({ exp, nbf, iss, aud }: Members): boolean {
    const seconds = settings.now.getTime() / 1000
    const isFresh = typeof exp === 'number' ? exp > seconds || has('exp') : has('exp-may-be-missing')
    const hasBegun = nbf === undefined || (typeof nbf === 'number' && nbf <= seconds) || has('nbf')
    const isOurs = aud === undefined ? has('aud-may-be-missing') : aud === settings.audience || has('aud')
    return isFresh && hasBegun && isOurs && (iss === settings.issuer || has('iss'))
  }

  function subject(): string {
    const text = Buffer.from(body, 'base64url').toString('utf8')
    const first = /"sub":"([^"]*)"/.exec(text)?.[1]
    return has('first-of-two-claims') ? (first ?? '') : String(claims?.['sub'])
  }
}
