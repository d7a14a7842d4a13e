import type { ProfileId } from '../../contract/ids.ts'
import type { WhichToken } from '../../contract/jwt.ts'
import type { ReadSecret } from '../profiles/profile-certificate.ts'
import { isBy, type Profile, type ProfileBy } from '../profiles/profile.ts'
import { tokenTypeOf } from '../sign-in/token-type.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { readJwtExpiry } from './read-jwt-expiry.ts'
import type { TokenKeeper } from './token-keeper.ts'
import { tokenFingerprint } from './token-fingerprint.ts'
import type { TokenSet } from './token-set.ts'

/** A token of a profile, got or entered, with what is known of it. */
export interface HeldToken {
  readonly token: SecretText
  readonly tokens: Pick<TokenSet, 'tokenType' | 'scopes' | 'obtainedAt' | 'expiresAt' | 'expirySource'>
  /** The authorisation server and client it is from; null where none is known. */
  readonly issuedBy: { readonly issuer: string; readonly clientId: string } | null
}

export interface HeldTokensParts {
  readonly findProfile: (id: ProfileId) => Profile | null
  readonly keeper: Pick<TokenKeeper, 'peek'>
  readonly secret: ReadSecret
  readonly now: () => Date
}

function tokenOf(tokens: TokenSet, which: WhichToken): SecretText | null {
  switch (which) {
    case 'access':
      return tokens.accessToken
    case 'id':
      return tokens.idToken
    case 'refresh':
      return tokens.refreshToken
  }
}

/** What the server said of the refresh token: its end is another one than the access token's. */
function refreshFacts({ tokenType, scopes, obtainedAt, refreshEnds }: TokenSet): HeldToken['tokens'] {
  const isExp = refreshEnds?.source === 'refresh_token_exp'
  return {
    ...{ tokenType, scopes, obtainedAt, expiresAt: refreshEnds?.at ?? null },
    expirySource: refreshEnds === null ? 'unknown' : isExp ? 'exp' : 'expires_in',
  }
}

/**
 * Finds the token that a profile sends, whatever its way: the one that was got, or the one that a person entered; null
 * where there is none. Throws `vault.*`.
 */
export function createHeldTokens({ findProfile, keeper, secret, now }: HeldTokensParts) {
  /** Nobody knows when an entered token was issued; since when this program has seen it is what can be told. */
  const seen = new Map<ProfileId, { readonly fingerprint: string; readonly since: Date }>()

  function seenSince(id: ProfileId, token: SecretText): Date {
    const known = seen.get(id)
    const fingerprint = tokenFingerprint(token)
    if (known?.fingerprint === fingerprint) return known.since
    const since = now()
    seen.set(id, { fingerprint, since })
    return since
  }

  async function entered({ id, way }: ProfileBy<'static_token'>): Promise<HeldToken | null> {
    const token = await secret(id, 'token')
    if (token === null) return null
    const expiresAt = readJwtExpiry(token.reveal())
    const tokens = {
      tokenType: tokenTypeOf(way.carriage),
      scopes: [],
      obtainedAt: seenSince(id, token),
      expiresAt,
      expirySource: expiresAt === null ? 'unknown' : 'exp',
    } as const
    return { token, tokens, issuedBy: null }
  }

  return async (id: ProfileId, which: WhichToken): Promise<HeldToken | null> => {
    const profile = findProfile(id)
    if (profile !== null && isBy(profile, 'static_token')) return which === 'access' ? entered(profile) : null
    const tokens = await keeper.peek(id)
    if (tokens === null) return null
    const token = tokenOf(tokens, which)
    if (token === null) return null
    const { issuer, clientId } = tokens
    const issuedBy = profile?.way.kind === 'oauth' ? { issuer, clientId } : null
    return { token, tokens: which === 'refresh' ? refreshFacts(tokens) : tokens, issuedBy }
  }
}
export type FindHeldToken = ReturnType<typeof createHeldTokens>
