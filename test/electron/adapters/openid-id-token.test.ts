import { describe, expect, test } from 'vitest'
import { strangerKeys } from '../../support/bendable-issuer.ts'
import { anIssuerUnderTest, aProvider, goodClaims, tokens } from '../../support/provider-under-test.ts'

const { server, entries, exchange } = await anIssuerUnderTest()

describe('an ID token', () => {
  const hour = 3600
  const seconds = () => Math.floor(Date.now() / 1000)
  const bad: readonly (readonly [string, () => Promise<string>])[] = [
    ['of another nonce', () => server.idToken({ ...goodClaims, nonce: 'x' })],
    ['without a nonce', () => server.idToken({ at_hash: goodClaims['at_hash'] })],
    ['of another issuer', () => server.idToken({ ...goodClaims, iss: 'https://evil.example.test' })],
    ['of the issuer with a slash', () => server.idToken({ ...goodClaims, iss: `${server.issuer}/` })],
    ['for another client', () => server.idToken({ ...goodClaims, aud: 'another' })],
    ['for no client', () => server.idToken({ ...goodClaims, aud: [] })],
    ['for several clients without azp', () => server.idToken({ ...goodClaims, aud: ['desktop', 'other'] })],
    [
      'for several clients with another azp',
      () => server.idToken({ ...goodClaims, aud: ['desktop', 'other'], azp: 'other' }),
    ],
    ['with another azp', () => server.idToken({ ...goodClaims, azp: 'other' })],
    ['that has expired', () => server.idToken({ ...goodClaims, exp: seconds() - hour })],
    ['that is not valid yet', () => server.idToken({ ...goodClaims, nbf: seconds() + hour })],
    ['from the future', () => server.idToken({ ...goodClaims, iat: seconds() + hour })],
    ['with an exp that is text', () => server.idToken({ ...goodClaims, exp: 'later' })],
    ['without a subject', () => server.idToken({ ...goodClaims, sub: undefined })],
    ['of another access token', () => server.idToken({ ...goodClaims, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    ['signed by a stranger', async () => server.idToken(goodClaims, {}, (await strangerKeys).privateKey)],
    ['of a key that is not published', () => server.idToken(goodClaims, { kid: 'two' })],
    ['with a critical extension', () => server.idToken(goodClaims, { crit: ['x'], x: 1 })],
    ['without a signature', async () => `${(await server.idToken(goodClaims)).split('.').slice(0, 2).join('.')}.`],
    ['with alg none', async () => unsigned({ alg: 'none' }, await server.idToken(goodClaims))],
    ['with an HMAC algorithm', async () => unsigned({ alg: 'HS256' }, await server.idToken(goodClaims))],
    ['whose payload was changed', async () => changed(await server.idToken(goodClaims))],
    ['that is no JWT', async () => 'nonsense'],
  ]
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = (header: object, jwt: string): string => `${encode(header)}.${jwt.split('.')[1] ?? ''}.AAAA`
  const changed = (jwt: string): string => {
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const claims: object = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return `${header}.${encode({ ...claims, sub: 'admin' })}.${signature}`
  }

  test.each(bad)(`(one of ${bad.length} bad ones) %s is rejected`, async (_what, build) => {
    server.answer('/token', { body: { ...tokens, id_token: await build() } })
    await expect(exchange()).rejects.toMatchObject({ code: 'sign_in.id_token_rejected' })
    expect(entries().some(({ problem }) => problem?.includes('ID token') === true)).toBe(true)
  })

  test.each([
    ['an hour behind', -hour, () => ({ iat: seconds() - 2 * hour, exp: seconds() - hour })],
    ['an hour ahead', hour, () => ({ iat: seconds() + hour, exp: seconds() + 2 * hour })],
  ])(
    'rejected for its times by a clock that is off (the server is %s) blames the clock',
    async (_what, skew, times) => {
      server.answer('/token', {
        headers: { date: new Date(Date.now() + skew * 1000).toUTCString() },
        body: { ...tokens, id_token: await server.idToken({ ...goodClaims, ...times() }) },
      })
      const failure = await exchange().catch((thrown: unknown) => thrown)
      expect(failure).toMatchObject({ code: 'sign_in.clock_wrong', details: { skewSeconds: expect.any(Number) } })
    },
  )

  test.each<readonly [string, () => unknown, 'good' | 'bad']>([
    ['just now', () => seconds(), 'good'],
    ['a minute and a half ago, with a minute of tolerance', () => seconds() - 90, 'good'],
    ['an hour ago', () => seconds() - hour, 'bad'],
    ['at a time that it does not tell', () => undefined, 'bad'],
    ['at a time that is text', () => 'now', 'bad'],
  ])('of a person who signed in %s, where 60 s are the most, is %s', async (_when, authTime, verdict) => {
    const idToken = await server.idToken({ ...goodClaims, auth_time: authTime() })
    server.answer('/token', { body: { ...tokens, id_token: idToken } })
    const exchanging = exchange(undefined, aProvider(), 60)
    if (verdict === 'good') await expect(exchanging).resolves.toMatchObject({ answer: { tokenType: 'Bearer' } })
    else await expect(exchanging).rejects.toMatchObject({ code: 'sign_in.id_token_rejected' })
  })

  test('is good within a minute of tolerance', async () => {
    server.answer('/token', {
      body: { ...tokens, id_token: await server.idToken({ ...goodClaims, iat: seconds() + 50, exp: seconds() - 50 }) },
    })
    await expect(exchange()).resolves.toMatchObject({ clockSkewSeconds: expect.any(Number) })
  })

  test('whose keys cannot be read is rejected', async () => {
    server.answer('/jwks', { status: 500, body: 'down' })
    server.answer('/token', { body: { ...tokens, id_token: await server.idToken(goodClaims) } })
    await expect(exchange()).rejects.toMatchObject({ code: 'sign_in.id_token_rejected' })
  })
})
