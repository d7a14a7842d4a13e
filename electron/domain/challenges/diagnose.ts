import type { Diagnosis, Remedy } from '../../contract/challenges.ts'
import { sayBesides } from './besides.ts'
import { besideTheCredential, gatewayRefused } from './causes/beside-the-credential.ts'
import { certificateMissing, certificateRefused } from './causes/certificate.ts'
import { clockSkew } from './causes/clock-skew.ts'
import { boundTokenAsBearer, boundTokenRefused, dpopNonce, dpopProof, bindToKey } from './causes/dpop.ts'
import { forbidden } from './causes/forbidden.ts'
import { idToken } from './causes/id-token.ts'
import { loginRedirect } from './causes/login-redirect.ts'
import { lookedElsewhere } from './causes/looked-elsewhere.ts'
import { malformedCredential } from './causes/malformed-credential.ts'
import { missingRole } from './causes/missing-role.ts'
import { missingScope } from './causes/missing-scope.ts'
import { noToken } from './causes/no-token.ts'
import { proxyRefused } from './causes/proxy-refused.ts'
import { revoked, revokedByServer, signedOut } from './causes/revoked.ts'
import { claimsChallenge, stepUp } from './causes/step-up.ts'
import { tellSynthetic } from './causes/synthetic.ts'
import { signedByAnotherIssuer, wrongAudience, wrongIssuer } from './causes/token-addressee.ts'
import { tokenInvalid, unauthorised } from './causes/token-refused.ts'
import { tokenExpired, tokenNotYetValid } from './causes/token-times.ts'
import { digestUnanswered, wrongPassword } from './causes/wrong-password.ts'
import { wrongKey } from './causes/wrong-key.ts'
import { wrongScheme } from './causes/wrong-scheme.ts'
import { isRefusal } from './is-refusal.ts'
import type { SaidReason } from './problem.ts'
import { reasonOf } from './read-refusal.ts'
import { sayMetadata, withSearch } from './resource-metadata.ts'
import type { Explain, Finding, Refusal } from './refusal.ts'
import { sayIntrospection, sayWhoAnswered } from './say.ts'

// From what never was about the token to what the API said outright.
const first: readonly Explain[] = [
  ...[proxyRefused, loginRedirect, besideTheCredential, certificateMissing, noToken, lookedElsewhere],
  ...[dpopNonce, dpopProof, missingScope, stepUp, claimsChallenge, malformedCredential],
  ...[digestUnanswered, boundTokenRefused, wrongScheme, wrongPassword],
]

// Where several causes would do, the one that the API names is told, and the others are its evidence.
const named: Partial<Record<SaidReason, readonly Explain[]>> = {
  expired: [clockSkew, tokenExpired],
  'not-yet-valid': [clockSkew, tokenNotYetValid],
  audience: [wrongAudience],
  issuer: [wrongIssuer],
  'id-token': [idToken],
  revoked: [revokedByServer, revoked],
  'session-ended': [revokedByServer, signedOut],
  signature: [signedByAnotherIssuer, tokenInvalid],
  role: [missingRole],
}

// From what the token shows to what is only left over.
const rest: readonly Explain[] = [
  ...[boundTokenAsBearer, missingRole, clockSkew, tokenExpired, tokenNotYetValid, revokedByServer, idToken],
  ...[wrongAudience, wrongIssuer, tokenInvalid, wrongKey, certificateRefused, gatewayRefused, unauthorised, forbidden],
]

function findingOf(refusal: Refusal): Finding | null {
  const reason = reasonOf(refusal)
  const byName = reason === null ? [] : (named[reason] ?? [])
  for (const explain of [...first, ...byName, ...rest]) {
    const finding = explain(refusal)
    if (finding !== null) return finding
  }
  return null
}

// Only our own word: a profile keeps its name as its person wrote it.
const capitalised = (sentence: string): string =>
  sentence.replace(/^(?:the|an?) /, (word) => word.charAt(0).toUpperCase() + word.slice(1))

// RFC 6749 §3.3. What is longer is no name of a right.
const askableScope = /^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/
const mostScopes = 50

/** Each button once: two causes of a remedy are one remedy. */
function withoutRepeats(remedies: readonly Remedy[]): readonly Remedy[] {
  const texts = remedies.map((remedy) => JSON.stringify(remedy))
  return remedies.filter((_remedy, at) => texts.indexOf(texts[at] ?? '') === at)
}

/** Scopes and levels are the API's words: only what can be one is asked for, and never a secret that it repeats to us. */
function askable(remedy: Remedy, quote: (text: string) => string): Remedy[] {
  const isOne = (text: string) => askableScope.test(text) && quote(text) === text
  if (remedy.do === 'step-up') return [{ ...remedy, acrValues: remedy.acrValues.filter(isOne) }]
  if (remedy.do !== 'ask-for-scopes') return [remedy]
  const scopes = remedy.scopes.filter(isOne)
  return scopes.length === 0 ? [] : [{ ...remedy, scopes: scopes.slice(0, mostScopes) }]
}

/** A demand for a proof, from a profile that could give one, is met by asking for tokens that are bound to a key. */
const withDpop = (refusal: Refusal, { cause, remedies }: Finding): readonly Remedy[] =>
  cause === 'wrong-scheme' && asksForDpop(refusal) ? [...bindToKey(refusal), ...remedies] : remedies

const asksForDpop = ({ challenges }: Refusal): boolean =>
  challenges.some(({ scheme }) => scheme.toLowerCase() === 'dpop')

/**
 * Says why an API refused, from the answer, the token and the clocks; null when the answer is no refusal. Pure.
 * `quote` takes secrets out of text that came from the server.
 */
export function diagnose(refusal: Refusal, quote: (text: string) => string): Diagnosis | null {
  const found = isRefusal(refusal) ? findingOf(refusal) : null
  if (found === null) return null
  const whole = { ...found, remedies: [...withDpop(refusal, found)] }
  const finding = tellSynthetic(refusal, {
    ...whole,
    evidence: [...whole.evidence, ...sayBesides(refusal, found.cause)],
  })
  const evidence = [
    ...finding.evidence,
    ...sayIntrospection(refusal),
    ...sayWhoAnswered(refusal),
    ...sayMetadata(refusal),
  ]
  return {
    ...finding,
    headline: capitalised(quote(finding.headline)),
    evidence: evidence.map((sentence) => capitalised(quote(sentence))),
    remedies: withoutRepeats(withSearch(refusal, finding)).flatMap((remedy) => askable(remedy, quote)),
    challenges: refusal.challenges.map(({ scheme, params, token68 }) => ({
      scheme: quote(scheme),
      params: params.map(([name, value]): [string, string] => [quote(name), quote(value)]),
      token68: token68 === null ? null : quote(token68),
    })),
  }
}
