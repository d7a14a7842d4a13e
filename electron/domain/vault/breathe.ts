import { otherWork } from '../slices/in-slices.ts'

/** What is done without a pause: a few milliseconds at most on the slowest machine that we care for. */
const itemsAtOnce = 64
const bytesAtOnce = 256 * 1024

/**
 * A pause for whoever works through much: `await breathe(bytes)` after each item lets everything else in the process
 * have its turn now and then, so that a vault of thousands of records never holds up the window.
 */
export function createBreathe(): (bytes: number) => Promise<void> | null {
  let items = 0
  let bytes = 0
  return (count) => {
    items += 1
    bytes += count
    if (items < itemsAtOnce && bytes < bytesAtOnce) return null
    items = 0
    bytes = 0
    return otherWork()
  }
}
