import type { Failure } from '@contract/failures'

/** The sentence about one field, out of a failure that names fields; undefined when this field is fine. */
export function problemOf(failure: Failure | null, path: string): string | undefined {
  if (failure?.code !== 'input.invalid') return undefined
  return failure.details.problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))
    ?.message
}
