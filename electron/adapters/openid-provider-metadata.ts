import type { ServerMetadata } from 'openid-client'
import * as z from 'zod'
import { isRecord } from '../domain/json/is-record.ts'

// An ID token is signed with a published key, so only asymmetric algorithms can be checked; 'none' never is.
const checkable = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

const texts = z.array(z.string())
const text = z.string()

/** Members that are read here or by openid-client, with the shape they must have (RFC 8414 §2). */
const shapes: Readonly<Record<string, z.ZodType>> = {
  authorization_endpoint: text,
  token_endpoint: text,
  jwks_uri: text,
  userinfo_endpoint: text,
  introspection_endpoint: text,
  revocation_endpoint: text,
  end_session_endpoint: text,
  registration_endpoint: text,
  device_authorization_endpoint: text,
  pushed_authorization_request_endpoint: text,
  require_pushed_authorization_requests: z.boolean(),
  authorization_response_iss_parameter_supported: z.boolean(),
  mtls_endpoint_aliases: z.record(z.string(), z.unknown()),
  grant_types_supported: texts,
  response_types_supported: texts,
  scopes_supported: texts,
  code_challenge_methods_supported: texts,
  token_endpoint_auth_methods_supported: texts,
  id_token_signing_alg_values_supported: texts,
  dpop_signing_alg_values_supported: texts,
  userinfo_signing_alg_values_supported: texts,
  introspection_signing_alg_values_supported: texts,
}

/**
 * A metadata document without what would mislead: members of another type than the standard's are left out, and of the
 * ID token's algorithms only those stay whose signatures can be checked. `notes` says what was left out.
 */
export function sanitizeMetadata(document: ServerMetadata): { metadata: ServerMetadata; notes: string[] } {
  const notes: string[] = []
  const metadata: ServerMetadata = { ...document }
  for (const [name, shape] of Object.entries(shapes)) {
    const value: unknown = document[name]
    if (value === undefined || shape.safeParse(value).success) continue
    Reflect.deleteProperty(metadata, name)
    // null is how some servers write that they have none.
    if (value !== null) notes.push(`${name} is not of the type that the standard gives it, and is not used`)
  }
  const announced = metadata.id_token_signing_alg_values_supported
  if (announced?.includes('none') === true) {
    notes.push('Unsigned ID tokens (alg "none") are announced; they are refused here')
  }
  // RFC 8414 has no such member; then the issuer's published keys decide.
  const id_token_signing_alg_values_supported = announced?.filter((alg) => checkable.includes(alg)) ?? checkable
  return { metadata: { ...metadata, id_token_signing_alg_values_supported }, notes }
}

/** The JSON members of a metadata document, or null where there is no issuer in it. */
export function namedIssuer(json: unknown): string | null {
  return isRecord(json) && typeof json['issuer'] === 'string' && json['issuer'] !== '' ? json['issuer'] : null
}
