import type { Challenge, Diagnosis } from '../../contract/challenges.ts'
import type { ProfileId } from '../../contract/ids.ts'
import type { WayKind } from '../../contract/ways.ts'
import type { Problem } from './read-problem.ts'
import type { TokenFacts } from './token-facts.ts'

/** Another profile that a request might be sent as, as far as it is known without asking its server. */
export interface OtherProfile {
  readonly id: ProfileId
  readonly name: string
  readonly kind: WayKind
  /** The Authorization scheme that it sends; null where it sends none, or where its prefix names none. */
  readonly scheme: string | null
  readonly signedIn: boolean
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
}

/** Everything an explanation may rest on. No member holds a secret. */
export interface Refusal {
  readonly status: number
  readonly challenges: readonly Challenge[]
  readonly problem: Problem | null
  /** Scheme, host and port that the request went to. */
  readonly origin: string
  /** Where the credential came from: the profile, a line that a person typed, or nowhere. */
  readonly credential: 'profile' | 'typed' | 'none'
  /** The Authorization scheme that was sent. */
  readonly scheme: string | null
  /** The credential was left out because a redirect led to another origin. */
  readonly wasWithheld: boolean
  readonly profile: {
    readonly id: ProfileId
    readonly name: string
    /** The issuer that the tokens were issued by; null when it is not known. */
    readonly issuer: string | null
    readonly kind: WayKind
  } | null
  /** The profile's credential stood in a line, parameter or cookie of its own, not in Authorization. */
  readonly isKey: boolean
  /** Whether a DPoP proof was sent, and whether the answer names a nonce for the next one. */
  readonly dpop: { readonly sentProof: boolean; readonly namesNonce: boolean }
  readonly certificate: {
    readonly shown: boolean
    /** The answer speaks of a client certificate, in whatever form. */
    readonly isAskedFor: boolean
  }
  readonly token: TokenFacts | null
  /** Our clock, and how far the server's is ahead of it (0: no difference known). */
  readonly now: Date
  readonly skewSeconds: number
  /** What was tried about a 401 before this answer. */
  readonly refresh: 'not-tried' | 'refreshed' | 'impossible'
  readonly others: readonly OtherProfile[]
}

/** An explanation; the challenges are added by `diagnose`. */
export type Finding = Omit<Diagnosis, 'challenges'>

/** One cause: says what it found, or null when the refusal has another cause. */
export type Explain = (refusal: Refusal) => Finding | null
