import { describe, expect, test } from 'vitest'
import { failureSchema, refusalCause, type Failure, type RefusalCause } from '../../../electron/contract/failures.ts'
import type { Redirect } from '../../../electron/contract/oauth.ts'
import { failureText } from '../../../renderer/text/failure-text.ts'
import { redirectAdvice } from '../../../renderer/text/redirect-words.ts'
import { sessionFace } from '../../../renderer/text/session-face.ts'
import { formatBytes } from '../../../renderer/text/sizes.ts'
import {
  formatClock,
  formatCountdown,
  formatDuration,
  formatMoment,
  formatRelative,
  formatSpan,
  formatUtc,
} from '../../../renderer/text/times.ts'
import { visibleText } from '../../../renderer/text/visible-characters.ts'
import { anActiveSession } from '../../support/fake-facts.ts'
import { anOAuthWay } from '../../support/token-builder.ts'

const now = new Date(2026, 10, 22, 22, 51, 7)
const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('times', () => {
  test('count down in a narrow column, and never below zero', () => {
    expect([-5, 31, 255, 3600, 7500, 200_000].map((seconds) => formatCountdown(seconds * 1000))).toEqual([
      '00:00',
      '00:31',
      '04:15',
      '1 h 00',
      '2 h 05',
      '2 d',
    ])
  })

  test('are said in at most two units', () => {
    expect([9, 255, 7500, 90_000].map((seconds) => formatSpan(seconds * 1000))).toEqual([
      '9 s',
      '4 min 15 s',
      '2 h 5 min',
      '1 d 1 h',
    ])
    expect([
      formatRelative(secondsLater(60), now),
      formatRelative(secondsLater(-60), now),
      formatRelative(now, now),
    ]).toEqual(['in 1 min', '1 min ago', 'now'])
  })

  test('name the day', () => {
    expect(formatClock(now)).toBe('22:51:07')
    expect(formatMoment(secondsLater(60), now)).toBe('22:52:07 today')
    expect(formatMoment(secondsLater(7200), now)).toBe('00:51:07 tomorrow')
    expect(formatMoment(secondsLater(-86_400), now)).toBe('22:51:07 yesterday')
    expect(formatMoment(secondsLater(5 * 86_400), now)).toBe('22:51:07 on 27 Nov 2026')
  })

  test('are the same for everybody in UTC', () => {
    expect(formatUtc(new Date('2026-11-22T22:54:52.900Z'))).toBe('2026-11-22 22:54:52 UTC')
  })

  test('tell how long something took', () => {
    expect([0.04, 0.42, 38.4, 1240, 125_000].map(formatDuration)).toEqual([
      '0 ms',
      '0.4 ms',
      '38 ms',
      '1.24 s',
      '2 min 5 s',
    ])
  })
})

describe('sizes', () => {
  test('are in powers of ten', () => {
    expect([0, 412, 1234, 34_000_000, 999_950].map(formatBytes)).toEqual(['0 B', '412 B', '1.2 kB', '34 MB', '1.0 MB'])
  })
})

describe('foreign text', () => {
  test('shows what can’t be seen as escapes', () => {
    expect(visibleText('user\u202egnp.exe\u0000\u200b\n')).toBe('user\\u{202e}gnp.exe\\u{0}\\u{200b}\\u{a}')
    expect(visibleText('grüße 日本')).toBe('grüße 日本')
  })
})

describe('the face of a session', () => {
  const face = (lifetime: number, left: number) => sessionFace(anActiveSession(now, lifetime, left), now)

  test('is fresh, expiring within the larger of 30 s and a tenth of its life, or expired', () => {
    expect(
      [face(300, 255), face(300, 30), face(3600, 361), face(3600, 360), face(300, 0)].map(({ state }) => state),
    ).toEqual(['fresh', 'expiring', 'fresh', 'expiring', 'expired'])
    expect(face(300, 255)).toMatchObject({ short: '04:15', fraction: 0.85, tone: 'ok' })
  })

  test('says when a refresh follows where it waits for its next try, and the token is kept fresh', () => {
    const trouble = { retryAt: secondsLater(22).toISOString(), message: 'id.example.test answered 503' }
    const waiting = { ...anActiveSession(now, 10, -5), trouble }
    const sentence = (keptFresh: boolean) => sessionFace(waiting, now, 'oauth', keptFresh).sentence
    const failed = '. The last refresh failed: id.example.test answered 503'
    expect(sentence(true)).toBe(`Expired 5 s ago; refresh follows in 22 s${failed}`)
    expect(sentence(false)).toBe(`Expired 5 s ago; refreshes by itself when used${failed}`)
    expect(sessionFace(waiting, secondsLater(23), 'oauth', true).sentence).toContain('; refresh follows in a moment.')
    expect(sessionFace({ ...waiting, trouble: null }, now, 'oauth', true).sentence).toContain('refreshes by itself')
  })

  test('says “unknown”, never “for ever”, where no lifetime is known', () => {
    expect(sessionFace({ ...anActiveSession(now, 1, 1), expiresAt: null }, now)).toMatchObject({ short: 'unknown' })
  })

  test('tells why a person must sign in again', () => {
    expect(sessionFace({ state: 'sign-in-again', reason: 'refused', description: null }, now).sentence).toContain(
      'refused',
    )
  })
})

