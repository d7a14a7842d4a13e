import { IconX } from '@tabler/icons-react'
import type { Failure } from '@contract/failures'
import { IconButton } from '../ui/icon-button.tsx'
import css from './dismissible-failure.module.css'
import { FailureNotice } from './failure-notice.tsx'

interface DismissibleFailureProps extends React.ComponentProps<typeof FailureNotice> {
  readonly failure: Failure
  readonly onDismiss: () => void
}

/** A failure of a deed that is over: it stands until the person has read it. */
export function DismissibleFailure({ onDismiss, ...rest }: DismissibleFailureProps) {
  return (
    <div className={css['frame']}>
      <FailureNotice {...rest} />
      <IconButton className={css['dismiss'] ?? ''} label="Dismiss" size={20} onClick={onDismiss}>
        <IconX size={13} />
      </IconButton>
    </div>
  )
}
