import type { TraceEntry } from '@contract/sign-in'
import { countOf } from '../../text/sizes.ts'
import { TraceStep } from '../../text/trace-step.tsx'
import css from './find-login.module.css'

/** Every request of the search with its answer, to be opened one by one. */
export function SearchSteps({ steps }: { readonly steps: readonly TraceEntry[] }) {
  if (steps.length === 0) return null
  return (
    <section className={css['steps']} aria-label="What was asked">
      <h3 className={css['heading']}>What was asked · {countOf(steps.length, 'request')}</h3>
      <ol>
        {steps.map((entry, index) => (
          // Steps have an order and nothing else.
          // eslint-disable-next-line react/no-array-index-key -- see the line above
          <TraceStep key={index} entry={entry} number={index + 1} />
        ))}
      </ol>
    </section>
  )
}
