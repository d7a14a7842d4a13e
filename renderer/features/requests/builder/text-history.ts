/** A text as it was, with the place of the caret in it. */
export interface TextMoment {
  readonly text: string
  readonly caret: number
}

export interface TextHistory {
  readonly past: readonly TextMoment[]
  readonly now: TextMoment
  readonly future: readonly TextMoment[]
  /** What kind of change is going on: the next letter of the same word, or the next deletion, joins it. */
  readonly open: 'word' | 'deletion' | null
}

const limit = 200
const isWordEnd = /[^\p{L}\p{N}_-]$/u

export const historyOf = (text: string): TextHistory => ({
  past: [],
  now: { text, caret: text.length },
  future: [],
  open: null,
})

/** The one letter that stands before the caret and was not there before; null for any other change. */
function letterTyped(before: TextMoment, { text, caret }: TextMoment): string | null {
  const isOneMore = text.slice(0, Math.max(0, caret - 1)) + text.slice(caret) === before.text
  return isOneMore && text.length === before.text.length + 1 ? text.slice(caret - 1, caret) : null
}

/**
 * The history after a change of the person's. Letters are one step up to the end of their word, deletions in a row are
 * one, and anything else (a paste, a selection typed over) is one of its own.
 */
export function afterTyping(history: TextHistory, after: TextMoment): TextHistory {
  const { past, now, open } = history
  if (after.text === now.text) return { ...history, now: after }
  const letter = letterTyped(now, after)
  const isDeletion = after.text.length < now.text.length
  const kind = letter !== null ? 'word' : isDeletion ? 'deletion' : null
  // The mark that ends a word is undone with it; the next letter begins a new one.
  const isGoingOn = letter === null || after.caret === now.caret + 1
  const joins = kind !== null && kind === open && isGoingOn
  return {
    past: joins ? past : [...past, now].slice(-limit),
    now: after,
    future: [],
    open: letter !== null && isWordEnd.test(letter) ? null : kind,
  }
}

/** A text that came from elsewhere, a table or a file, is a step like any other. */
export const afterReplacing = (history: TextHistory, text: string): TextHistory =>
  text === history.now.text
    ? history
    : { past: [...history.past, history.now].slice(-limit), now: { text, caret: text.length }, future: [], open: null }

export function undone(history: TextHistory): TextHistory {
  const { past, now, future } = history
  const before = past.at(-1)
  if (before === undefined) return history
  return { past: past.slice(0, -1), now: before, future: [now, ...future], open: null }
}

export function redone(history: TextHistory): TextHistory {
  const { past, now, future } = history
  const [next, ...later] = future
  return next === undefined ? history : { past: [...past, now], now: next, future: later, open: null }
}
