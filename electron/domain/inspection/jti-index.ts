/** Where a `jti` was seen: in which token, and that token in words ("alice's access token of 12:03 UTC"). */
export interface JtiSighting {
  readonly fingerprint: string
  readonly words: string
}

/**
 * Which tokens had which `jti`, which no two tokens may share (RFC 7519 §4.1.7). `owner` is whatever lets go of its
 * sightings at once: a record of the history, a loose token.
 */
export function createJtiIndex() {
  const owners = new Map<string, ReadonlyMap<string, readonly JtiSighting[]>>()

  return {
    /** Everything that `owner` has now, in place of what it had. */
    set(owner: string, sightings: readonly (JtiSighting & { readonly jti: string | null })[]): void {
      const byJti = new Map<string, JtiSighting[]>()
      for (const { jti, fingerprint, words } of sightings) {
        if (jti === null) continue
        byJti.set(jti, [...(byJti.get(jti) ?? []), { fingerprint, words }])
      }
      if (byJti.size === 0) owners.delete(owner)
      else owners.set(owner, byJti)
    },
    drop: (owner: string): void => void owners.delete(owner),
    clear: (): void => owners.clear(),
    /** Another token with the same `jti`, in words; null: there is none. `fingerprint` is of the token that is asked about. */
    seen(jti: string, fingerprint: string): string | null {
      for (const sightings of owners.values()) {
        const other = sightings.get(jti)?.findLast((each) => each.fingerprint !== fingerprint)
        if (other !== undefined) return `${other.words} had it too`
      }
      return null
    },
  }
}
export type JtiIndex = ReturnType<typeof createJtiIndex>
