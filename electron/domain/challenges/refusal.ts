import type { Challenge, Diagnosis } from '../../contract/challenges.ts'
import type { ExchangeId, ProfileId } from '../../contract/ids.ts'
import type { WayKind } from '../../contract/ways.ts'
import type { LoginPage } from './login-page.ts'
import type { Malformed } from './malformed.ts'
import type { Problem } from './problem.ts'
import type { TokenFacts } from './token-facts.ts'

/** Another profile that a request might be sent as, as far as it is known without asking its server. */
export interface OtherProfile {
  readonly id: ProfileId
  readonly name: string
  readonly kind: WayKind
  /** The Authorization scheme that it sends; empty where its credential stands elsewhere; null where it has none, or can't be told. */
  readonly scheme: string | null
  /** It shows a client certificate, beside whatever else it sends. */
  readonly showsCertificate: boolean
  readonly signedIn: boolean
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
}

/** As whom a request was sent, and what may be done about its credential. */
export interface SentAs {
  readonly id: ProfileId
  readonly name: string
  /** The issuer that its tokens come from; null when it is not known. */
  readonly issuer: string | null
  readonly clientId: string | null
  readonly kind: WayKind
  /** A newer token can be had without anybody: a refresh token is there, or none is needed. */
  readonly canRefresh: boolean
  /** It gets its tokens without a person. */
  readonly needsNobody: boolean
  /** It signs in where a level of authentication can be asked for: in a browser. */
  readonly canStepUp: boolean
  /** It asks for tokens that are bound to a DPoP key. */
  readonly dpop: boolean
}

/** What the server that gave the token says of it (RFC 7662 §2.2). */
export type Introspection =
  | { readonly says: 'inactive' }
  | {
      readonly says: 'active'
      /** null: it does not say. */
      readonly scopes: readonly string[] | null
      readonly audience: readonly string[] | null
      readonly expiresAt: Date | null
    }
  /** Why it could not be asked, or did not answer: a sentence. */
  | { readonly says: 'nothing'; readonly why: string }

/**
 * Everything an explanation may rest on. No member holds a secret: what the API wrote has had those that were sent
 * taken out.
 */
export interface Refusal {
  readonly exchangeId: ExchangeId
  readonly status: number
  readonly method: string
  readonly challenges: readonly Challenge[]
  readonly problem: Problem | null
  /** Scheme, host and port that the request went to. */
  readonly origin: string
  /** Where the credential came from: the profile, a token in its place, a line that a person typed, or nowhere. */
  readonly credential: 'profile' | 'loose' | 'typed' | 'none'
  /** A person typed a credential into the request, beside or in place of a profile's. */
  readonly hasTypedLine: boolean
  /** What is wrong with the form of what was sent; null where nothing is. */
  readonly malformed: Malformed | null
  /** The Authorization scheme that was sent. */
  readonly scheme: string | null
  /** The credential was left out because a redirect led to another origin. */
  readonly wasWithheld: boolean
  readonly profile: SentAs | null
  /** The profile's credential stood in a line, parameter or cookie of its own, not in Authorization. */
  readonly isKey: boolean
  /** Whether a DPoP proof was sent, and whether the answer names a nonce for the next one. */
  readonly dpop: { readonly sentProof: boolean; readonly namesNonce: boolean }
  readonly certificate: {
    readonly shown: boolean
    /** The answer speaks of a client certificate, in whatever form. */
    readonly isAskedFor: boolean
  }
  /** The answer is a login page, or leads to one. */
  readonly login: LoginPage | null
  readonly token: TokenFacts | null
  /** The token was made here for a test. */
  readonly synthetic: boolean
  /** null: nobody has asked. */
  readonly introspection: Introspection | null
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
