import { useState } from 'react'
import { Button } from '@mantine/core'
import type { Remedy } from '@contract/challenges'
import type { ExchangeStep } from '@contract/exchanges'
import type { TokenInExchange } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import { visibleText } from '../../../text/visible-characters.ts'
import { Notice } from '../../../ui/notice.tsx'
import { SubTabs } from '../../../ui/sub-tabs.tsx'
import type { Answered, Sender } from '../tabs/send-state.ts'
import css from './response-view.module.css'
import { BodyView } from './body-view.tsx'
import { HeadersView } from './headers-view.tsx'
import { subjectOf } from './place-tokens.ts'
import { NotSearched } from './not-searched.tsx'
import { SentRequest } from './sent-request.tsx'
import { StatusLine } from './status-line.tsx'
import { incompleteWords, noAnswerWords } from './status-words.ts'
import { TakenNotice } from './taken-notice.tsx'
import { TimingView } from './timing-view.tsx'
import { TokensLine } from './tokens-line.tsx'
import { useExchangeTokens } from './use-exchange-tokens.ts'
import { WhyBanner } from './why-banner.tsx'

type Part = 'body' | 'headers' | 'sent' | 'timing'

export interface AnswerDeeds {
  readonly onRemedy: (remedy: Remedy) => void
  readonly onInspect: (subject: TokenSubject, claim: string | null) => void
  /** Sends the same once more as another. */
  readonly onSendAs: (sender: Sender) => void
}

interface AnswerViewProps extends AnswerDeeds {
  readonly answer: Answered
  readonly onResend: () => void
}

/** One exchange, whole: the line, the reason of a refusal, and its parts. */
export function AnswerView({ answer, onRemedy, onInspect, onSendAs, onResend }: AnswerViewProps) {
  const { exchange, looseToken, serverAsked } = answer
  const [part, setPart] = useState<Part>('body')
  const found = useExchangeTokens(exchange.id)
  const last = exchange.steps.at(-1)
  // The contract promises at least one step.
  if (last === undefined) throw new Error('an exchange without a step')
  const headers = last.result.outcome === 'answered' ? last.result.headers : []
  const tokens = found.state === 'ready' ? found.value : []
  const inAnswer = tokens.filter(({ step }) => step === exchange.steps.length - 1)
  const inspect = (each: TokenInExchange) => onInspect(subjectOf(each, exchange), null)
  return (
    <>
      <StatusLine exchange={exchange} last={last} looseToken={looseToken} />
      <Incomplete step={last} />
      {exchange.why !== null && (
        <WhyBanner
          why={exchange.why}
          sender={exchange.sentAs?.name ?? 'nobody'}
          serverAsked={serverAsked}
          onRemedy={onRemedy}
          onResend={onResend}
        />
      )}
      <TakenNotice exchange={exchange} last={last} looseToken={looseToken} onInspect={onInspect} onSendAs={onSendAs} />
      {found.state === 'failed' && (
        <NotSearched
          failure={found.failure}
          isAboutTokens={part === 'headers' || part === 'sent'}
          onRetry={found.retry}
          onResend={onResend}
        />
      )}
      <SubTabs<Part>
        label="Parts of the answer"
        chosen={part}
        isText={part !== 'body'}
        onChosen={setPart}
        tabs={[
          { id: 'body', label: 'Body', note: '' },
          { id: 'headers', label: 'Headers', note: headers.length === 0 ? '' : String(headers.length) },
          {
            id: 'sent',
            label: 'Sent request',
            note: exchange.steps.length > 1 ? `${exchange.steps.length} steps` : '',
          },
          { id: 'timing', label: 'Timing', note: '' },
        ]}
      >
        {part === 'body' &&
          (last.result.outcome === 'answered' ? (
            <BodyView
              key={exchange.id}
              exchangeId={exchange.id}
              answer={last.result}
              tokensLine={
                <TokensLine
                  tokens={inAnswer.filter((each) => each.part === 'answer-body')}
                  where="this body"
                  onInspect={inspect}
                />
              }
              onResend={onResend}
            />
          ) : (
            <NoAnswer step={last} onResend={onResend} />
          ))}
        {part === 'headers' && (
          <HeadersView
            label="Headers of the answer"
            headers={headers}
            tokens={inAnswer.filter((each) => each.part === 'answer-header')}
            onInspect={inspect}
            challenges={exchange.why?.challenges ?? []}
          />
        )}
        {part === 'sent' && (
          <SentRequest exchange={exchange} looseToken={looseToken} tokens={tokens} onInspect={inspect} />
        )}
        {part === 'timing' && <TimingView exchange={exchange} />}
      </SubTabs>
    </>
  )
}

function Incomplete({ step: { result } }: { readonly step: ExchangeStep }) {
  const words = result.outcome === 'answered' ? incompleteWords[result.completeness] : null
  if (words === null) return null
  return (
    <div className={css['notice']}>
      <Notice tone="warn" title={words}>
        What did come is kept and shown below.
      </Notice>
    </div>
  )
}

function NoAnswer({ step: { result }, onResend }: { readonly step: ExchangeStep; readonly onResend: () => void }) {
  if (result.outcome === 'answered') return null
  const { title, advice } = noAnswerWords[result.reason]
  return (
    <div className={css['notice-alone']}>
      <Notice
        tone={result.reason === 'cancelled' ? 'info' : 'bad'}
        title={title}
        actions={<Button onClick={onResend}>Send again</Button>}
      >
        {advice}
        {result.message !== '' && result.reason !== 'cancelled' && (
          <span className={css['message']}>{visibleText(result.message)}</span>
        )}
      </Notice>
    </div>
  )
}
