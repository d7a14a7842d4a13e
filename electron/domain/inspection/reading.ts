import type { JoseHeader } from './jose-lengths.ts'

/** What one look through a text may still cost: this keeps it linear, whatever the text. */
export interface Reading {
  /** Characters that are read more than once. */
  budget: number
  /** Beginnings of a token, and names of one, that are looked at. */
  attempts: number
  /** Headers that were read already: a log repeats its tokens. */
  readonly headers: Map<string, JoseHeader | null>
}

/** What a text of that many characters may cost. */
export const newReading = (textLength: number): Reading => ({
  ...{ budget: textLength * 2 + 200_000, attempts: 4000, headers: new Map() },
})

export interface ReadToken {
  readonly text: string
  /** Where the text goes on behind it. */
  readonly to: number
  /** What was done to it, in sentences that hold nothing of it. */
  readonly did: readonly string[]
}
