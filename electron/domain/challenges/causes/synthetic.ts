import type { Diagnosis } from '../../../contract/challenges.ts'
import { reasonOf } from '../read-refusal.ts'
import { inspect, sendAsItself } from '../remedies.ts'
import type { Finding, Refusal } from '../refusal.ts'
import { saidWords } from '../say.ts'
import { isAboutOwner } from './forbidden.ts'

type Cause = Diagnosis['cause']

// These are about the token as such: a check of the API noticed what was done to it.
const noticed: ReadonlySet<Cause> = new Set<Cause>([
  ...([
    'token-expired',
    'token-not-yet-valid',
    'token-invalid',
    'wrong-audience',
    'wrong-issuer',
    'clock-skew',
  ] as const),
  ...(['revoked', 'signed-out', 'id-token', 'malformed-credential', 'unauthorised', 'dpop-proof'] as const),
])
// For these a token must have been taken as good first.
const taken: ReadonlySet<Cause> = new Set<Cause>(['missing-scope', 'missing-role', 'step-up', 'forbidden'])

/** Where neither its code nor the token tells a reason, the API's own words are the reason. */
function reasonIn(refusal: Refusal, { cause, headline }: Finding): string {
  const reason = reasonOf(refusal)
  const words = saidWords(refusal)
  const isTold =
    (cause !== 'token-invalid' && cause !== 'unauthorised') || (reason !== null && reason !== 'token-refused')
  return isTold || words === null ? headline.replace(/^The /, 'the ') : `“${words}”`
}

/**
 * What was found of a token that was made here for a test: a no to the token is what was wanted; a no to what it may do
 * means that the API took it.
 */
export function tellSynthetic(refusal: Refusal, finding: Finding): Finding {
  if (!refusal.synthetic) return finding
  if (finding.cause === 'forbidden' && !isAboutOwner(refusal)) {
    const open = 'It may have looked at the token, or only at what was asked for; send the same as nobody to compare.'
    return { ...finding, evidence: [...finding.evidence, open] }
  }
  if (taken.has(finding.cause)) {
    const warning = 'The token was made here for a test, and it seems that the API took it as good before it said this.'
    return { ...finding, evidence: [...finding.evidence, warning] }
  }
  if (!noticed.has(finding.cause)) return finding
  const { evidence, reference, confidence } = finding
  return {
    cause: 'synthetic',
    headline: 'The token was made here for a test, and the API noticed.',
    evidence: [`Its reason: ${reasonIn(refusal, finding)}`, ...evidence],
    reference,
    confidence,
    remedies: [...inspect(refusal, null), ...sendAsItself(refusal)],
  }
}