describe('a session that nothing runs down in', () => {
  test('is ready, with a ring without an arc', () => {
    expect(sessionFace({ state: 'standing', expiresAt: null }, now)).toMatchObject({
      state: 'standing',
      short: 'ready',
      fraction: 0,
      sentence: 'Ready',
    })
  })

  test.each([
    ['static_token', /sent as it is$/],
    ['basic', /user name and the password/],
    ['digest', /proof of the password/],
    ['certificate', /certificate is shown/],
    ['none', /nothing is sent/],
  ] as const)('says “sent as it is” of a token alone, and of %s what is sent', (kind, words) => {
    const { sentence } = sessionFace({ state: 'standing', expiresAt: null }, now, kind)
    expect(sentence).toMatch(words)
    expect(sentence.includes('sent as it is')).toBe(kind === 'static_token')
  })

  test('counts down where its token tells its end, and is over with it', () => {
    const face = (left: number) => sessionFace({ state: 'standing', expiresAt: secondsLater(left).toISOString() }, now)
    expect(face(255)).toMatchObject({ state: 'standing', short: '04:15' })
    expect(face(-1)).toMatchObject({ state: 'expired', tone: 'bad' })
  })

  test('says which secret it still needs, in words', () => {
    expect(sessionFace({ state: 'incomplete', missing: 'clientSecret' }, now)).toMatchObject({
      state: 'incomplete',
      short: 'needs its client secret',
    })
    expect(sessionFace({ state: 'incomplete', missing: 'certificate' }, now).short).toBe('needs its certificate')
  })
})

describe('a refusal of the server', () => {
  const refused = (cause: RefusalCause, description: string | null = 'said so') =>
    failureText({ code: 'sign_in.grant_refused', details: { error: 'invalid_grant', description, cause } })

  test('has words and a next step for each cause, no two the same', () => {
    const titles = refusalCause.options.map((cause) => refused(cause).title)
    expect(new Set(titles).size).toBe(titles.length)
    for (const cause of refusalCause.options) expect(refused(cause).action).not.toBeNull()
  })

  test('repeats what the server said, then says what to do', () => {
    expect(refused('client-secret')).toEqual({
      title: 'The server did not accept the client secret',
      advice:
        'It answered “invalid_grant”: said so. Enter it again in the profile: it may have been replaced, or belong to another client.',
      action: 'edit-profile',
    })
    expect(refused('client-secret', null).advice).toMatch(/^It answered “invalid_grant”\. Enter/)
  })

  test('in the browser is told by its error', () => {
    const denied = (error: string) =>
      failureText({ code: 'sign_in.denied', details: { error, description: null } }).title
    expect(denied('access_denied')).toBe('Consent was denied in the browser')
    expect(denied('expired_token')).toBe('The code ran out before it was entered')
    expect(denied('login_required')).toBe('Nobody is signed in at the server')
    expect(denied('constructor')).toBe('The server said no')
  })

  test('for a wrong clock says whose, by how much and in which direction', () => {
    const advice = (skewSeconds: number) =>
      failureText({ code: 'sign_in.clock_wrong', details: { skewSeconds } }).advice
    expect(advice(425)).toContain('7 min 5 s behind the server’s')
    expect(advice(-425)).toContain('7 min 5 s ahead of the server’s')
  })
})

describe('a redirect', () => {
  const grant = anOAuthWay().grant
  const coming = (redirect: Redirect) =>
    redirectAdvice(anOAuthWay(grant.type === 'authorization_code' ? { grant: { ...grant, redirect } } : {}))

  test('is told as it must be registered, to the letter', () => {
    expect(coming({ by: 'fixed', host: 'localhost', port: 8400, path: '/cb' })).toContain('http://localhost:8400/cb')
    expect(coming({ by: 'pasted', uri: 'myapp://cb' })).toContain('myapp://cb')
    expect(coming({ by: 'free-port' })).toContain('“A fixed address”')
    expect(redirectAdvice(anOAuthWay({ grant: { type: 'client_credentials' } }))).toBeNull()
  })
})

describe('every failure', () => {
  const example: Readonly<Record<string, unknown>> = {
    problems: [{ path: 'name', message: 'Give it a name' }],
    names: ['baseUrl'],
    profileId: '7b0c0f64-7f0c-4a3b-9d7a-0a1f6f5f4d11',
    incident: '7b0c0f64-7f0c-4a3b-9d7a-0a1f6f5f4d11',
    retryAt: '2026-11-22T21:51:07.000Z',
  }

  const optionsOf = (schema: object): unknown[] =>
    'options' in schema && Array.isArray(schema.options) ? schema.options : []

  /** A failure of this code with plausible details, made from the schema itself. */
  function exampleOf(option: (typeof failureSchema.options)[number]): Failure {
    const details = Object.entries(option.shape.details.shape).map(([key, schema]) => {
      const tries: unknown[] = [example[key], 'text\u202e', 3, null, ...optionsOf(schema)]
      return [key, tries.find((value) => value !== undefined && schema.safeParse(value).success)]
    })
    return failureSchema.parse({ code: option.shape.code.value, details: Object.fromEntries(details) })
  }

  test.each(failureSchema.options.map((option) => [option.shape.code.value, option] as const))(
    '%s has a title and advice in which nothing invisible is left',
    (_code, option) => {
      const { title, advice } = failureText(exampleOf(option))
      expect(title.length).toBeGreaterThan(5)
      expect(advice.length).toBeGreaterThan(5)
      expect(`${title} ${advice}`).not.toMatch(/undefined|null|\[object|\u202e/)
    },
  )
})

test('an address with credentials in it is told by them, not as no address', () => {
  const details = { url: 'https://127.0.0.1', reason: 'credentials' } as const
  const { title } = failureText({ code: 'input.url_invalid', details })
  expect(title).toBe('Leave the user name and password out of the address')
})
