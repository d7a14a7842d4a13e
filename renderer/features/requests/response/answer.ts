import type { StepOutcome } from '@contract/exchanges'

/** The outcome of a step that was answered, whatever its status. */
export type Answer = Extract<StepOutcome, { outcome: 'answered' }>
