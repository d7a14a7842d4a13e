import type { Carriage } from '../../contract/ways.ts'
import { secretReference } from '../requests/secret-reference.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { carry } from './carry.ts'
import type { ClientCertificate } from './client-certificate.ts'
import type { Credential } from './credential.ts'
import { secretsOfTokens } from './oauth-credential.ts'

/** A token of whatever kind, in a header, a parameter or a cookie, as the profile says. */
function carried(
  token: SecretText,
  carriage: Carriage,
  certificate: ClientCertificate | null,
): Omit<Credential, 'tokens' | 'secrets'> {
  return {
    token,
    reference: secretReference(token.reveal()),
    certificate,
    place: async (request) => ({ ...carry(request, carriage, token), certificate }),
    learn: async () => false,
  }
}

/** An API key or token that a person entered. */
export const staticCredential = (
  token: SecretText,
  carriage: Carriage,
  certificate: ClientCertificate | null,
): Credential => ({ ...carried(token, carriage, certificate), tokens: null, secrets: [token] })

/** A token of a custom login, or a JWT that the profile signed. */
export const gottenCredential = (
  tokens: TokenSet,
  carriage: Carriage,
  certificate: ClientCertificate | null,
): Credential => ({
  ...carried(tokens.accessToken, carriage, certificate),
  tokens,
  secrets: secretsOfTokens(tokens),
})
