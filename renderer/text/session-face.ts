import type { Session } from '@contract/tokens'
import type { WayKind } from '@contract/ways'
import type { Tone } from '../ui/tone.ts'
import { signInEndOf, type SignInEnd } from './sign-in-end.ts'
import { formatCountdown, formatSpan } from './times.ts'
import { untilTry } from './until-try.ts'
import { fieldWords } from './way-words.ts'

/** How a profile's session looks wherever it is shown: ring, column and sentence agree because they come from here. */
export interface SessionFace {
  readonly state:
    | 'signed-out'
    | 'signing-in'
    | 'fresh'
    | 'expiring'
    | 'expired'
    | 'refreshing'
    | 'unknown-expiry'
    | 'again'
    | 'standing'
    | 'incomplete'
    | 'locked'
  readonly tone: Tone
  /** How much of the token's life is left, 0 to 1; the ring's arc. */
  readonly fraction: number
  /** For a narrow column: `04:15`, `expired`. */
  readonly short: string
  /** For a tooltip and a screen reader. */
  readonly sentence: string
}

const shortestLeewayMs = 30_000

const readySentences: { readonly [Kind in WayKind]?: string } = {
  static_token: 'Ready: the token is sent as it is',
  basic: 'Ready: the user name and the password are sent with each request',
  digest: 'Ready: a challenge is answered with a proof of the password',
  certificate: 'Ready: the certificate is shown when a connection is made',
  none: 'Ready: nothing is sent that proves who is calling',
}

const againSentences = {
  refused: 'The server refused the refresh token: sign in again',
  'sign-in-over': 'The sign-in has lasted its time: sign in again',
  expired: 'The token has expired and cannot be refreshed: sign in again',
  'answer-lost': 'The answer to the last refresh was lost: sign in again',
  'issuer-changed': 'Signed in, but at another server: in this environment, sign in too',
  unreadable: 'The kept tokens cannot be read, and stay where they are: sign in again',
} as const

/**
 * Total over every session; expiring means within the larger of 30 s and 10 % of the token's lifetime. `kind` is the
 * way's, for words that depend on what is sent. `isKeptFresh`: it is refreshed also while no request needs it.
 */
export function sessionFace(
  session: Session,
  now: Date,
  kind: WayKind | null = null,
  isKeptFresh = false,
): SessionFace {
  switch (session.state) {
    case 'signed-out':
      return { state: 'signed-out', tone: 'off', fraction: 0, short: 'signed out', sentence: 'Signed out' }
    case 'signing-in':
      return {
        state: 'signing-in',
        tone: 'info',
        fraction: 0.25,
        short: 'signing in',
        sentence: `Signing in: ${session.step}`,
      }
    case 'locked':
      return { state: 'locked', tone: 'off', fraction: 0, short: 'locked', sentence: 'The vault is locked' }
    case 'sign-in-again':
      return { state: 'again', tone: 'bad', fraction: 1, short: 'sign in', sentence: againSentences[session.reason] }
    case 'standing':
      return standingFace(session, now, kind)
    case 'incomplete': {
      const missing = fieldWords(session.missing)
      const sentence = `Needs its ${missing}: enter it in the profile`
      return { state: 'incomplete', tone: 'warn', fraction: 0, short: `needs its ${missing}`, sentence }
    }
    case 'active':
      return withSignInEnd(activeFace(session, now, isKeptFresh), signInEndOf(session, now))
  }
}

/** What needs no sign-in has no arc: nothing runs down, unless the static token is a JWT that tells its end. */
function standingFace(
  { expiresAt }: Extract<Session, { state: 'standing' }>,
  now: Date,
  kind: WayKind | null,
): SessionFace {
  if (expiresAt === null) {
    const sentence = (kind === null ? undefined : readySentences[kind]) ?? 'Ready'
    return { state: 'standing', tone: 'ok', fraction: 0, short: 'ready', sentence }
  }
  const leftMs = new Date(expiresAt).getTime() - now.getTime()
  if (leftMs <= 0) {
    const sentence = `Its token expired ${formatSpan(leftMs)} ago: enter a new one in the profile`
    return { state: 'expired', tone: 'bad', fraction: 1, short: 'expired', sentence }
  }
  const sentence = `Ready: its token says that it lives for another ${formatSpan(leftMs)}`
  return { state: 'standing', tone: 'ok', fraction: 0, short: formatCountdown(leftMs), sentence }
}

/** A sign-in that is about to end matters more than its token, which would only be refreshed until then. */
function withSignInEnd(face: SessionFace, end: SignInEnd | null): SessionFace {
  if (end === null || end.phase === 'far') return face
  const tone = face.tone === 'bad' ? 'bad' : 'warn'
  if (end.phase === 'soon') {
    const sentence = `${face.sentence}. The sign-in ends in ${formatSpan(end.leftMs)}: sign in again before`
    // What is under way is over in a moment; then the warning is back.
    if (face.state === 'refreshing') return { ...face, sentence }
    return { ...face, tone, short: `ends ${formatCountdown(end.leftMs)}`, sentence }
  }
  const what = face.state === 'expired' ? 'and so did its token' : 'its token lives on until it expires'
  const sentence = `The sign-in ended ${formatSpan(end.leftMs)} ago, ${what}: sign in again`
  return { ...face, tone, short: 'sign in', sentence }
}

type Active = Extract<Session, { state: 'active' }>

/** How the token gets newer: of a refresh that waits, when the next try is due, as far as it is known. */
function refreshWords({ refreshable, trouble }: Active, now: Date, isKeptFresh: boolean): string {
  if (!refreshable) return 'cannot be refreshed'
  const retryAt = trouble?.retryAt ?? null
  if (!isKeptFresh || retryAt === null) return 'refreshes by itself when used'
  return `refresh follows ${untilTry(retryAt, now)}`
}

function activeFace(session: Active, now: Date, isKeptFresh: boolean): SessionFace {
  if (session.expiresAt === null) {
    const sentence = 'Signed in; the server did not say how long the token lives'
    return { state: 'unknown-expiry', tone: 'info', fraction: 1, short: 'unknown', sentence }
  }
  const expiresAtMs = new Date(session.expiresAt).getTime()
  const lifetimeMs = Math.max(1, expiresAtMs - new Date(session.obtainedAt).getTime())
  const leftMs = expiresAtMs - now.getTime()
  const fraction = Math.min(1, Math.max(0, leftMs / lifetimeMs))
  if (session.refreshing) {
    return { state: 'refreshing', tone: 'info', fraction, short: 'refreshing', sentence: 'Refreshing the token' }
  }
  const trouble = session.trouble === null ? '' : `. The last refresh failed: ${session.trouble.message}`
  const refresh = refreshWords(session, now, isKeptFresh)
  if (leftMs <= 0) {
    const sentence = `Expired ${formatSpan(leftMs)} ago; ${refresh}${trouble}`
    return { state: 'expired', tone: 'bad', fraction: 1, short: 'expired', sentence }
  }
  const isExpiring = leftMs <= Math.max(shortestLeewayMs, lifetimeMs / 10)
  return {
    state: isExpiring ? 'expiring' : 'fresh',
    tone: isExpiring || session.trouble !== null ? 'warn' : 'ok',
    fraction,
    short: formatCountdown(leftMs),
    sentence: `${isExpiring ? 'Expiring' : 'Fresh'}: ${formatSpan(leftMs)} left; ${refresh}${trouble}`,
  }
}
