import type { Grant } from '../../contract/oauth.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { Asked, TokenRequest } from './provider.ts'

/** Resource owner password credentials (RFC 6749 §4.3; removed in OAuth 2.1). */
export function passwordRequest(
  { username }: Extract<Grant, { type: 'password' }>,
  asked: Asked,
  password: SecretText,
  variables: Variables,
): TokenRequest {
  return { ...asked, grant: 'password', username: fillTemplateOrThrow(username, variables), password }
}
