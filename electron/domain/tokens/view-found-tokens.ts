import type { Session } from '../../contract/tokens.ts'
import { needsNoPerson } from '../profiles/needs-person.ts'
import type { Profile } from '../profiles/profile.ts'
import type { FoundTokens } from './current-tokens.ts'
import { isRefreshable } from './is-refreshable.ts'
import type { createKeptTokens } from './kept-tokens.ts'
import type { createRefreshFlights } from './refresh-flights.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import { viewSession } from './session-view.ts'
import type { createTokenAges } from './token-ages.ts'
import type { TokensKey } from './tokens-key.ts'

export interface ViewFoundTokensParts {
  readonly kept: Pick<ReturnType<typeof createKeptTokens>, 'whereKept' | 'isUnsaved'>
  readonly ages: Pick<ReturnType<typeof createTokenAges>, 'ageMs'>
  readonly flights: Pick<ReturnType<typeof createRefreshFlights>, 'isFlying'>
  readonly troubles: Pick<ReturnType<typeof createRefreshTroubles>, 'of'>
  /** The server's clock minus ours, in seconds; null: not measured yet. */
  readonly skewOf: (key: TokensKey) => number | null
}

/** Gathers, for tokens that were found, what a window is shown of them. Throws `vault.*`. */
export function createViewFoundTokens({ kept, ages, flights, troubles, skewOf }: ViewFoundTokensParts) {
  return async (profile: Profile, { key, stored }: FoundTokens): Promise<Session> => {
    const whereKept = await kept.whereKept(key)
    return viewSession({
      stored,
      ageMs: ages.ageMs(key, stored.tokens.obtainedAt),
      refreshable: isRefreshable(profile, stored.tokens),
      endsWithRefreshToken: stored.tokens.refreshToken !== null && !needsNoPerson(profile.way),
      refreshing: flights.isFlying(key),
      trouble: troubles.of(key),
      unsaved: kept.isUnsaved(key),
      kept: whereKept,
      clockSkewSeconds: skewOf(key),
    })
  }
}
