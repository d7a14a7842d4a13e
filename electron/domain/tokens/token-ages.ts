import type { TokensKey } from './tokens-key.ts'

interface Anchor {
  readonly obtainedAtMs: number
  readonly ageThenMs: number
  readonly monotonicThenMs: number
}

/**
 * How old a profile's tokens are. The wall clock may be set, the monotonic clock stops while the machine sleeps; of the
 * two ages the larger one counts: at worst a token is refreshed early, once, since the new one starts a new count.
 */
export function createTokenAges({ now, monotonicMs }: { now: () => Date; monotonicMs: () => number }) {
  const anchors = new Map<TokensKey, Anchor>()

  return {
    ageMs(key: TokensKey, obtainedAt: Date): number {
      const obtainedAtMs = obtainedAt.getTime()
      const wallAgeMs = now().getTime() - obtainedAtMs
      let anchor = anchors.get(key)
      if (anchor?.obtainedAtMs !== obtainedAtMs) {
        anchor = { obtainedAtMs, ageThenMs: wallAgeMs, monotonicThenMs: monotonicMs() }
        anchors.set(key, anchor)
      }
      return Math.max(wallAgeMs, anchor.ageThenMs + monotonicMs() - anchor.monotonicThenMs)
    },
    forget: (key: TokensKey): void => void anchors.delete(key),
  }
}
