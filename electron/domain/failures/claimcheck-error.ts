import type { FailureCode, FailureDetails } from '../../contract/failures.ts'

/** Thrown for every failure a person can be told about. Anything else that is thrown is a bug. */
export class ClaimcheckError<Code extends FailureCode = FailureCode> extends Error {
  override readonly name = 'ClaimcheckError'
  readonly code: Code
  readonly details: FailureDetails<Code>

  constructor(code: Code, details: FailureDetails<Code>, options?: { cause?: unknown }) {
    super(code, options)
    this.code = code
    this.details = details
  }
}
