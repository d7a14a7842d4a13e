import type { ProfileId } from '../../contract/ids.ts'
import type { Session } from '../../contract/tokens.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { hasTokens } from '../profiles/needs-person.ts'
import type { Profile } from '../profiles/profile.ts'
import type { createCurrentTokens, FoundTokens } from './current-tokens.ts'

export interface CurrentSessionParts {
  readonly findProfile: (id: ProfileId) => Profile | null
  /** The step of a sign-in that is under way; null: there is none. */
  readonly stepOf: (id: ProfileId) => string | null
  readonly standing: (profile: Profile) => Promise<Session>
  readonly current: Pick<ReturnType<typeof createCurrentTokens>, 'find' | 'hasElsewhere'>
  readonly view: (profile: Profile, found: FoundTokens) => Promise<Session>
}

/** What a window may know of a profile now. Never throws for a vault that can't be opened. */
export function createCurrentSession({ findProfile, stepOf, standing, current, view }: CurrentSessionParts) {
  return async (id: ProfileId): Promise<Session> => {
    const step = stepOf(id)
    if (step !== null) return { state: 'signing-in', step }
    const profile = findProfile(id)
    if (profile === null) return { state: 'signed-out' }
    if (!hasTokens(profile.way)) return standing(profile)
    try {
      const found = await current.find(profile)
      if (found !== null) return await view(profile, found)
      if (!(await current.hasElsewhere(id))) return { state: 'signed-out' }
      return { state: 'sign-in-again', reason: 'issuer-changed', description: null }
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      if (thrown.code !== 'vault.record_unreadable') return { state: 'locked' }
      return { state: 'sign-in-again', reason: 'unreadable', description: null }
    }
  }
}
