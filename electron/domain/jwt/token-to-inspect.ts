import type { WhichToken } from '../../contract/jwt.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'

/** What the inspector compares a token with. */
export interface ProfileFacts {
  /** The issuer identifier, variables filled in; null where the profile knows no authorisation server. */
  readonly issuer: string | null
  readonly clientId: string | null
  /** The APIs that the token was asked for (RFC 8707). */
  readonly resources: readonly string[]
  /** Where the issuer publishes its keys; null when that is unknown. */
  readonly jwksUri: string | null
}

export interface TokenToInspect {
  readonly token: SecretText
  readonly which: WhichToken
  readonly tokens: Pick<TokenSet, 'tokenType' | 'scopes' | 'obtainedAt' | 'expiresAt' | 'expirySource'>
  readonly profile: ProfileFacts
  readonly now: Date
}
