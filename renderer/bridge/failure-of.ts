import type { Failure } from '@contract/failures'
import { FailureError } from './bridge-client.ts'

/** The failure that a caught error carries. Anything else is a bug and is thrown on, to the error boundary. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure
  throw thrown
}
