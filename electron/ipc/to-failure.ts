import { randomUUID } from 'node:crypto'
import { failureSchema, type Failure } from '../contract/failures.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'

/** Where a bug is written down; `incident` is what the person sees and can quote. */
export type ReportBug = (incident: string, thrown: unknown) => void

/** The one place where something thrown becomes something sent. `cause` and `stack` stop here. */
export function toFailure(thrown: unknown, reportBug: ReportBug): Failure {
  if (thrown instanceof ClaimcheckError) {
    const parsed = failureSchema.safeParse({ code: thrown.code, details: thrown.details })
    if (parsed.success) return parsed.data
  }
  const incident = randomUUID()
  reportBug(incident, thrown)
  return { code: 'internal.unexpected', details: { incident } }
}
