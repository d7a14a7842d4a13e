import type { ProfileId } from '../../contract/ids.ts'
import { resolveClient } from '../profiles/resolve-client.ts'
import type { Variables } from '../requests/variables.ts'
import type { OpenIdProvider } from '../sign-in/provider.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Refresh } from './refresh-answer.ts'

export interface SessionRefresherParts {
  readonly provider: Pick<OpenIdProvider, 'refresh'>
  readonly clientSecret: (id: ProfileId) => Promise<SecretText | null>
  readonly variables: () => Variables
}

/** How each grant gets new tokens without a person: by its refresh token, or by asking again as the client itself. */
export function createSessionRefresher({ provider, clientSecret, variables }: SessionRefresherParts): Refresh {
  return async (profile, tokens) => {
    const client = resolveClient(profile, variables(), await clientSecret(profile.id))
    const { resource } = profile
    if (profile.grant === 'client_credentials') {
      const scopes = [...new Set([...profile.scopes, ...tokens.scopes])]
      return provider.refresh(client, { grant: 'client_credentials', scopes, resource })
    }
    const { refreshToken, scopes } = tokens
    if (refreshToken === null) throw new ClaimcheckError('session.not_refreshable', { profileId: profile.id })
    return provider.refresh(client, { grant: 'refresh_token', refreshToken, scopes, resource })
  }
}
