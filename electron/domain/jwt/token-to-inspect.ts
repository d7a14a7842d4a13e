import type { InspectedToken } from '../../contract/jwt.ts'
import type { FoundToken } from '../inspection/found-token.ts'

/** What the inspector compares a token with. */
export interface ProfileFacts {
  /** The issuer identifier, variables filled in; null where the profile knows no authorisation server. */
  readonly issuer: string | null
  readonly clientId: string | null
  /** The APIs that the token was asked for (RFC 8707). */
  readonly resources: readonly string[]
  /** Where the issuer publishes its keys; null when that is unknown. */
  readonly jwksUri: string | null
  /** How the issuer signs, by its own metadata (RFC 8414 §2, OpenID Connect Discovery §3); null when that is unknown. */
  readonly algorithms: readonly string[] | null
}

/** For a token that no profile is known for: there is nothing to compare with. */
export const noProfile: ProfileFacts = { issuer: null, clientId: null, resources: [], jwksUri: null, algorithms: null }

export interface TokenToInspect {
  readonly found: FoundToken
  readonly profile: ProfileFacts
  readonly now: Date
  /** Another token had this jti before: in words, when and whose; null where it is unique. */
  readonly jtiSeen: string | null
}

/** What one claim is explained by: of a token, or of what a server said about one. */
export interface ClaimSetting {
  readonly which: InspectedToken['which']
  readonly profile: ProfileFacts
  /** Where the token was sent, as an address; null where it was not. */
  readonly sentTo: string | null
  readonly now: Date
  readonly jtiSeen: string | null
  /** How its times are written; a NumericDate (RFC 7519 §2) where nothing is said. */
  readonly times?: 'iso-8601'
}
