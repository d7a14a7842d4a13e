import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Asks again for what has changed, once at a time: what changes while it is being asked for is asked for once more
 * afterwards, however often it changed meanwhile. A list of hundreds may change dozens of times in a second.
 */
export function createAskAgain(queries: QueryClient): (queryKey: QueryKey) => void {
  /** What is being asked for, and whether it has changed since. */
  const underWay = new Map<string, { isStale: boolean }>()

  function askAgain(queryKey: QueryKey): void {
    const name = JSON.stringify(queryKey)
    const mine = underWay.get(name)
    if (mine !== undefined) {
      mine.isStale = true
      return
    }
    const asking = { isStale: false }
    underWay.set(name, asking)
    // Resolves when the answers are there, also where they are failures.
    void queries.invalidateQueries({ queryKey }).finally(() => {
      underWay.delete(name)
      if (asking.isStale) askAgain(queryKey)
    })
  }

  return askAgain
}
