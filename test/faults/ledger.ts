import { createHash } from 'node:crypto'

/** Names a token without telling it. */
export const fingerprint = (token: string): string =>
  createHash('sha256').update(token).digest('base64url').slice(0, 16)

export interface IssuedToken {
  readonly token: string
  readonly family: number
  /** The token that it was exchanged for; null while it is the family's newest. */
  next: string | null
  /** How often it was shown after it was spent. */
  reuses: number
}

/** What the server knows to be true of the refresh tokens that it gave; found by their fingerprints. */
export function createLedger() {
  const issued = new Map<string, IssuedToken>()
  let families = 0
  let exchanges = 0

  return {
    /** How many refreshes were answered with tokens. */
    exchanges: (): number => exchanges,
    of: (print: string): Readonly<IssuedToken> | null => issued.get(print) ?? null,
    /** Whether a token is another one, or came after it in its family. */
    isSinceOrAt(print: string, other: string): boolean {
      let later: string | null = other
      while (later !== null && later !== print) later = issued.get(later)?.next ?? null
      return later === print
    },
    /** Every token of a family, as text: to search files for. */
    tokensOfFamily(print: string): readonly string[] {
      const family = issued.get(print)?.family
      return [...issued.values()].filter((each) => each.family === family).map(({ token }) => token)
    },
    noteIssued(token: string, shown: string | null): void {
      const before = shown === null ? null : (issued.get(fingerprint(shown)) ?? null)
      if (before !== null) {
        before.next = fingerprint(token)
        exchanges += 1
      }
      issued.set(fingerprint(token), { token, family: before?.family ?? (families += 1), next: null, reuses: 0 })
    },
    noteRefused(shown: string): void {
      const spent = issued.get(fingerprint(shown))
      if (spent !== undefined) spent.reuses += 1
    },
  }
}
export type Ledger = ReturnType<typeof createLedger>
