import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { authorityOf } from '../profiles/authority.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Variables } from '../requests/variables.ts'
import type { createKeptTokens } from './kept-tokens.ts'
import type { StoredTokens } from './stored-tokens.ts'
import type { TokenSet } from './token-set.ts'
import { tokensKey, type TokensKey } from './tokens-key.ts'

export interface CurrentTokensParts {
  readonly findProfile: (id: ProfileId) => Profile | null
  readonly variables: () => Variables
  readonly kept: Pick<ReturnType<typeof createKeptTokens>, 'load' | 'keysOf'>
}

export interface FoundTokens {
  readonly key: TokensKey
  readonly stored: StoredTokens
}

/** Which of a profile's tokens are those of now: the ones of the authority that its variables give at this moment. */
export function createCurrentTokens({ findProfile, variables, kept }: CurrentTokensParts) {
  function profileOrThrow(id: ProfileId): Profile {
    const profile = findProfile(id)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    return profile
  }

  /** null: the authority can't be told now; 'unknown' where that is for want of a variable's value. */
  function keyNow(profile: Profile): TokensKey | 'unknown' | null {
    try {
      return tokensKey(profile.id, authorityOf(profile, variables()))
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      return thrown.code === 'input.variable_unknown' ? 'unknown' : null
    }
  }

  async function latestOf(id: ProfileId): Promise<FoundTokens | null> {
    const found = await Promise.all(
      (await kept.keysOf(id)).map(async (key): Promise<FoundTokens | null> => {
        const stored = await kept.load(key)
        return stored && { key, stored }
      }),
    )
    const newestFirst = found
      .filter((each) => each !== null)
      .toSorted((one, other) => other.stored.tokens.obtainedAt.getTime() - one.stored.tokens.obtainedAt.getTime())
    return newestFirst[0] ?? null
  }

  return {
    keyNow: (id: ProfileId): TokensKey | null => {
      const profile = findProfile(id)
      const key = profile === null ? null : keyNow(profile)
      return key === 'unknown' ? null : key
    },

    /**
     * The tokens to show: those of now, or the latest there are while a variable has no value (the playground is not
     * running). null: there are none. Throws `vault.*`.
     */
    async find(profile: Profile): Promise<FoundTokens | null> {
      const key = keyNow(profile)
      if (key === null) return null
      if (key === 'unknown') return latestOf(profile.id)
      const stored = await kept.load(key)
      return stored && { key, stored }
    },

    /** Whether the profile has tokens of another authority than that of now. */
    hasElsewhere: async (id: ProfileId): Promise<boolean> => (await kept.keysOf(id)).length > 0,

    /**
     * The profile and its tokens where these may be sent for it: found only by the profile and the authority that they
     * were issued for. Throws `session.*`, `vault.*`, `input.*`.
     */
    async bound(id: ProfileId): Promise<{ profile: Profile; key: TokensKey; tokens: TokenSet }> {
      const profile = profileOrThrow(id)
      // An authority that can't be told now throws `input.variable_unknown` with what is missing.
      const key = tokensKey(id, authorityOf(profile, variables()))
      const stored = await kept.load(key)
      if (stored === null) throw new ClaimcheckError('session.signed_out', { profileId: id })
      if (stored.ended !== null) {
        throw new ClaimcheckError('session.refresh_refused', { profileId: id, description: stored.ended.description })
      }
      return { profile, key, tokens: stored.tokens }
    },
  }
}
