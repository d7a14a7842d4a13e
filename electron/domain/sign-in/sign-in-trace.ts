import type { SignInTrace, TraceEntry } from '../../contract/sign-in.ts'
import type { TraceSink } from './provider.ts'

// A sign-in takes four to six steps; a server that makes it more is not given the memory for it.
const mostEntries = 50

/** The steps of one sign-in as they happened. */
export interface SignInTraceBook extends TraceSink {
  readonly end: (outcome: 'done' | 'failed' | 'cancelled') => void
  readonly view: () => SignInTrace
}

export function createSignInTrace(startedAt: Date): SignInTraceBook {
  const entries: TraceEntry[] = []
  let outcome: SignInTrace['outcome'] = 'running'

  return {
    record(entry) {
      if (entries.length < mostEntries) entries.push(entry)
    },
    blame(problem) {
      const last = entries.at(-1)
      if (last !== undefined && last.problem === null) last.problem = problem
    },
    end(how) {
      outcome = how
    },
    view: () => ({ startedAt: startedAt.toISOString(), outcome, entries: structuredClone(entries) }),
  }
}
