import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { nextTokenSet } from './bind-token-set.ts'
import { isVaultClosed, type createKeptTokens } from './kept-tokens.ts'
import type { RefreshAnswer } from './refresh-answer.ts'
import type { RefreshIntents } from './refresh-intents.ts'
import type { LetterAddress } from './refresh-letter.ts'
import type { createRefreshTroubles } from './refresh-troubles.ts'
import type { Ended } from './stored-tokens.ts'
import { redactorFor, type RefreshCause, type TokenNotes } from './token-notes.ts'
import type { TokenSet } from './token-set.ts'
import { profileOf, type TokensKey } from './tokens-key.ts'

export interface RefreshOutcomeParts {
  readonly now: () => Date
  readonly kept: Pick<ReturnType<typeof createKeptTokens>, 'save'>
  readonly intents: Pick<RefreshIntents, 'clear'>
  readonly troubles: Pick<ReturnType<typeof createRefreshTroubles>, 'note' | 'clear'>
  readonly notes: TokenNotes
  readonly onSkew: (key: TokensKey, skewSeconds: number) => void
}

/** A refresh that was sent: with what, why, and what is known of an earlier use of the same refresh token. */
export interface SentRefresh {
  readonly key: TokensKey
  readonly tokens: TokenSet
  readonly cause: RefreshCause
  readonly lostAt: Date | null
  /** null: nothing was spent, so nothing is lost with the answer. */
  readonly address: LetterAddress | null
}

const minutes = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** What becomes of the tokens by the answer to a refresh: durable before anybody sees them, ended only by a refusal. */
export function createRefreshOutcome({ now, kept, intents, troubles, notes, onSkew }: RefreshOutcomeParts) {
  async function end({ key, tokens, lostAt, address }: SentRefresh, ended: Ended): Promise<never> {
    // Marked, and only the refused token dropped: what the access token claimed can still be looked at.
    await kept.save(key, { tokens: { ...tokens, refreshToken: null, refreshEnds: null }, ended }, address)
    await intents.clear(key)
    const { reason, description } = ended
    const isOver = reason === 'sign-in-over'
    if (lostAt === null) notes.note(key, tokens, { kind: 'refused', description, ...(isOver && { over: true }) })
    else notes.note(key, tokens, { kind: 'answer-lost', startedAt: lostAt.toISOString() })
    throw new ClaimcheckError('session.refresh_refused', { profileId: profileOf(key), description })
  }

  async function keep(sent: SentRefresh, answer: Extract<RefreshAnswer, { kind: 'refreshed' }>): Promise<TokenSet> {
    const { key, tokens, cause, address } = sent
    const before = answer.startsAnew === true ? { ...tokens, refreshToken: null, idToken: null } : tokens
    const fresh = nextTokenSet(before, answer.answer)
    if (answer.clockSkewSeconds !== null) onSkew(key, answer.clockSkewSeconds)
    troubles.clear(key)
    const saved = await kept.save(key, { tokens: fresh, ended: null }, address)
    notes.refreshed(key, tokens, fresh, cause)
    if (saved.kept !== 'held') {
      await intents.clear(key)
      return fresh
    }
    // The note stays: the token on the disk is spent.
    notes.note(key, fresh, { kind: 'not-saved' })
    if (isVaultClosed(saved.failure)) throw saved.failure
    return fresh
  }

  return async (sent: SentRefresh, answer: RefreshAnswer): Promise<TokenSet> => {
    const { key, tokens, lostAt } = sent
    const { text } = redactorFor(tokens)
    const said = 'description' in answer && answer.description !== null ? text(answer.description) : null
    switch (answer.kind) {
      case 'refreshed':
        return keep(sent, answer)
      case 'refused': {
        troubles.clear(key)
        const isOver = tokens.refreshEnds !== null && tokens.refreshEnds.at <= now()
        if (lostAt === null) return end(sent, { reason: isOver ? 'sign-in-over' : 'refused', description: said })
        const description = `The answer to the refresh of ${minutes(lostAt)} was lost, and the server takes the old refresh token no more`
        return end(sent, { reason: 'answer-lost', description })
      }
      case 'client-refused': {
        const error = text(answer.error)
        const message = `The server did not accept the refresh: ${said ?? error}`
        const retryAt = troubles.note(key, { message, retryAfterSeconds: null })
        notes.note(key, tokens, { kind: 'refresh-failed', message, retryAt: retryAt.toISOString() })
        if (lostAt === null) await intents.clear(key)
        throw new ClaimcheckError('sign_in.client_refused', { error, description: said, cause: answer.cause })
      }
      case 'unavailable': {
        const message = text(answer.message)
        const { host, reached, retryAfterSeconds } = answer
        const retryAt = troubles.note(key, { message, retryAfterSeconds }).toISOString()
        notes.note(key, tokens, { kind: 'refresh-failed', message, retryAt })
        if (!reached && lostAt === null) await intents.clear(key)
        throw new ClaimcheckError('session.provider_unreachable', { profileId: profileOf(key), host, retryAt })
      }
    }
  }
}
export type SettleRefresh = ReturnType<typeof createRefreshOutcome>
