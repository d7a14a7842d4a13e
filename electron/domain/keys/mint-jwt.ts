import { SignJWT } from 'jose'
import type { Signing } from '../../contract/keys.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Variables } from '../requests/variables.ts'
import { SecretText } from '../vault/secret-text.ts'
import { readJsonObject } from './read-json-object.ts'
import { readSigningKey } from './read-signing-key.ts'

export interface MintParts {
  readonly variables: Variables
  readonly now: () => Date
  readonly randomUUID: () => string
}

export interface JwtTemplate {
  readonly signing: Signing
  /** JSON objects as text, with {{variables}}. */
  readonly header: string
  readonly claims: string
  readonly lifetimeSeconds: number
  /** Claims that are put in where the template has none of that name. */
  readonly defaults: Readonly<Record<string, unknown>>
  readonly key: SecretText
}

/** What the profile's settings decide: a template that says otherwise would be a token that nobody asked for. */
function protectedHeader(written: Readonly<Record<string, unknown>>, { algorithm, keyId }: Signing) {
  const { alg = algorithm } = written
  if (alg !== algorithm) {
    const reason = `The header says another “alg” than the profile’s algorithm, ${algorithm}: leave it out`
    throw new ClaimcheckError('sign_in.claims_unusable', { reason })
  }
  return { ...written, ...(keyId !== null && { kid: keyId }), alg: algorithm }
}

/**
 * A JWT from a template, signed with the profile's own key (RFC 7515, RFC 7519). `iat`, `exp` (now and `lifetimeSeconds`
 * later) and `jti` are added where the claims have none: a person who writes one is testing with it. Throws
 * `sign_in.claims_unusable`, `sign_in.key_unusable`, `input.variable_unknown`; none of them holds a value or the key.
 */
export async function mintJwt(template: JwtTemplate, parts: MintParts): Promise<SecretText> {
  const { signing, lifetimeSeconds, defaults } = template
  const header = readJsonObject(template.header, parts.variables, 'header')
  const claims = readJsonObject(template.claims, parts.variables, 'claims')
  const iat = Math.floor(parts.now().getTime() / 1000)
  const payload = { iat, exp: iat + lifetimeSeconds, jti: parts.randomUUID(), ...defaults, ...claims }
  const key = await readSigningKey(template.key, signing.algorithm)
  const jwt = new SignJWT(payload).setProtectedHeader(protectedHeader(header, signing))
  try {
    return new SecretText(await jwt.sign(key))
  } catch (cause) {
    // jose's words name header members and kinds of keys, never what is in them.
    const reason = cause instanceof Error ? cause.message : 'The key and the header do not fit'
    throw new ClaimcheckError('sign_in.claims_unusable', { reason: `The JWT can't be signed: ${reason}` }, { cause })
  }
}
