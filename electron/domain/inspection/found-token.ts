import type { ProfileId } from '../../contract/ids.ts'
import type { InspectedToken, TokenSubject } from '../../contract/jwt.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'

/** All of an earlier token but the part that makes it one: its header and claims as they were written. */
export interface RememberedToken {
  readonly format: InspectedToken['format']
  readonly kindName: string
  readonly reference: string
  readonly length: number
  /** Tells it from another token with the same content; says nothing of the token itself. */
  readonly fingerprint: string
  /** JSON texts; null for a token that can't be read. */
  readonly header: string | null
  readonly claims: string | null
}

/** A token where main found it, with what is known of it beside its text. */
export interface FoundToken {
  readonly content:
    { readonly is: 'held'; readonly token: SecretText } | ({ readonly is: 'remembered' } & RememberedToken)
  readonly which: InspectedToken['which']
  /** What the server said beside it; null where nobody did. */
  readonly tokens: Pick<TokenSet, 'tokenType' | 'scopes' | 'obtainedAt' | 'expiresAt' | 'expirySource' | 'ties'> | null
  /** The authorisation server and client that gave it, where a profile knows. */
  readonly issuedBy: { readonly issuer: string; readonly clientId: string } | null
  /** Whose it is, or as whom it was sent; null for a loose one. */
  readonly profileId: ProfileId | null
  /** Where the exchange went that it was sent in; null where it was in none. */
  readonly sentTo: string | null
  readonly synthetic: boolean
  /** When it was obtained, or first seen here. */
  readonly seenAt: Date
}

/**
 * Where every subject is looked up; null where a profile has no such token. Throws `inspection.gone` for what is held
 * no more, `vault.*`.
 */
export type FindSubject = (subject: TokenSubject) => Promise<FoundToken | null>

/** The refresh token of a profile, which only the server that gave it may see (RFC 6749 §10.4). */
export const isOwnRefreshToken = ({ which, profileId, content }: FoundToken): boolean =>
  which === 'refresh' && profileId !== null && content.is === 'held'
