import { carriesCredential } from './credential-values.ts'

// Names that carry a credential by custom, whatever their value looks like.
const credentialHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'cookie2',
  'dpop',
  'x-api-key',
  'api-key',
  'apikey',
  'client-attestation',
])
const credentialHeaderWords =
  /auth|token|secret|session|passw|credential|cookie|signature|csrf|xsrf|api-?key|access-?key/
const credentialFieldNames =
  /^(?:access_token|refresh_token|id_token|token|subject_token|actor_token|client_secret|client_assertion|assertion|password|passwd|code_verifier|api_?key|apikey|key|secret|signature|sig|x-amz-signature|x-amz-security-token)$/i

/** True for a request header that by its name holds a credential. `www-authenticate` and the like are answers. */
export function isCredentialHeader(name: string): boolean {
  const lower = name.toLowerCase()
  return credentialHeaders.has(lower) || credentialHeaderWords.test(lower)
}

/** True for a query parameter, form field or JSON member that by its name holds a credential. */
export const isCredentialField = (name: string): boolean =>
  credentialFieldNames.test(name) || carriesCredential.field(name)
