import { Button } from '@mantine/core'
import type { Failure } from '@contract/failures'
import { failureText } from '../../../text/failure-text.ts'
import css from './response-view.module.css'

interface NotSearchedProps {
  readonly failure: Failure
  /** What is shown is where tokens are looked for. */
  readonly isAboutTokens: boolean
  readonly onRetry: () => void
  readonly onResend: () => void
}

/** Why no token can be looked at in this exchange. */
export function NotSearched({ failure, isAboutTokens, onRetry, onResend }: NotSearchedProps) {
  const isGone = failure.code === 'inspection.gone'
  // An answer from before the vault was locked is as good as ever; only who wants to inspect it has to know.
  if (isGone && !isAboutTokens) return null
  return (
    <p className={css['not-searched']} role="status">
      {isGone
        ? 'The tokens of this exchange are no longer held. Send it again to look at them.'
        : `This exchange could not be searched for tokens: ${failureText(failure).title}.`}
      <Button size="compact-xs" onClick={isGone ? onResend : onRetry}>
        {isGone ? 'Send again' : 'Try again'}
      </Button>
    </p>
  )
}
