import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { SecretText } from '../vault/secret-text.ts'
import { withHeader } from './carry.ts'
import type { ClientCertificate } from './client-certificate.ts'
import type { Credential } from './credential.ts'

// eslint-disable-next-line no-control-regex -- RFC 7617 §2 forbids these in both
const controlCharacter = /[\u0000-\u001f\u007f]/

/**
 * User name and password (RFC 7617), always in UTF-8: that is what servers that say `charset` want (§2.1), and the two
 * spellings are one for ASCII. Throws `input.invalid` for what Basic can't say.
 */
export function basicCredential(
  username: string,
  password: SecretText,
  certificate: ClientCertificate | null,
): Credential {
  const refuse = (path: string, message: string) =>
    new ClaimcheckError('input.invalid', { problems: [{ path, message }] })
  if (username.includes(':')) {
    throw refuse('username', 'Basic ends the user name at its first colon, so it can’t hold one (RFC 7617 §2)')
  }
  if (controlCharacter.test(username + password.reveal())) {
    throw refuse('username', 'User name and password can’t hold control characters (RFC 7617 §2)')
  }
  const pair = Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64')
  const authorization = new SecretText(`Basic ${pair}`)
  return {
    tokens: null,
    token: null,
    secrets: [password, new SecretText(pair)],
    reference: username === '' ? null : username,
    certificate,
    place: async (request) => ({ ...withHeader(request, 'Authorization', authorization), certificate }),
    learn: async () => false,
  }
}
