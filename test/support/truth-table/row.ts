import type { Diagnosis, Remedy } from '../../../electron/contract/challenges.ts'
import type { Exchange } from '../../../electron/contract/exchanges.ts'
import type { Stage } from './stage.ts'

export type Deed = Remedy['do']

/** What a person does next: a button under the reason, and what it needs of them. */
export interface Step {
  /** 'by-hand': what the sentences say to do, where no button can. */
  readonly press: Deed | 'by-hand'
  /** What they change in the profile, or in the settings, before they send again. */
  readonly edit?: (stage: Stage) => Promise<unknown> | void
  /** Where they send it instead. */
  readonly url?: string
  /** Whom they choose. */
  readonly choose?: string
  /** The status that comes then; or a cause and its confidence; or a word of what is shown. */
  readonly gives: string
}

/** A refusal that is really made, and what a tester has to be told of it. */
export interface Row {
  readonly what: string
  readonly combined?: true
  /** Does it; the last exchange is the refusal. */
  readonly make: (stage: Stage) => Promise<Exchange>
  /** Of the answer, or what there was in place of one. */
  readonly status: number | 'no answer: proxy'
  readonly why: readonly [Diagnosis['cause'], Diagnosis['confidence']]
  /** Key words of the headline. */
  readonly headline: RegExp
  /** Sentences that the evidence must hold, one each. */
  readonly evidence?: readonly RegExp[]
  readonly first: Deed | null
  /** One after the other; each must be offered by the refusal before it. Empty: nothing can be done from here. */
  readonly cure: readonly Step[]
}

/** A row as it came out. */
export interface Told {
  readonly row: Row
  readonly status: string
  readonly why: Diagnosis | null
  readonly cured: readonly string[]
  readonly faults: readonly string[]
}
