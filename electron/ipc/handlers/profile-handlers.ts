import type { ProfileId } from '../../contract/ids.ts'
import type { Discovered } from '../../contract/profiles.ts'
import type { ProfileBook } from '../../domain/profiles/profile-book.ts'
import type { HandlersOf } from '../router.ts'

interface ProfileParts {
  readonly profiles: ProfileBook
  readonly discover: (issuer: string) => Promise<Discovered>
  readonly cancelSignIn: (id: ProfileId) => void
  /** Resolves when the profiles of a first start are there. */
  readonly seeded: () => Promise<void>
}

export const profileHandlers = ({
  profiles,
  discover,
  cancelSignIn,
  seeded,
}: ProfileParts): HandlersOf<'profiles'> => ({
  'profiles.list': async () => {
    await seeded()
    return profiles.list()
  },
  'profiles.save': (draft) => profiles.save(draft),
  'profiles.remove': async ({ profileId }) => {
    // Else its tokens would come in after the profile is gone.
    cancelSignIn(profileId)
    await profiles.remove(profileId)
    return {}
  },
  'profiles.discover': ({ issuer }) => discover(issuer),
})
