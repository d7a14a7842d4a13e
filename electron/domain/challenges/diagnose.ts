import type { Diagnosis, Remedy } from '../../contract/challenges.ts'
import { certificateMissing, certificateRefused } from './causes/certificate.ts'
import { boundTokenAsBearer, dpopNonce, dpopProof } from './causes/dpop.ts'
import { forbidden } from './causes/forbidden.ts'
import { missingRole } from './causes/missing-role.ts'
import { missingScope } from './causes/missing-scope.ts'
import { noToken } from './causes/no-token.ts'
import { proxyRefused } from './causes/proxy-refused.ts'
import { stepUp } from './causes/step-up.ts'
import { wrongAudience, wrongIssuer } from './causes/token-addressee.ts'
import { signedOut, tokenInvalid, unauthorised } from './causes/token-refused.ts'
import { tokenExpired, tokenNotYetValid } from './causes/token-times.ts'
import { digestUnanswered, wrongPassword } from './causes/wrong-password.ts'
import { wrongKey } from './causes/wrong-key.ts'
import { wrongScheme } from './causes/wrong-scheme.ts'
import { errorOf } from './read-refusal.ts'
import { sayMetadata, withSearch } from './resource-metadata.ts'
import type { Explain, Refusal } from './refusal.ts'

// From what the API said outright to what is only left over; the first that fits is told.
const explanations: readonly Explain[] = [
  proxyRefused,
  certificateMissing,
  noToken,
  dpopNonce,
  dpopProof,
  missingScope,
  stepUp,
  digestUnanswered,
  wrongScheme,
  wrongPassword,
  boundTokenAsBearer,
  missingRole,
  tokenExpired,
  tokenNotYetValid,
  signedOut,
  wrongAudience,
  wrongIssuer,
  tokenInvalid,
  wrongKey,
  certificateRefused,
  unauthorised,
  forbidden,
]

const oauthErrors = new Set(['invalid_token', 'insufficient_scope', 'insufficient_user_authentication'])

function isRefusal(refusal: Refusal): boolean {
  if ([401, 403, 407].includes(refusal.status)) return true
  // nginx answers so in the name of an API whose client certificate it checks.
  if (refusal.status === 400 && refusal.certificate.isAskedFor) return true
  // Some servers answer invalid_token with 400; a plain 400 is about the request, not about who sent it.
  return refusal.status === 400 && refusal.challenges.length > 0 && oauthErrors.has(errorOf(refusal) ?? '')
}

// Only our own word: a profile keeps its name as its person wrote it.
const capitalised = (sentence: string): string => sentence.replace(/^the /, 'The ')

// RFC 6749 §3.3. What is longer is no name of a right.
const askableScope = /^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/
const mostScopes = 50

/** Scopes are the API's words: only what can be one is asked for, and never a secret that it repeats to us. */
function askable(remedy: Remedy, quote: (text: string) => string): Remedy[] {
  if (remedy.do !== 'ask-for-scopes') return [remedy]
  const scopes = remedy.scopes.filter((scope) => askableScope.test(scope) && quote(scope) === scope)
  return scopes.length === 0 ? [] : [{ ...remedy, scopes: scopes.slice(0, mostScopes) }]
}

/**
 * Says why an API refused, from the answer, the token and the clocks; null when the answer is no refusal. Pure.
 * `quote` takes secrets out of text that came from the server.
 */
export function diagnose(refusal: Refusal, quote: (text: string) => string): Diagnosis | null {
  if (!isRefusal(refusal)) return null
  for (const explain of explanations) {
    const finding = explain(refusal)
    if (finding === null) continue
    return {
      ...finding,
      headline: capitalised(quote(finding.headline)),
      evidence: [...finding.evidence, ...sayMetadata(refusal)].map((sentence) => capitalised(quote(sentence))),
      remedies: withSearch(refusal, finding).flatMap((remedy) => askable(remedy, quote)),
      challenges: refusal.challenges.map(({ scheme, params, token68 }) => ({
        scheme: quote(scheme),
        params: params.map(([name, value]): [string, string] => [quote(name), quote(value)]),
        token68: token68 === null ? null : quote(token68),
      })),
    }
  }
  return null
}
