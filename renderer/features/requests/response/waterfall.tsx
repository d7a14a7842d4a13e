import { Tooltip } from '@mantine/core'
import type { Timing } from '@contract/exchanges'
import { formatDuration } from '../../../text/times.ts'
import { phasesOf } from './phases.ts'
import css from './status-line.module.css'

/** The phases of a step as one bar; its name says them all. */
export function Waterfall({ timing }: { readonly timing: Timing }) {
  const phases = phasesOf(timing)
  const totalMs = Math.max(timing.totalMs, ...phases.map(({ startMs, durationMs }) => startMs + durationMs), 0.001)
  const words = phases.map(({ name, durationMs }) => `${name} ${formatDuration(durationMs)}`).join(', ')
  return (
    <span className={css['waterfall']} role="img" aria-label={`Phases: ${words}`}>
      {phases.map(({ name, meaning, colour, durationMs }) => (
        <Tooltip key={name} label={`${name} ${formatDuration(durationMs)}: ${meaning}`} openDelay={80}>
          <span style={{ width: `${(durationMs / totalMs) * 100}%`, background: colour }} />
        </Tooltip>
      ))}
    </span>
  )
}
