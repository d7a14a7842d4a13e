import type { ProfileId } from '../../contract/ids.ts'
import type { TokenService } from '../../domain/token-service/token-service.ts'
import type { HandlersOf } from '../router.ts'

interface TokenServiceParts {
  readonly service: TokenService
  /** Starts the playground first where the profile belongs to it. */
  readonly ready: (id: ProfileId) => Promise<void>
}

export const tokenServiceHandlers = ({ service, ready }: TokenServiceParts): HandlersOf<'tokenService'> => ({
  'tokenService.userinfo': async ({ profileId }) => {
    await ready(profileId)
    return service.userinfo(profileId)
  },
  'tokenService.introspect': async ({ profileId, which }) => {
    await ready(profileId)
    return service.introspect(profileId, which)
  },
  'tokenService.revoke': async ({ profileId }) => {
    await ready(profileId)
    return service.revoke(profileId)
  },
  'tokenService.signOut': async ({ profileId }) => {
    await ready(profileId)
    return service.signOut(profileId)
  },
})
