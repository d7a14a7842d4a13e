/** Remembers what may be used once, for as long as it would be good otherwise. */
export function createSeenOnce(now: () => Date, keptMs: number) {
  const seen = new Map<string, number>()
  return {
    /** False: it was there before. */
    isFirst(key: string): boolean {
      const at = now().getTime()
      // In the order in which they came: the first that is young ends the search.
      for (const [old, sinceMs] of seen) {
        if (at - sinceMs <= keptMs) break
        seen.delete(old)
      }
      if (seen.has(key)) return false
      seen.set(key, at)
      return true
    },
  }
}
