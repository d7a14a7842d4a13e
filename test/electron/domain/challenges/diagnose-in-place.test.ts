import { describe, expect, test } from 'vitest'
import { secondsAfterNoon } from '../../../support/token-builder.ts'
import { alice, aToken, bob, deeds, explained, invalidToken, others, robot } from './refusals.ts'

const loose = { credential: 'loose' } as const

describe('a token that stood in the place of the profile’s', () => {
  test('is never called the profile’s', () => {
    const token = aToken({ isBoundToCertificate: true })
    const why = explained({ status: 401, challenge: invalidToken }, { ...loose, token })
    expect(why.headline).toBe('The token is bound to a client certificate, and the request showed none.')
    expect([why.headline, ...why.evidence].join(' ')).not.toContain('alice')
    expect(explained({ status: 401 }, { ...loose, profile: { ...alice, kind: 'signed_jwt' } }).headline).toBe(
      'The API does not accept the token, and does not say why.',
    )
  })

  test('gives way to the profile’s own, where that is sent as it is asked for', () => {
    const wrongAudience = 'Bearer error="invalid_token", error_description="wrong audience"'
    expect(deeds(explained({ status: 401, challenge: wrongAudience }, loose))).toEqual([
      ...['inspect aud', 'send-as alice', ...others],
    ])
    expect(deeds(explained({ status: 401, challenge: 'Basic realm="x"' }, loose))).toEqual(['choose-profile'])
  })

  test('has each button once', () => {
    const names = deeds(explained({ status: 401, challenge: invalidToken }, loose))
    expect(names.filter((each) => each === 'send-as alice')).toHaveLength(1)
  })
})

describe('a bound token that was sent as a bearer token', () => {
  const token = aToken({ isBoundToKey: true })

  test('is told as what it is where the API asks for a proof, and not as a scheme alone', () => {
    const why = explained({ status: 401, challenge: 'DPoP error="invalid_token", algs="ES256"' }, { token })
    expect(why).toMatchObject({ cause: 'dpop-proof', confidence: 'certain' })
  })

  test('is expired first, where the API says so', () => {
    const challenge = 'DPoP error="invalid_token", error_description="token expired"'
    const why = explained({ status: 401, challenge }, { token: { ...token, expiresAt: secondsAfterNoon(-60) } })
    expect(why.cause).not.toBe('dpop-proof')
  })
})

describe('a request without its certificate', () => {
  test('is sent as those who show one, and as nobody else', () => {
    const showing = { ...bob, name: 'tls', showsCertificate: true }
    const why = explained(
      { status: 403, body: { title: 'A client certificate is needed' } },
      { certificate: { shown: false, isAskedFor: true }, others: [bob, showing] },
    )
    expect(deeds(why)).toEqual(['edit-profile', 'send-as tls', 'choose-profile'])
  })
})

describe('what was typed', () => {
  test('is called so, whatever the profile is', () => {
    const typed = { credential: 'typed', profile: { ...alice, kind: 'none' } } as const
    const past = { token: aToken({ expiresAt: secondsAfterNoon(-60) }) }
    expect(explained({ status: 401, challenge: invalidToken }, { ...typed, ...past }).headline).toBe(
      'The typed token expired 1 minute ago.',
    )
  })

  test('is told as malformed by a challenge of any scheme that says so', () => {
    const challenge = 'ApiKey error="invalid_request", error_description="There are two keys"'
    const why = explained({ status: 400, challenge }, { hasTypedLine: true, token: null, scheme: null, isKey: true })
    expect(why.cause).toBe('malformed-credential')
    expect(deeds(why)[0]).toBe('drop-typed-credential')
  })
})

describe('an answer of a gateway', () => {
  test('is not called one of the API', () => {
    const { evidence } = explained({ status: 403, headers: { server: 'envoy' }, body: 'RBAC: access denied' })
    expect(evidence).toContain('The answer was 403 without a challenge.')
    expect(evidence).toContain('It was Envoy that answered, before the API.')
  })
})

describe('clocks that differ', () => {
  const challenge = 'Bearer error="invalid_token", error_description="not valid yet"'

  test('are told with how long is to wait', () => {
    const token = aToken({ notBefore: secondsAfterNoon(-120) })
    const { evidence } = explained({ status: 401, challenge }, { token, skewSeconds: -600 })
    expect(evidence).toContain('By that clock it is good in another 8 minutes; with the clock set right, at once.')
  })

  test('are this computer’s for a JWT that is signed here', () => {
    const profile = { ...alice, kind: 'signed_jwt', needsNobody: true } as const
    const token = aToken({ obtainedAt: secondsAfterNoon(-60) })
    const { evidence } = explained({ status: 401, challenge: invalidToken }, { profile, token, skewSeconds: 600 })
    expect(evidence).toContain(
      'The JWT is signed here, with the time of this computer: set its clock right, or give the JWT a longer life.',
    )
  })
})

describe('a session of an API’s own that it does not know', () => {
  test('has ended', () => {
    const profile = { ...alice, kind: 'custom_login' } as const
    const body = { detail: 'There is no such session.' }
    expect(explained({ status: 401, challenge: 'Session realm="x"', body }, { profile, scheme: null }).cause).toBe(
      'signed-out',
    )
  })
})

describe('a revoked token of a profile that needs nobody', () => {
  test('is replaced without a sign-in', () => {
    const profile = { ...alice, needsNobody: true }
    const body = { error: { message: 'The token was revoked' } }
    expect(deeds(explained({ status: 403, body }, { profile })).slice(0, 2)).toEqual(['refresh-and-resend', 'sign-in'])
    expect(deeds(explained({ status: 403, body }))[0]).toBe('sign-in')
  })
})

test('a proxy’s 407 promises no place for a password that there is none for', () => {
  const { evidence } = explained({ status: 407 })
  expect(evidence.join(' ')).toContain('settings are plain text')
})

test('a login page sends nobody to it whose credential stands in Authorization', () => {
  const login = { how: 'is-one', where: 'shop.example.test/', sign: 'it asks', isCertain: true } as const
  const session = { ...bob, name: 'session', kind: 'custom_login', scheme: '' } as const
  expect(deeds(explained({ status: 200 }, { login, others: [bob, session, robot] }))).toEqual([
    ...['send-as session', 'choose-profile'],
  ])
})
