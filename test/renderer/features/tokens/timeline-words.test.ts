import { describe, expect, test } from 'vitest'
import type { TokenHappening } from '../../../../electron/contract/tokens.ts'
import { daysOf } from '../../../../renderer/features/tokens/timeline-days.ts'
import { eventWords } from '../../../../renderer/features/tokens/timeline-words.ts'
import { aTokenEvent, refreshed, signedIn, used } from '../../../support/timeline-builder.ts'

const at = new Date(2026, 10, 22, 10, 42, 7)
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000)
const words = (what: TokenHappening, isPersonal = true) => eventWords(aTokenEvent(at, what), isPersonal)

describe('a refresh is told by its cause', () => {
  test.each([
    ['expiring', 'Refreshed before it expired, for a request'],
    ['in-background', 'Kept fresh in the background'],
    ['after-401', 'Refreshed after the API answered 401'],
    ['by-hand', 'Refreshed by hand'],
    ['after-crash', 'Refreshed again: a crash had cut a refresh short'],
    ['elsewhere', 'Renewed by another Claimcheck'],
  ] as const)('%s', (cause, title) => {
    expect(words(refreshed(at, { cause }))).toEqual({
      ...{ title, tone: 'ok' },
      details: ['eyJhbGciOi…2nd · good until 10:47:07', 'The refresh token was replaced too'],
    })
  })

  test('and warns where the new token may do less', () => {
    const { details, tone } = words(refreshed(at, { scopesLost: ['orders:write'], rotated: false, expiresAt: null }))
    expect(tone).toBe('warn')
    expect(details).toEqual(['The new token lacks orders:write', 'eyJhbGciOi…2nd · when it expires is unknown'])
  })
})

describe('what happened to tokens is said for people', () => {
  test('a sign-in of a person, and a token that nobody signed in for', () => {
    expect(words(signedIn(at))).toMatchObject({
      title: 'Signed in',
      details: [/good until/, 'With openid, orders:read'].map((each) =>
        typeof each === 'string' ? each : expect.stringMatching(each),
      ),
    })
    expect(words(signedIn(at), false).title).toBe('Got a token')
    expect(words({ kind: 'forgotten' }).title).toBe('Signed out here')
    expect(words({ kind: 'forgotten' }, false).title).toBe('The token was forgotten')
  })

  test('an answer that was lost, with when and what is next', () => {
    const startedAt = later(-20).toISOString()
    expect(words({ kind: 'answer-lost', startedAt })).toMatchObject({
      ...{ title: 'The answer to the refresh at 10:41:47 was lost; sign in again', tone: 'bad' },
    })
  })

  test('how many requests it served, and how many were turned away', () => {
    expect(words(used(41, 0, later(60)))).toEqual({
      ...{ title: 'Used by 41 requests', details: ['The last one at 10:43:07'], tone: 'off' },
    })
    expect(words(used(41, 2, later(60)))).toMatchObject({ title: 'Used by 41 requests, 2 refused', tone: 'warn' })
    expect(words(used(1, 0, at))).toEqual({ title: 'Used by 1 request', details: [], tone: 'off' })
    expect(words(used(1, 1, at)).title).toBe('Used by 1 request, refused')
  })

  test('a failed refresh, with the server’s words made visible and when it is tried again', () => {
    const { title, details } = words({
      ...{ kind: 'refresh-failed', message: 'id\u202e.example answered 503', retryAt: later(30).toISOString() },
    })
    expect(title).toBe('A refresh failed')
    expect(details).toEqual([
      'id\\u{202e}.example answered 503',
      'The tokens are kept; to be tried again from 10:42:37 on',
    ])
  })

  test.each([
    [{ kind: 'refused', description: 'revoked' }, 'The server refused the refresh token; sign in again'],
    [{ kind: 'not-saved' }, 'The new tokens could not be saved'],
    [{ kind: 'saved-late' }, 'The new tokens are saved after all'],
    [{ kind: 'copied', which: 'id' }, 'The ID token was copied'],
    [{ kind: 'signed-out' }, 'Signed out at the server'],
  ] as const)('%o', (what, title) => {
    expect(words(what).title).toBe(title)
  })

  test('a sign-in that lasted its time, apart from one that was ended before', () => {
    expect(words({ kind: 'refused', description: 'Session not active', over: true })).toEqual({
      title: 'The sign-in had lasted its time; sign in again',
      details: ['It ended when the server had said that it would', 'The server said: Session not active'],
      tone: 'warn',
    })
    const { details } = words({ kind: 'refused', description: null, over: true })
    expect(details).toEqual(['It ended when the server had said that it would'])
  })

  test('what was revoked', () => {
    expect(words({ kind: 'revoked', tokens: ['access', 'refresh'] }).details).toEqual([
      'The access token and refresh token',
    ])
    expect(words({ kind: 'revoked', tokens: [] }).details).toEqual([])
  })
})

test('events stand under the day of this machine’s calendar, in their order', () => {
  const events = [0, -60, -86_400, -5 * 86_400].map((seconds) => aTokenEvent(later(seconds), { kind: 'not-saved' }))
  expect(daysOf(events, at).map((day) => [day.name, day.events.length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    ['Tue 17 Nov 2026', 1],
  ])
})
