import { describe, expect, test } from 'vitest'
import { expiryOfLogin, readInstant } from '../../../../electron/domain/sign-in/login-lifetime.ts'
import type { LoginAnswered } from '../../../../electron/domain/sign-in/read-login-answer.ts'
import { readSetCookies } from '../../../../electron/domain/sign-in/login-cookies.ts'
import { noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const answered = (body: object): LoginAnswered => ({
  ...{ status: 200, headers: [], cookies: [], isCut: false },
  body: JSON.stringify(body),
})
const clock = { receivedAt: noon, clockSkewSeconds: null }
const fromAnswer = (means: 'seconds' | 'instant') =>
  ({ by: 'answer', means, source: { from: 'json', path: '$.life' } }) as const
const jwt = (exp: unknown): string =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.x`

describe('until when a login’s token lives', () => {
  test.each([
    ['fixed seconds', { by: 'fixed', seconds: 90 }, {}, secondsAfterNoon(90), 'expires_in'],
    ['seconds', fromAnswer('seconds'), { life: 90 }, secondsAfterNoon(90), 'expires_in'],
    ['seconds as text', fromAnswer('seconds'), { life: '90' }, secondsAfterNoon(90), 'expires_in'],
    [
      'an instant in seconds',
      fromAnswer('instant'),
      { life: noon.getTime() / 1000 + 90 },
      secondsAfterNoon(90),
      'expires_in',
    ],
    [
      'an instant in milliseconds',
      fromAnswer('instant'),
      { life: noon.getTime() + 90_000 },
      secondsAfterNoon(90),
      'expires_in',
    ],
    ['a date', fromAnswer('instant'), { life: '2026-03-01T13:01:30+01:00' }, secondsAfterNoon(90), 'expires_in'],
    ['seconds of no use', fromAnswer('seconds'), { life: 'soon' }, null, 'unknown'],
    ['an instant of no use', fromAnswer('instant'), { life: 'soon' }, null, 'unknown'],
    ['an answer without it', fromAnswer('seconds'), {}, null, 'unknown'],
    ['nothing known', { by: 'unknown' }, {}, null, 'unknown'],
  ] as const)('%s', (_what, lifetime, body, expiresAt, expirySource) => {
    expect(expiryOfLogin(lifetime, 'opaque', answered(body), clock)).toEqual({ expiresAt, expirySource })
  })

  test('is told by the token itself where nothing else does', () => {
    const token = jwt(noon.getTime() / 1000 + 90)
    for (const lifetime of [{ by: 'unknown' } as const, fromAnswer('seconds')]) {
      expect(expiryOfLogin(lifetime, token, answered({}), clock)).toEqual({
        ...{ expiresAt: secondsAfterNoon(90), expirySource: 'exp' },
      })
    }
  })

  test('an instant is one of the server’s clock', () => {
    const ahead = { receivedAt: noon, clockSkewSeconds: 60 }
    const body = answered({ life: noon.getTime() / 1000 + 90 })
    expect(expiryOfLogin(fromAnswer('instant'), 'x', body, ahead).expiresAt).toEqual(secondsAfterNoon(30))
    expect(expiryOfLogin(fromAnswer('seconds'), 'x', answered({ life: 90 }), ahead).expiresAt).toEqual(
      secondsAfterNoon(90),
    )
  })
})

describe('an instant', () => {
  test.each([
    ['1772366400', noon],
    ['1772366400000', noon],
    ['1772366400.5', new Date(noon.getTime() + 500)],
    ['2026-03-01T12:00:00Z', noon],
    ['2026-03-01T12:00:00', noon],
    ['2026-03-01 12:00', noon],
    ['Sun, 01 Mar 2026 12:00:00 GMT', noon],
    ['', null],
    ['0', null],
    ['-5', null],
    ['1e400', null],
    ['99999999999999999999', null],
    ['tomorrow', null],
  ])('%j', (text, instant) => expect(readInstant(text)).toEqual(instant))
})

test('cookies are read with their quotes and without those that are taken away', () => {
  const lines = [
    ...['a=1', 'b = "two" ; Path=/', 'c=x=y=z; Max-Age=60', 'd=; Path=/', 'e=1; Max-Age=0', 'f=1; max-age=-5'],
    ...[
      'g=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'h=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT',
      '=x',
      'novalue',
      '',
    ],
    'i=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60',
  ]
  const cookies = readSetCookies(
    lines.map((line) => ['Set-Cookie', line] as const),
    noon,
  )
  expect(cookies.map(({ name, value }) => `${name}=${value}`)).toEqual([
    ...['a=1', 'b=two', 'c=x=y=z', 'd=null', 'e=null', 'f=null', 'g=null', 'h=1', 'i=1'],
  ])
})
