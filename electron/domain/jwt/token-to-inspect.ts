import type { WhichToken } from '../../contract/tokens.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'

/** What the inspector compares a token with. */
export interface ProfileFacts {
  /** The issuer identifier, variables filled in. */
  readonly issuer: string
  readonly clientId: string
  /** The API that the token was asked for (RFC 8707); null when none was named. */
  readonly resource: string | null
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
