/** What came of asking an issuer for its keys. `reason` is a sentence for people, without anything from the answer. */
export type FetchedJwks =
  { readonly ok: true; readonly jwks: unknown } | { readonly ok: false; readonly reason: string }
export type FetchJwks = (jwksUri: string) => Promise<FetchedJwks>

const keptForMs = 10 * 60_000
const betweenRotationsMs = 60_000

interface Entry {
  readonly answer: Promise<FetchedJwks>
  readonly fetchedAtMs: number
}

/** Keys by their address: kept for ten minutes, fetched once for however many ask at the same time. */
export function createJwksCache(fetchJwks: FetchJwks, now: () => Date) {
  const entries = new Map<string, Entry>()
  const askedAgainAtMs = new Map<string, number>()

  function fetchNow(jwksUri: string): Promise<FetchedJwks> {
    const entry = { answer: fetchJwks(jwksUri), fetchedAtMs: now().getTime() }
    entries.set(jwksUri, entry)
    // A failure is not kept: the next one who asks tries again.
    void entry.answer.then(
      ({ ok }) => ok || entries.get(jwksUri) !== entry || entries.delete(jwksUri),
      () => entries.get(jwksUri) === entry && entries.delete(jwksUri),
    )
    return entry.answer
  }

  return {
    async keys(jwksUri: string): Promise<{ answer: FetchedJwks; isFresh: boolean }> {
      const entry = entries.get(jwksUri)
      const isKept = entry !== undefined && now().getTime() - entry.fetchedAtMs < keptForMs
      return isKept
        ? { answer: await entry.answer, isFresh: false }
        : { answer: await fetchNow(jwksUri), isFresh: true }
    },

    /** Asks once more because a key is missing, at most once a minute; null when it is too early for that. */
    async afterRotation(jwksUri: string): Promise<FetchedJwks | null> {
      const nowMs = now().getTime()
      const lastMs = askedAgainAtMs.get(jwksUri)
      if (lastMs !== undefined && nowMs - lastMs < betweenRotationsMs) return null
      askedAgainAtMs.set(jwksUri, nowMs)
      return fetchNow(jwksUri)
    },
  }
}
