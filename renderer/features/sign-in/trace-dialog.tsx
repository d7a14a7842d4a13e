import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ProfileId } from '@contract/ids'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { countOf } from '../../text/sizes.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { TraceStep } from './trace-step.tsx'
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
        <>
          <p className={css['summary']}>{countOf(trace.value.entries.length, 'step')}; secret values are left out.</p>
          <ol className={css['steps']}>
            {trace.value.entries.map((entry, index) => (
              <TraceStep key={`${entry.at} ${entry.title}`} entry={entry} number={index + 1} />
            ))}
          </ol>
        </>
      )}
    </Modal>
  )
}
