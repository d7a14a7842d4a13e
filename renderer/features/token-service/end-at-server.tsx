import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ResponseOf } from '@contract/channels'
import type { ProfileId } from '@contract/ids'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { visibleText } from '../../text/visible-characters.ts'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { RevokeSteps } from './revoke-steps.tsx'
import css from './token-service.module.css'

interface EndAtServerProps {
  readonly profileId: ProfileId
  readonly deed: 'revoke' | 'sign-out'
  readonly name: string
  readonly onClose: () => void
}

const questions = {
  revoke:
    'The server is told that the refresh token is over, then the access token. An API that checks a JWT by itself may take it until it expires.',
  'sign-out':
    'Your browser opens the server’s sign-out page, so that the next sign-in asks who it is. The tokens are forgotten here. They may be good at the server until they end: revoke them first where that matters.',
} as const
const deeds = { revoke: 'Revoke', 'sign-out': 'Sign out at the server' } as const

type Revoked = ResponseOf<'tokenService.revoke'>
/** A token that the server still takes: the person decides whether to forget it here all the same. */
const isKept = ({ outcome }: Revoked['steps'][number]) => outcome !== 'done'

/** Ends the tokens where they were issued. Where the server does not, they can still be forgotten here. */
export function EndAtServer({ profileId, deed, name, onClose }: EndAtServerProps) {
  const facts = [queryKeys.profiles, queryKeys.tokens]
  const revoke = useAsk('tokenService.revoke', facts)
  const signOut = useAsk('tokenService.signOut', facts)
  const forget = useAsk('tokens.forget', facts)
  const [revoked, setRevoked] = useState<Revoked | null>(null)
  const [sentence, setSentence] = useState<string | null>(null)
  const [isForgotten, setForgotten] = useState(false)
  const begin = () =>
    deed === 'revoke'
      ? revoke.run({ profileId }, setRevoked)
      : signOut.run({ profileId }, (answer) => setSentence(answer.sentence))
  const failure = revoke.failure ?? signOut.failure
  const isDone = revoked !== null || sentence !== null
  const isLeft = !isForgotten && (failure !== null || (revoked?.steps.some(isKept) ?? false))
  return (
    <>
      {!isDone && failure === null && <p className={css['question']}>{questions[deed]}</p>}
      {failure !== null && <FailureNotice failure={failure} on={{ retry: begin }} />}
      {revoked !== null && <RevokeSteps steps={revoked.steps} />}
      <p className={css['sentence']} role="status" data-selectable>
        {sentence !== null && visibleText(sentence)}
        {isForgotten && ` The tokens of ${name} are forgotten here.`}
      </p>
      {forget.failure !== null && <FailureNotice failure={forget.failure} />}
      <DialogButtons>
        {isLeft && (
          <Button
            variant="subtle"
            color="red"
            loading={forget.isRunning}
            onClick={() => forget.run({ profileId }, () => setForgotten(true))}
          >
            Sign out here anyway
          </Button>
        )}
        <Button onClick={onClose}>{isDone || isForgotten ? 'Close' : 'Cancel'}</Button>
        {!isDone && !isForgotten && failure === null && (
          <Button
            variant="filled"
            color="red"
            data-autofocus
            loading={revoke.isRunning || signOut.isRunning}
            onClick={begin}
          >
            {deeds[deed]}
          </Button>
        )}
      </DialogButtons>
    </>
  )
}
