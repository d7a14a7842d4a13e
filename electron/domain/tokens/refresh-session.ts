import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { needsNoPerson } from '../profiles/needs-person.ts'
import type { Profile, ProfileBy } from '../profiles/profile.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { CustomLogin } from '../sign-in/custom-login.ts'
import type { OpenIdProvider } from '../sign-in/provider.ts'
import { mintForProfile } from '../sign-in/signed-jwt.ts'
import { askedFor, requireSecret, unattendedRequest, type UnattendedParts } from '../sign-in/unattended-request.ts'
import type { Refresh, RefreshAnswer } from './refresh-answer.ts'
import { refreshCustomLogin } from './refresh-custom-login.ts'
import type { TokenSet } from './token-set.ts'

export interface SessionRefresherParts extends UnattendedParts {
  readonly provider: Pick<OpenIdProvider, 'refresh'>
  readonly resolveClient: (profile: ProfileBy<'oauth'>) => Promise<OAuthClient>
  readonly login: CustomLogin
}

/**
 * Whether the way can start anew when its refresh token is refused. One that a person pasted is all that such a profile
 * has: what was refused once is refused again.
 */
const canAskAgain = (profile: ProfileBy<'oauth'>): boolean =>
  needsNoPerson(profile.way) && profile.way.grant.type !== 'refresh_token'

/**
 * How each way gets new tokens without a person: by its refresh token, by asking again, by logging in again, or by
 * signing anew. Throws before anything is sent where the profile is incomplete (`profile.*`, `input.*`, `sign_in.key_*`,
 * `sign_in.claims_*`, `sign_in.source_signed_out`); whatever a server then does is the answer.
 */
export function createSessionRefresher(parts: SessionRefresherParts): Refresh {
  const { provider, resolveClient, secret, variables } = parts

  async function refreshAtServer(profile: ProfileBy<'oauth'>, tokens: TokenSet): Promise<RefreshAnswer> {
    const client = await resolveClient(profile)
    const { refreshToken, scopes } = tokens
    if (refreshToken !== null) {
      const { resources } = askedFor(profile, [], variables())
      const answer = await provider.refresh(client, { grant: 'refresh_token', refreshToken, scopes, resources })
      if (answer.kind !== 'refused' || !canAskAgain(profile)) return answer
    }
    // What was granted before, a scope on top among it, is asked for again.
    const asked = askedFor(profile, scopes, variables())
    const request = canAskAgain(profile) ? await unattendedRequest(profile, client, asked, parts) : null
    if (request === null) throw new ClaimcheckError('session.not_refreshable', { profileId: profile.id })
    const answer = await provider.refresh(client, request)
    return refreshToken !== null && answer.kind === 'refreshed' ? { ...answer, startsAnew: true } : answer
  }

  return async (profile: Profile, tokens) => {
    const { way } = profile
    switch (way.kind) {
      case 'oauth':
        return refreshAtServer({ ...profile, way }, tokens)
      case 'custom_login':
        return refreshCustomLogin({ ...profile, way }, tokens, parts)
      case 'signed_jwt': {
        const key = await requireSecret(secret, profile.id, 'signingKey')
        const granted = await mintForProfile({ ...profile, way }, key, { ...parts, variables: variables() })
        return { kind: 'refreshed', ...granted }
      }
      case 'static_token':
      case 'basic':
      case 'digest':
      case 'certificate':
      case 'none':
        throw new ClaimcheckError('session.not_refreshable', { profileId: profile.id })
    }
  }
}
