import { useState } from 'react'
import { Button } from '@mantine/core'
import type { Remedy } from '@contract/challenges'
import type { Exchange, ExchangeStep } from '@contract/exchanges'
import { visibleText } from '../../../text/visible-characters.ts'
import { Notice } from '../../../ui/notice.tsx'
import { SubTabs } from '../../../ui/sub-tabs.tsx'
import css from './response-view.module.css'
import { BodyView } from './body-view.tsx'
import { HeadersView } from './headers-view.tsx'
import { SentRequest } from './sent-request.tsx'
import { StatusLine } from './status-line.tsx'
import { incompleteWords, noAnswerWords } from './status-words.ts'
import { TimingView } from './timing-view.tsx'
import { WhyBanner } from './why-banner.tsx'

type Part = 'body' | 'headers' | 'sent' | 'timing'

interface AnswerViewProps {
  readonly exchange: Exchange
  readonly onRemedy: (remedy: Remedy) => void
  readonly onResend: () => void
}

/** One exchange, whole: the line, the reason of a refusal, and its parts. */
export function AnswerView({ exchange, onRemedy, onResend }: AnswerViewProps) {
  const [part, setPart] = useState<Part>('body')
  const last = exchange.steps.at(-1)
  // The contract promises at least one step.
  if (last === undefined) throw new Error('an exchange without a step')
  const headers = last.result.outcome === 'answered' ? last.result.headers : []
  return (
    <>
      <StatusLine exchange={exchange} last={last} />
      <Incomplete step={last} />
      {exchange.why !== null && (
        <WhyBanner why={exchange.why} sender={exchange.sentAs?.name ?? 'nobody'} onRemedy={onRemedy} />
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
            <BodyView key={exchange.id} exchangeId={exchange.id} answer={last.result} onResend={onResend} />
          ) : (
            <NoAnswer step={last} onResend={onResend} />
          ))}
        {part === 'headers' && <HeadersView label="Headers of the answer" headers={headers} />}
        {part === 'sent' && <SentRequest exchange={exchange} />}
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
