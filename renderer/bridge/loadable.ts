import type { UseQueryResult } from '@tanstack/react-query'
import type { Failure } from '@contract/failures'
import { FailureError } from './bridge-client.ts'

/** What a view is given: it must show all three. */
export type Loadable<Value> =
  { state: 'loading' } | { state: 'failed'; failure: Failure; retry: () => void } | { state: 'ready'; value: Value }

/** Turns a query's states into ours. Anything but a Failure is a bug and goes to the error boundary. */
export function toLoadable<Value>(query: UseQueryResult<Value>): Loadable<Value> {
  if (query.isPending) return { state: 'loading' }
  if (query.isSuccess) return { state: 'ready', value: query.data }
  if (query.error instanceof FailureError) {
    return { state: 'failed', failure: query.error.failure, retry: () => void query.refetch() }
  }
  throw query.error
}
