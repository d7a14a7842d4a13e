import type { ProfileId } from '../../contract/ids.ts'
import type { SignInDesk } from '../../domain/sign-in/sign-in-desk.ts'
import type { HandlersOf } from '../router.ts'

interface SignInParts {
  readonly desk: SignInDesk
  /** Starts the playground first where the profile belongs to it. */
  readonly ready: (id: ProfileId) => Promise<void>
}

export const signInHandlers = ({ desk, ready }: SignInParts): HandlersOf<'signIn'> => ({
  'signIn.start': async ({ profileId, extraScopes, prompt }) => {
    await ready(profileId)
    return desk.start(profileId, extraScopes, prompt ?? null)
  },
  'signIn.cancel': ({ profileId }) => {
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
})
