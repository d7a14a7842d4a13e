import type { FailureCode, FailureDetails } from '@contract/failures'

/** The next step: a button's deed, or null where there is nothing to press. */
export type FailureAction =
  'retry' | 'sign-in' | 'edit-profile' | 'edit-request' | 'unlock-vault' | 'choose-vault' | 'see-vault' | null

export interface FailureText {
  readonly title: string
  readonly advice: string
  readonly action: FailureAction
}

/** Details by code, as one type that can be indexed. */
export type FailureDetailsByCode = { [Code in FailureCode]: FailureDetails<Code> }

/** The words of one code, from its details. */
export type FailureRow<Code extends FailureCode> = (details: FailureDetailsByCode[Code]) => FailureText
