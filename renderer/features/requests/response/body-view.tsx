import { useState } from 'react'
import type { ExchangeId } from '@contract/ids'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingLines } from '../../../ui/loading-lines.tsx'
import { LoadedBodyView } from './loaded-body-view.tsx'
import type { Answer } from './answer.ts'
import css from './body-view.module.css'
import { useBody } from './use-body.ts'

const stepBytes = 2_000_000

interface BodyViewProps {
  readonly exchangeId: ExchangeId
  readonly answer: Answer
  /** Says which tokens stand in it; drawn above it. */
  readonly tokensLine: React.ReactNode
  readonly onResend: () => void
}

/** The body, as much of it as was asked for. */
export function BodyView({ exchangeId, answer, tokensLine, onResend }: BodyViewProps) {
  const [upToBytes, setUpToBytes] = useState(stepBytes)
  const body = useBody(exchangeId, upToBytes)
  if (answer.bodyBytes === 0) {
    return <EmptyState title="The body is empty">The answer came with headers only.</EmptyState>
  }
  if (body.state === 'loading') return <LoadingLines label="Loading the body" lines={5} />
  if (body.state === 'failed') {
    const isGone = body.failure.code === 'exchange.body_gone'
    return (
      <div className={css['notice']}>
        <FailureNotice
          failure={body.failure}
          on={{ retry: isGone ? onResend : body.retry }}
          labels={isGone ? { retry: 'Send again' } : {}}
        />
      </div>
    )
  }
  return (
    <LoadedBodyView
      exchangeId={exchangeId}
      answer={answer}
      body={body.value}
      tokensLine={tokensLine}
      onShowMore={() => setUpToBytes((shown) => shown + stepBytes)}
    />
  )
}
