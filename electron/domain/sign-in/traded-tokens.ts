import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { leadsTo } from '../profiles/check-exchange.ts'
import { needsNoPerson } from '../profiles/needs-person.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { TradedToken } from './provider.ts'
import { tradedTokenType, type Traded } from './token-exchange.ts'

/**
 * A token of another profile, fit to be traded in for one of `asking`. Throws `sign_in.source_signed_out` where that
 * profile has none, and `input.invalid` where it has no token of that kind.
 */
export type TradeTokens = (asking: Profile, traded: Traded) => Promise<TradedToken>

export interface TradedTokensParts {
  readonly findProfile: (id: ProfileId) => Profile | null
  /** Refreshed first where they are due. Throws `session.*`. */
  readonly usableTokens: (id: ProfileId) => Promise<{ readonly tokens: TokenSet }>
  /** Signs in a profile that needs no person for that. */
  readonly obtain: (id: ProfileId) => Promise<void>
}

const signedOut = ['session.signed_out', 'session.not_refreshable', 'session.refresh_refused']

function pick(tokens: TokenSet, which: Traded['which']): SecretText | null {
  switch (which) {
    case 'access':
      return tokens.accessToken
    case 'refresh':
      return tokens.refreshToken
    case 'id':
      return tokens.idToken
  }
}

const kinds: Record<Traded['which'], string> = {
  access: 'access token',
  refresh: 'refresh token',
  id: 'ID token (ask for the scope openid)',
}

export function createTradedTokens({ findProfile, usableTokens, obtain }: TradedTokensParts): TradeTokens {
  async function tokensOf(source: Profile): Promise<TokenSet> {
    const { id } = source
    const signedOutFailure = (cause: unknown) =>
      new ClaimcheckError('sign_in.source_signed_out', { profileId: id }, { cause })
    try {
      return (await usableTokens(id)).tokens
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError) || !signedOut.includes(thrown.code)) throw thrown
      if (!needsNoPerson(source.way)) throw signedOutFailure(thrown)
    }
    await obtain(id)
    return (await usableTokens(id)).tokens
  }

  return async (asking, { profileId, which }) => {
    const source = findProfile(profileId)
    // Two profiles that trade in each other's tokens would wait for each other for ever, and have none.
    if (source === null || leadsTo(profileId, asking.id, findProfile)) {
      throw new ClaimcheckError('sign_in.source_signed_out', { profileId })
    }
    const token = pick(await tokensOf(source), which)
    if (token === null) {
      const message = `“${source.name}” has no ${kinds[which]}`
      throw new ClaimcheckError('input.invalid', { problems: [{ path: 'way.grant.subject', message }] })
    }
    return { token, type: tradedTokenType(which) }
  }
}
