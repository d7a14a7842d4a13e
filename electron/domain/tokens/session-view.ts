import type { Session } from '../../contract/tokens.ts'
import type { Kept } from '../vault/secret-records.ts'
import { remainingMs } from './plan-refresh.ts'
import { viewSignInEnds } from './sign-in-ends.ts'
import type { StoredTokens } from './stored-tokens.ts'

/** A refresh that failed without being refused. */
export interface Trouble {
  readonly retryAt: Date | null
  readonly message: string
}

export interface SessionFacts {
  readonly stored: StoredTokens
  readonly ageMs: number
  readonly refreshable: boolean
  /** Whether the sign-in ends with its refresh token: only a person can begin another. */
  readonly endsWithRefreshToken: boolean
  readonly refreshing: boolean
  readonly trouble: Trouble | null
  readonly unsaved: boolean
  readonly kept: Kept
  readonly clockSkewSeconds: number | null
}

const notSaved: Trouble = {
  retryAt: null,
  message: 'The new tokens could not be saved: they are held until Claimcheck quits, and saving is tried again',
}

/** What a window is shown of a profile's tokens. Pure; nothing in it is secret. */
export function viewSession(facts: SessionFacts): Session {
  const { tokens, ended } = facts.stored
  if (ended !== null) return { state: 'sign-in-again', reason: ended.reason, description: ended.description }
  const leftMs = remainingMs(tokens, facts.ageMs)
  if (leftMs !== null && leftMs <= 0 && !facts.refreshable) {
    return { state: 'sign-in-again', reason: 'expired', description: null }
  }
  const trouble = facts.trouble ?? (facts.unsaved ? notSaved : null)
  return {
    state: 'active',
    obtainedAt: tokens.obtainedAt.toISOString(),
    expiresAt: tokens.expiresAt?.toISOString() ?? null,
    scopes: [...tokens.scopes],
    refreshable: facts.refreshable,
    refreshing: facts.refreshing,
    trouble: trouble && { retryAt: trouble.retryAt?.toISOString() ?? null, message: trouble.message },
    kept: facts.kept,
    clockSkewSeconds: facts.clockSkewSeconds,
    refreshCount: tokens.refreshCount,
    signInEnds: facts.endsWithRefreshToken && tokens.refreshEnds !== null ? viewSignInEnds(tokens.refreshEnds) : null,
  }
}
