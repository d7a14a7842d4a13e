import { describe, expect, test } from 'vitest'
import { sessionFace } from '../../../renderer/text/session-face.ts'
import { signInEndOf } from '../../../renderer/text/sign-in-end.ts'
import { formatAgo, formatClockBeside, formatDay } from '../../../renderer/text/times.ts'
import { anActiveSession, aSignInEnd } from '../../support/fake-facts.ts'

const now = new Date(2026, 10, 22, 22, 51, 7)
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** A session whose token lives for another `left` seconds and whose sign-in ends in `ends`, warned of from `warn` before. */
const session = (left: number, ends: number, warn = 300) => ({
  ...anActiveSession(now, 300, left),
  signInEnds: aSignInEnd(later(ends), warn),
})

describe('the end of a sign-in', () => {
  test('is far, then soon from when the warning is due, then over', () => {
    const phases = [301, 300, 1, 0, -5].map((ends) => signInEndOf(session(255, ends), now)?.phase)
    expect(phases).toEqual(['far', 'soon', 'soon', 'over', 'over'])
  })

  test('is nobody’s business where the server said none, or nothing is refreshed', () => {
    expect(signInEndOf(anActiveSession(now, 300, 255), now)).toBeNull()
    expect(signInEndOf({ ...session(255, 60), refreshable: false }, now)).toBeNull()
    expect(signInEndOf({ state: 'locked' }, now)).toBeNull()
  })
})

describe('the face of a session', () => {
  test('that ends later is that of its token', () => {
    const { signInEnds: _, ...rest } = session(255, 3600)
    expect(sessionFace(session(255, 3600), now)).toEqual(sessionFace({ ...rest, signInEnds: null }, now))
  })

  test('warns of an end that is near, however fresh the token is', () => {
    expect(sessionFace(session(255, 718), now, null)).toMatchObject({ short: '04:15', tone: 'ok' })
    expect(sessionFace(session(255, 218), now)).toMatchObject({
      ...{ state: 'fresh', tone: 'warn', short: 'ends 03:38' },
      sentence: expect.stringMatching(
        /^Fresh: 4 min 15 s left; .* The sign-in ends in 3 min 38 s: sign in again before$/,
      ),
    })
  })

  test('changes its words once the sign-in is over, and promises no refresh then', () => {
    expect(sessionFace(session(100, -60), now)).toMatchObject({
      ...{ tone: 'warn', short: 'sign in' },
      sentence: 'The sign-in ended 1 min ago, its token lives on until it expires: sign in again',
    })
    expect(sessionFace(session(-10, -60), now)).toMatchObject({
      ...{ state: 'expired', tone: 'bad', short: 'sign in' },
      sentence: 'The sign-in ended 1 min ago, and so did its token: sign in again',
    })
  })

  test('shows a refresh that is under way as such', () => {
    expect(sessionFace({ ...session(20, 100), refreshing: true }, now)).toMatchObject({
      ...{ short: 'refreshing', tone: 'info' },
      sentence: expect.stringContaining('The sign-in ends in 1 min 40 s'),
    })
  })
})

describe('times of a list', () => {
  test('are told in one unit, and never in seconds', () => {
    expect([-5, 30, 60, 3599, 7300, 200_000].map((ago) => formatAgo(later(-ago), now))).toEqual([
      ...['just now', 'just now', '1 min ago', '59 min ago', '2 h ago', '2 d ago'],
    ])
  })

  test('have their day as a heading', () => {
    expect([0, -86_400, -5 * 86_400].map((seconds) => formatDay(later(seconds), now))).toEqual([
      ...['Today', 'Yesterday', 'Tue 17 Nov 2026'],
    ])
  })

  test('name the day only beside an instant of another', () => {
    expect(formatClockBeside(later(60), now)).toBe('22:52:07')
    expect(formatClockBeside(later(7200), now)).toBe('00:51:07 on 23 Nov 2026')
  })
})
