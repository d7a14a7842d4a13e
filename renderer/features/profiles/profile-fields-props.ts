import type { ProfileAction, ProfileEdit } from './profile-edit.ts'
import type { ProfileField, ProfileProblems } from './profile-problems.ts'

/** A profile being edited, and the ways to tell what happened to it. */
export interface ProfileFieldsProps {
  readonly edit: ProfileEdit
  /** Only what is to be shown now. */
  readonly problems: ProfileProblems
  readonly dispatch: (action: ProfileAction) => void
  readonly onTouched: (field: ProfileField) => void
}
