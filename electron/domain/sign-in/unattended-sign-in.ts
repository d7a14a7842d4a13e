import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { needsNoPerson } from '../profiles/needs-person.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import type { SignInDesk } from './sign-in-desk.ts'

export interface UnattendedSignInParts {
  readonly desk: Pick<SignInDesk, 'start' | 'underway'>
  readonly keeper: Pick<TokenKeeper, 'obtainAlone'>
  readonly findProfile: ProfileStore['find']
}

/** Signs in profiles that need nobody for it, when a request needs their first token. */
export function createUnattendedSignIn({ desk, keeper, findProfile }: UnattendedSignInParts) {
  const obtaining = new Map<ProfileId, Promise<void>>()

  const signIn = (id: ProfileId): Promise<unknown> => desk.underway(id) ?? desk.start(id, [])

  /** Whoever asks while others wait for the same shares how it ends, a failure too. */
  function obtainOnce(id: ProfileId): Promise<void> {
    const running = obtaining.get(id)
    if (running !== undefined) return running
    const work = keeper.obtainAlone(id, () => signIn(id)).finally(() => obtaining.delete(id))
    obtaining.set(id, work)
    return work
  }

  return {
    /**
     * Resolves when the profile is signed in; whoever asks meanwhile waits for the same sign-in, also for one that a
     * person started, and for one of another process with the same vault. Throws `session.signed_out` for a way that
     * needs a person, and as the sign-in.
     */
    async obtain(id: ProfileId): Promise<void> {
      const profile = findProfile(id)
      if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
      if (!needsNoPerson(profile.way)) throw new ClaimcheckError('session.signed_out', { profileId: id })
      await (desk.underway(id) ?? obtainOnce(id))
    },
  }
}
