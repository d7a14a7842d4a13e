import { Button } from '@mantine/core'
import type { Failure } from '@contract/failures'
import { Notice } from '../ui/notice.tsx'
import type { FailureAction } from './failure-row.ts'
import { failureText } from './failure-text.ts'

/** What a button of a failure is called. */
export const actionLabels = {
  retry: 'Try again',
  'sign-in': 'Sign in',
  'edit-profile': 'Edit the profile',
  'edit-request': 'Go to the request',
  'unlock-vault': 'Unlock the vault',
  'choose-vault': 'Choose how to keep tokens',
  'see-vault': 'See what to do',
} as const satisfies Record<NonNullable<FailureAction>, string>

interface FailureNoticeProps {
  readonly failure: Failure
  /** Whose failure it is, where that is not plain: said before the title. */
  readonly about?: string
  /** Deeds that this place can do; a failure whose action is not among them shows no button. */
  readonly on?: { readonly [Action in NonNullable<FailureAction>]?: (() => void) | undefined }
  /** Other words for an action where it does more: "Sign in and send". */
  readonly labels?: { readonly [Action in NonNullable<FailureAction>]?: string }
  /** More buttons of this place, behind the one that does the next thing. */
  readonly more?: React.ReactNode
}

/** A failure in words with the button that does the next thing. */
export function FailureNotice({ failure, about, on = {}, labels = {}, more }: FailureNoticeProps) {
  const { title, advice, action } = failureText(failure)
  const act = action === null ? undefined : on[action]
  const next =
    action === null || act === undefined ? null : (
      <Button onClick={act}>{labels[action] ?? actionLabels[action]}</Button>
    )
  return (
    <Notice
      tone="bad"
      role="alert"
      title={about === undefined ? title : `${about}: ${title}`}
      {...((next !== null || more !== undefined) && {
        actions: (
          <>
            {next}
            {more}
          </>
        ),
      })}
    >
      {advice}
    </Notice>
  )
}
