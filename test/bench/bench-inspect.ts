import { inspectInWindow } from './inspect-in-window.ts'
import { decodeInNode } from './decode-in-node.ts'
import { rounded } from './statistics.ts'

/** A pasted token of 4 kB. Budget: paste to shown 16 ms, one frame. `baselineMs`: what decoding alone takes in Node. */
export async function benchInspect() {
  const baselineMs = await decodeInNode()
  const { medianMs, slowestMs, n } = await inspectInWindow()
  return {
    bench: 'inspect',
    ratio: rounded(medianMs / baselineMs),
    medianMs: rounded(medianMs),
    slowestMs: rounded(slowestMs),
    baselineMs: rounded(baselineMs),
    n,
  }
}
