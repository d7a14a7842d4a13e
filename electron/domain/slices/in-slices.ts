/** Few enough to be done in a few milliseconds, many enough that the turns in between cost little. */
const atOnce = 10

let lastInLine: Promise<void> = Promise.resolve()

/**
 * The program's other work has its turn: a click, an answer of a server. Whoever waits here waits in one line, so that
 * several long works at a time take no longer stretch than one.
 */
export function otherWork(): Promise<void> {
  lastInLine = lastInLine.then(() => new Promise((resolve) => void setImmediate(resolve)))
  return lastInLine
}

/**
 * Does the same for each item of a list of any length, in order, and gives the results in that order. Everything else in
 * the process has its turn after every few: what awaits nothing but other promises would hold it up until the last item.
 */
export async function inSlices<Item, Result>(
  items: readonly Item[],
  job: (item: Item) => Promise<Result> | Result,
): Promise<Result[]> {
  const results: Result[] = []
  for (let begun = 0; begun < items.length; begun += atOnce) {
    if (begun > 0) await otherWork()
    results.push(...(await Promise.all(items.slice(begun, begun + atOnce).map(job))))
  }
  return results
}
