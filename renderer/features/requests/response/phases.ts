import type { Timing } from '@contract/exchanges'

export interface Phase {
  readonly name: string
  readonly meaning: string
  readonly colour: string
  readonly durationMs: number
  /** From the start of the step. */
  readonly startMs: number
}

const described = [
  ['queueMs', 'Queue', 'waiting for a free connection', 'var(--faint)'],
  ['dnsMs', 'DNS', 'finding the host’s address', 'var(--info)'],
  ['connectMs', 'Connect', 'opening the TCP connection', 'var(--accent)'],
  ['tlsMs', 'TLS', 'agreeing on keys', 'color-mix(in srgb, var(--accent) 50%, var(--bad))'],
  ['waitMs', 'Wait', 'from the request’s last byte to the answer’s first', 'var(--ok)'],
  ['downloadMs', 'Download', 'from the answer’s first byte to its last', 'var(--warn)'],
] as const

/** The phases that happened, one after the other. */
export function phasesOf(timing: Timing): Phase[] {
  const phases: Phase[] = []
  let startMs = 0
  for (const [key, name, meaning, colour] of described) {
    const durationMs = timing[key]
    if (durationMs === null) continue
    phases.push({ name, meaning, colour, durationMs, startMs })
    startMs += durationMs
  }
  return phases
}
