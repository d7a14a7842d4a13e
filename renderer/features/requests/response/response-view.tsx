import { Button, Loader } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { visibleText } from '../../../text/visible-characters.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { looseTitle } from '../../../text/loose-title.ts'
import { senderName } from '../resolve-sender.ts'
import { shownAnswer, type SendState } from '../tabs/send-state.ts'
import { AnswerView, type AnswerDeeds } from './answer-view.tsx'
import css from './response-view.module.css'
import { SendFailure, type FailureDeeds } from './send-failure.tsx'

interface ResponseViewProps extends FailureDeeds, AnswerDeeds {
  readonly state: SendState
  readonly onChooseProfile: () => void
}

/** What came of the last Send, in every state that it can be in. */
export function ResponseView({ state, onRemedy, onInspect, onSendAs, onChooseProfile, ...deeds }: ResponseViewProps) {
  const answer = shownAnswer(state)
  const isWaiting = state.phase === 'sending' || state.phase === 'preparing'
  return (
    <section className={css['response']} aria-label="Response" aria-busy={isWaiting} data-pane="response" tabIndex={-1}>
      {isWaiting && (
        <div className={css['waiting']} role="status">
          <Loader size={14} color="var(--accent)" />
          {state.phase === 'sending' ? sendingWords(state) : `${state.doing}…`}
        </div>
      )}
      {answer !== null && (
        <div className={isWaiting ? css['earlier'] : css['answer']}>
          <AnswerView
            answer={answer}
            onRemedy={onRemedy}
            onInspect={onInspect}
            onSendAs={onSendAs}
            onResend={deeds.onRetry}
          />
        </div>
      )}
      {state.phase === 'idle' && (
        <EmptyState title="No answer yet" icon={<IconSend2 size={26} stroke={1.4} />}>
          Send the request with <KeyHint keys="Mod+Enter" /> and the answer is shown here.
        </EmptyState>
      )}
      {state.phase === 'failed' && (
        <div className={css['notice-alone']}>
          <SendFailure
            failure={state.failure}
            sender={state.sender}
            looseToken={state.looseToken}
            onChooseToken={onChooseProfile}
            onSendAs={onSendAs}
            {...deeds}
          />
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

function sendingWords({ sender, looseToken }: Extract<SendState, { phase: 'sending' }>): string {
  const token = looseToken === null ? '' : ` with “${looseTitle(looseToken)}”`
  return `Sending as ${visibleText(senderName(sender))}${token}…`
}
