import type { Session } from '../../contract/tokens.ts'
import type { RefreshEnds } from './token-set.ts'

type SignInEnds = Extract<Session, { state: 'active' }>['signInEnds']

const shortestNoticeMs = 5 * 60_000
const longestNoticeMs = 86_400_000

/**
 * When a sign-in ends, and from when on a person is told: 10 % of its life before, but at least 5 min, at most a day,
 * and never before it began. A refresh token that ends in 30 min is told of 5 min before, one of 10 h an hour before, one
 * of 90 days on its last day.
 */
export function viewSignInEnds({ at, since, source }: RefreshEnds): NonNullable<SignInEnds> {
  const lifeMs = Math.max(0, at.getTime() - since.getTime())
  const noticeMs = Math.min(Math.max(shortestNoticeMs, lifeMs * 0.1), longestNoticeMs, lifeMs)
  return { at: at.toISOString(), warnFrom: new Date(at.getTime() - noticeMs).toISOString(), source }
}
