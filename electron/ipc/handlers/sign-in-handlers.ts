import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../../domain/failures/claimcheck-error.ts'
import { untilAborted } from '../../domain/requests/until-aborted.ts'
import type { SignInDesk } from '../../domain/sign-in/sign-in-desk.ts'
import type { HandlersOf } from '../router.ts'

interface SignInParts {
  readonly desk: SignInDesk
  /** Starts the playground first where the profile belongs to it. */
  readonly ready: (id: ProfileId) => Promise<void>
}

export function signInHandlers({ desk, ready }: SignInParts): HandlersOf<'signIn'> {
  /** Sign-ins that wait for what they need, and that the desk does not know yet. */
  const gettingReady = new Map<ProfileId, AbortController>()

  /** What a person cancels here ends here: the playground goes on starting, for whoever needs it next. */
  async function getReady(id: ProfileId): Promise<void> {
    if (gettingReady.has(id)) throw new ClaimcheckError('sign_in.already_running', { profileId: id })
    const controller = new AbortController()
    gettingReady.set(id, controller)
    try {
      const outcome = await untilAborted(ready(id), controller.signal)
      if (outcome === 'aborted' || controller.signal.aborted) throw new ClaimcheckError('sign_in.cancelled', {})
    } finally {
      // After a cancel another one may be getting ready.
      if (gettingReady.get(id) === controller) gettingReady.delete(id)
    }
  }

  function cancelGettingReady(id: ProfileId): void {
    gettingReady.get(id)?.abort()
    gettingReady.delete(id)
  }

  return {
    'signIn.start': async ({ profileId, extraScopes, prompt, stepUp }) => {
      await getReady(profileId)
      return desk.start(profileId, extraScopes, prompt ?? null, stepUp ?? null)
    },
    'signIn.cancel': ({ profileId }) => {
      cancelGettingReady(profileId)
      desk.cancel(profileId)
      return {}
    },
    'signIn.openBrowser': async ({ profileId }) => {
      await desk.openBrowser(profileId)
      return {}
    },
    'signIn.pasteAddress': ({ profileId, address }) => {
      desk.paste(profileId, address)
      return {}
    },
    'signIn.copyAddress': ({ profileId }) => {
      desk.copyAddress(profileId)
      return {}
    },
    'signIn.trace': ({ profileId }) => desk.trace(profileId),
  }
}
