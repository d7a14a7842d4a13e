import { Button, Loader } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import type { Remedy } from '@contract/challenges'
import { visibleText } from '../../../text/visible-characters.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { senderName } from '../resolve-sender.ts'
import { shownExchange, type SendState } from '../tabs/send-state.ts'
import { AnswerView } from './answer-view.tsx'
import css from './response-view.module.css'
import { SendFailure, type FailureDeeds } from './send-failure.tsx'

interface ResponseViewProps extends FailureDeeds {
  readonly state: SendState
  readonly onRemedy: (remedy: Remedy) => void
  readonly onChooseProfile: () => void
}

/** What came of the last Send, in every state that it can be in. */
export function ResponseView({ state, onRemedy, onChooseProfile, ...deeds }: ResponseViewProps) {
  const exchange = shownExchange(state)
  const isWaiting = state.phase === 'sending' || state.phase === 'preparing'
  return (
    <section className={css['response']} aria-label="Response" aria-busy={isWaiting} data-pane="response" tabIndex={-1}>
      {isWaiting && (
        <div className={css['waiting']} role="status">
          <Loader size={14} color="var(--accent)" />
          {state.phase === 'sending' ? `Sending as ${visibleText(senderName(state.sender))}…` : `${state.doing}…`}
        </div>
      )}
      {exchange !== null && (
        <div className={isWaiting ? css['earlier'] : css['answer']}>
          <AnswerView exchange={exchange} onRemedy={onRemedy} onResend={deeds.onRetry} />
        </div>
      )}
      {state.phase === 'idle' && (
        <EmptyState title="No answer yet" icon={<IconSend2 size={26} stroke={1.4} />}>
          Send the request with <KeyHint keys="Mod+Enter" /> and the answer is shown here.
        </EmptyState>
      )}
      {state.phase === 'failed' && (
        <div className={css['notice-alone']}>
          <SendFailure failure={state.failure} sender={state.sender} {...deeds} />
        </div>
      )}
      {state.phase === 'no-such-profile' && (
        <div className={css['notice-alone']}>
          <Notice
            tone="bad"
            role="alert"
            title={`No profile is called “${visibleText(state.name)}”`}
            actions={<Button onClick={onChooseProfile}>Choose a profile</Button>}
          >
            The request names it, but it is not on this computer. Make one with that name, or send as another.
          </Notice>
        </div>
      )}
    </section>
  )
}
