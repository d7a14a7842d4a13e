import type { InspectedToken, SignatureVerdict } from '../../contract/jwt.ts'
import type { ProfileId } from '../../contract/ids.ts'
import type { WhichToken } from '../../contract/jwt.ts'
import type { FindHeldToken } from '../../domain/tokens/held-tokens.ts'
import type { TokenKeeper } from '../../domain/tokens/token-keeper.ts'
import type { SecretText } from '../../domain/vault/secret-text.ts'
import { ClaimcheckError } from '../../domain/failures/claimcheck-error.ts'
import type { HandlersOf } from '../router.ts'

interface TokenParts {
  readonly keeper: Pick<TokenKeeper, 'refreshNow' | 'forgetCurrent' | 'session' | 'note' | 'timeline'>
  readonly heldToken: FindHeldToken
  readonly inspect: (id: ProfileId, which: WhichToken) => Promise<InspectedToken | null>
  readonly verify: (id: ProfileId, which: WhichToken) => Promise<SignatureVerdict>
  readonly copySecret: (secret: SecretText, clearAfterSeconds: number) => void
  readonly clearClipboardAfterSeconds: () => number
  readonly ready: (id: ProfileId) => Promise<void>
}

export const tokenHandlers = ({
  keeper,
  heldToken,
  inspect,
  verify,
  copySecret,
  clearClipboardAfterSeconds,
  ready,
}: TokenParts): HandlersOf<'tokens'> => ({
  'tokens.inspect': ({ profileId, which }) => inspect(profileId, which),
  'tokens.verify': ({ profileId, which }) => verify(profileId, which),
  'tokens.refresh': async ({ profileId }) => {
    await ready(profileId)
    return keeper.refreshNow(profileId)
  },
  'tokens.copy': async ({ profileId, which }) => {
    const held = await heldToken(profileId, which)
    if (held === null) throw new ClaimcheckError('session.signed_out', { profileId })
    const clearsAfterSeconds = clearClipboardAfterSeconds()
    copySecret(held.token, clearsAfterSeconds)
    keeper.note(profileId, { kind: 'copied', which })
    return { clearsAfterSeconds }
  },
  'tokens.timeline': async ({ profileId }) => [...(await keeper.timeline(profileId))],
  'tokens.forget': async ({ profileId }) => {
    // Of this environment only: a sign-in at another one is another sign-in.
    await keeper.forgetCurrent(profileId)
    return keeper.session(profileId)
  },
})
