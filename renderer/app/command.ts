export interface Command {
  readonly id: string
  readonly title: string
  /** Words at the right: a place, a state. */
  readonly note: string
  /** As `Mod+K`; '' for none. */
  readonly keys: string
  /** An HTTP method for requests. */
  readonly method: string | null
  readonly run: () => void
}

/** How well a title answers what was typed; null for not at all. Lower is better. */
export function matchRank(title: string, typed: string): number | null {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const text = title.toLowerCase()
  let rank = 0
  for (const word of words) {
    const at = text.indexOf(word)
    if (at === -1) return null
    // At the start of a word is what people mean more often than inside of one.
    rank += at === 0 ? 0 : /[\s/:]/.test(text[at - 1] ?? '') ? 1 : 2
  }
  return rank
}

/** The commands that answer, best first, in their own order where equal. */
export function matchingCommands(commands: readonly Command[], typed: string): Command[] {
  return commands
    .map((command) => ({ command, rank: matchRank(`${command.title} ${command.note}`, typed) }))
    .filter((each): each is { command: Command; rank: number } => each.rank !== null)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ command }) => command)
}
