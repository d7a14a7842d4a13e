import type { TokenSubject } from '../../contract/jwt.ts'
import type { FindSubject, FoundToken } from '../../domain/inspection/found-token.ts'
import type { TokenInspection } from '../../domain/inspection/token-inspection.ts'
import type { TokenKeeper } from '../../domain/tokens/token-keeper.ts'
import type { SecretText } from '../../domain/vault/secret-text.ts'
import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../../domain/failures/claimcheck-error.ts'
import type { HandlersOf } from '../router.ts'

interface TokenParts {
  readonly keeper: Pick<TokenKeeper, 'refreshNow' | 'forgetCurrent' | 'session' | 'note' | 'timeline'>
  readonly findSubject: FindSubject
  readonly inspect: TokenInspection['inspect']
  readonly verify: TokenInspection['verify']
  readonly copySecret: (secret: SecretText, clearAfterSeconds: number) => void
  readonly clearClipboardAfterSeconds: () => number
  readonly ready: (id: ProfileId) => Promise<void>
}

export const tokenHandlers = ({
  keeper,
  findSubject,
  inspect,
  verify,
  copySecret,
  clearClipboardAfterSeconds,
  ready,
}: TokenParts): HandlersOf<'tokens'> => ({
  'tokens.inspect': ({ subject }) => inspect(subject),
  'tokens.verify': ({ subject, with: checkWith }) => verify(subject, checkWith),
  'tokens.refresh': async ({ profileId }) => {
    await ready(profileId)
    return keeper.refreshNow(profileId)
  },
  'tokens.copy': async ({ subject }) => {
    const found = await findSubject(subject)
    if (found === null) throw gone(subject)
    if (found.content.is === 'remembered') throw new ClaimcheckError('inspection.only_remembered', {})
    const clearsAfterSeconds = clearClipboardAfterSeconds()
    copySecret(found.content.token, clearsAfterSeconds)
    noteCopy(keeper, found)
    return { clearsAfterSeconds }
  },
  'tokens.timeline': async ({ profileId }) => [...(await keeper.timeline(profileId))],
  'tokens.forget': async ({ profileId }) => {
    // Of this environment only: a sign-in at another one is another sign-in.
    await keeper.forgetCurrent(profileId)
    return keeper.session(profileId)
  },
})

const gone = (subject: TokenSubject) =>
  subject.of === 'profile'
    ? new ClaimcheckError('session.signed_out', { profileId: subject.profileId })
    : new ClaimcheckError('inspection.gone', {})

/** The timeline tells of a profile's own tokens; one that was typed, or made for a test, is none of them. */
function noteCopy(keeper: Pick<TokenKeeper, 'note'>, { profileId, tokens, synthetic, which }: FoundToken): void {
  if (profileId === null || tokens === null || synthetic || which === 'unknown') return
  keeper.note(profileId, { kind: 'copied', which })
}
