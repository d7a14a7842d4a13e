import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { needsNoPerson } from '../profiles/needs-person.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import type { SignInDesk } from './sign-in-desk.ts'

export interface UnattendedSignInParts {
  readonly desk: Pick<SignInDesk, 'start' | 'underway'>
  readonly findProfile: ProfileStore['find']
}

/** Signs in profiles that need nobody for it, when a request needs their first token. */
export function createUnattendedSignIn({ desk, findProfile }: UnattendedSignInParts) {
  return {
    /**
     * Resolves when the profile is signed in; whoever asks meanwhile waits for the same sign-in, also for one that a
     * person started. Throws `session.signed_out` for a way that needs a person, and as the sign-in.
     */
    async obtain(id: ProfileId): Promise<void> {
      const profile = findProfile(id)
      if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
      if (!needsNoPerson(profile.way)) throw new ClaimcheckError('session.signed_out', { profileId: id })
      await (desk.underway(id) ?? desk.start(id, []))
    },
  }
}
