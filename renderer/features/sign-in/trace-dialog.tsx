import { Button, Modal, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { SignInTrace } from '@contract/sign-in'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { countOf } from '../../text/sizes.ts'
import { TraceStep } from '../../text/trace-step.tsx'
import { traceText } from '../../text/trace-text.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { copyText } from '../../ui/copy-text.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './trace-dialog.module.css'

interface TraceDialogProps {
  readonly profileId: ProfileId
  readonly name: string
  readonly onClose: () => void
}

/** Each request and answer of the last sign-in, as main redacted them. */
export function TraceDialog({ profileId, name, onClose }: TraceDialogProps) {
  const bridge = useBridge()
  const trace = toLoadable(
    useQuery({
      queryKey: queryKeys.signInTrace(profileId),
      queryFn: () => bridge.ask('signIn.trace', { profileId }),
      // A trace grows while its sign-in runs and changes with the next one: always ask.
      staleTime: 0,
      gcTime: 0,
    }),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={`What was sent and answered: ${name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {trace.state === 'loading' && <LoadingLines label="Loading the steps" />}
      {trace.state === 'failed' && <FailureNotice failure={trace.failure} on={{ retry: trace.retry }} />}
      {trace.state === 'ready' && (trace.value === null || trace.value.entries.length === 0) && (
        <EmptyState title="Nothing was sent">The sign-in ended before its first request.</EmptyState>
      )}
      {trace.state === 'ready' && trace.value !== null && trace.value.entries.length > 0 && (
        <Steps name={name} trace={trace.value} />
      )}
    </Modal>
  )
}

function Steps({ name, trace }: { readonly name: string; readonly trace: SignInTrace }) {
  const [isCopied, setCopied] = useState(false)
  const { entries, startedAt } = trace
  const failed = entries.findIndex(({ problem }) => problem !== null)
  const problem = entries[failed]?.problem ?? null
  return (
    <>
      {problem !== null && (
        <div className={css['failed']}>
          <Notice tone="bad" title={`Step ${failed + 1} of ${entries.length} failed: ${visibleText(problem)}`} />
        </div>
      )}
      <div className={css['summary']}>
        <p>{countOf(entries.length, 'step')}; secret values are left out.</p>
        <Button
          onClick={() => {
            copyText(traceText(`Sign-in of ${name}, begun at ${startedAt}: ${trace.outcome}`, entries))
            setCopied(true)
          }}
        >
          {isCopied ? 'Copied' : 'Copy the whole trace'}
        </Button>
      </div>
      <VisuallyHidden role="status">{isCopied ? 'The trace is on the clipboard' : ''}</VisuallyHidden>
      <ol>
        {entries.map((entry, index) => (
          // Steps have an order, and two may have the same time and title.
          // eslint-disable-next-line react/no-array-index-key -- see the line above
          <TraceStep key={index} entry={entry} number={index + 1} />
        ))}
      </ol>
    </>
  )
}
