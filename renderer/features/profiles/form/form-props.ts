import type { ProfileSummary } from '@contract/profiles'
import type { ProfileEdit } from '../edit/profile-edit.ts'
import type { ProfileAction } from '../edit/reduce-profile.ts'

/** A profile being edited, and the ways to tell what happened to it. */
export interface FormProps {
  readonly edit: ProfileEdit
  readonly dispatch: (action: ProfileAction) => void
  /** What is to be shown now at the field of this path; undefined where all is well or nothing was touched yet. */
  readonly problemAt: (path: string) => string | undefined
  readonly onTouched: (path: string) => void
  /** Every other profile: for names, groups and token exchange. */
  readonly others: readonly ProfileSummary[]
}
