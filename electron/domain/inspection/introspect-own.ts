import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { authorityOf, isSameAuthority } from '../profiles/authority.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import type { Variables } from '../requests/variables.ts'
import type { TokenService } from '../token-service/token-service.ts'
import type { FoundToken } from './found-token.ts'

export interface OwnIntrospectionParts {
  readonly profiles: Pick<ProfileStore, 'find'>
  readonly variables: () => Variables
  readonly introspectToken: TokenService['introspectToken']
  /** Starts the playground first where the profile belongs to it. */
  readonly ready: (id: ProfileId) => Promise<void>
}

/**
 * Asks the server of a profile about a token that it gave (RFC 7662), and never another one: after a change of the
 * environment it throws `session.signed_out`. Throws what `introspectToken` does.
 */
export const createOwnIntrospection =
  ({ profiles, variables, introspectToken, ready }: OwnIntrospectionParts) =>
  async (profileId: ProfileId, { content, issuedBy }: FoundToken) => {
    if (content.is === 'remembered') throw new ClaimcheckError('inspection.only_remembered', {})
    await ready(profileId)
    const profile = profiles.find(profileId)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId })
    if (issuedBy !== null && !isSameAuthority(issuedBy, authorityOf(profile, variables()))) {
      throw new ClaimcheckError('session.signed_out', { profileId })
    }
    return introspectToken(profileId, content.token)
  }
