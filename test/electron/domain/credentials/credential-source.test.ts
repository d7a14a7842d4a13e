import { describe, expect, test } from 'vitest'
import type { Carriage } from '../../../../electron/contract/ways.ts'
import { aProfile } from '../../../support/token-builder.ts'
import { senderUnderTest, startApi, status } from '../requests/sender-under-test.ts'

const header = (name: string, prefix = ''): Carriage => ({ in: 'header', name, prefix })
const key = 'canary-key+with/odd=characters&more'
const withKey = (carriage: Carriage) => ({
  profile: aProfile({ name: 'robot', way: { kind: 'static_token', carriage } }),
  secrets: { token: key },
})
const startEverywhere = () => startApi((socket) => void socket.write(status(200)))
const typed = (name: string, value: string) => ({ name, value, enabled: true })

describe('a key that a person entered', () => {
  test.each([
    [header('X-API-Key'), `X-API-Key: ${key}`],
    [header('Authorization', 'ApiKey '), `Authorization: ApiKey ${key}`],
    [header('authorization', 'Bearer '), `authorization: Bearer ${key}`],
  ])('stands in a header as the profile says: %j', async (carriage, line) => {
    const api = await startEverywhere()
    const { send } = await senderUnderTest(withKey(carriage))
    const exchange = await send({ url: api.origin })
    expect(api.heads[0]?.split('\r\n')).toContain(line)
    expect(JSON.stringify(exchange)).not.toContain('canary')
  })

  test.each([
    ['/x', `/x?k%20ey=${encodeURIComponent(key)}`],
    ['/x?', `/x?k%20ey=${encodeURIComponent(key)}`],
    ['/x?a=%20&b#frag', `/x?a=%20&b&k%20ey=${encodeURIComponent(key)}`],
    ['/../x?a&', `/../x?a&k%20ey=${encodeURIComponent(key)}`],
  ])('stands behind the typed query, which stays as it is: %s', async (path, target) => {
    const api = await startEverywhere()
    const { send } = await senderUnderTest(withKey({ in: 'query', name: 'k ey' }))
    const exchange = await send({ url: `${api.origin}${path}` })
    expect(api.heads[0]?.split('\r\n')[0]).toBe(`GET ${target} HTTP/1.1`)
    expect(exchange.steps[0]?.sent.url).toContain('k%20ey=ca…re')
    expect(JSON.stringify(exchange)).not.toContain('canary')
  })

  test('is short, and is not shown all the same', async () => {
    const api = await startApi((socket, head) => {
      const target = head.split(' ')[1] ?? ''
      socket.write(target.startsWith('/b') ? status(200) : status(302, `Location: /b${target.slice(2)}`))
    })
    const { send } = await senderUnderTest({ ...withKey({ in: 'query', name: 'k' }), secrets: { token: 'hush' } })
    const exchange = await send({ url: `${api.origin}/a?z=1` })
    // The server repeats the key in its Location: it stands in the next address once, and is hidden in all places.
    expect(api.heads[1]?.split('\r\n')[0]).toBe('GET /b?z=1&k=hush HTTP/1.1')
    expect(JSON.stringify(exchange)).not.toContain('hush')
  })

  test('joins the cookies that were typed, in one line', async () => {
    const api = await startEverywhere()
    const { send } = await senderUnderTest({
      ...withKey({ in: 'cookie', name: 'sid' }),
      secrets: { token: 'canary-1' },
    })
    const headers = [typed('X-A', '1'), typed('cookie', 'theme=dark'), typed('X-B', '2'), typed('Cookie', 'a=b')]
    const exchange = await send({ url: api.origin, headers })
    expect(api.heads[0]?.split('\r\n').slice(-3)).toEqual(['X-A: 1', 'cookie: theme=dark; a=b; sid=canary-1', 'X-B: 2'])
    await send({ url: api.origin })
    expect(api.heads[1]).toContain('\r\nCookie: sid=canary-1')
    expect(JSON.stringify(exchange)).not.toContain('canary')
  })

  test('that no cookie can hold is refused before it is sent', async () => {
    const { send } = await senderUnderTest({
      ...withKey({ in: 'cookie', name: 'sid' }),
      secrets: { token: 'a; admin=1' },
    })
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'input.invalid' })
  })

  test('that no header can hold is refused before it is sent', async () => {
    const { send } = await senderUnderTest({ ...withKey(header('X-Key')), secrets: { token: 'a\r\nEvil: 1' } })
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'input.header_invalid' })
  })

  test('leaves a typed Authorization alone', async () => {
    const api = await startEverywhere()
    const { send } = await senderUnderTest(withKey({ in: 'query', name: 'key' }))
    await send({ url: api.origin, headers: [typed('Authorization', 'Bearer typed')] })
    expect(api.heads[0]).toContain('Authorization: Bearer typed')
  })

  test('is told when it was never entered', async () => {
    const { send, profile } = await senderUnderTest({ ...withKey(header('X-Key')), secrets: {} })
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({
      code: 'profile.incomplete',
      details: { profileId: profile.id, field: 'token' },
    })
  })
})

describe('user name and password', () => {
  const basic = (username: string) => ({ profile: aProfile({ name: 'joe', way: { kind: 'basic', username } }) })

  test.each([
    ['Aladdin', 'open sesame', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    ['test', '123\u00a3', 'dGVzdDoxMjPCow=='],
    ['', 'x:y', 'Ong6eQ=='],
  ])('of %j and %j go as RFC 7617 has it', async (username, password, pair) => {
    const api = await startEverywhere()
    const { send } = await senderUnderTest({ ...basic(username), secrets: { password } })
    const exchange = await send({ url: api.origin })
    expect(api.heads[0]).toContain(`\r\nAuthorization: Basic ${pair}`)
    expect(JSON.stringify(exchange)).not.toContain(pair)
  })

  test('may come from the environment', async () => {
    const api = await startEverywhere()
    const variables = new Map([['user', 'Aladdin']])
    const { send } = await senderUnderTest({ ...basic('{{user}}'), secrets: { password: 'open sesame' }, variables })
    await send({ url: api.origin })
    expect(api.heads[0]).toContain('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
  })

  test.each([
    ['a colon in the name', 'a:b', 'x'],
    ['a line break in the password', 'a', 'x\ny'],
  ])('are refused with %s', async (_what, username, password) => {
    const { send } = await senderUnderTest({ ...basic(username), secrets: { password } })
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'input.invalid' })
  })

  test.each(['basic', 'digest'] as const)('are told when the password is missing: %s', async (kind) => {
    const { send } = await senderUnderTest({ profile: aProfile({ way: { kind, username: 'joe' } }) })
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({
      code: 'profile.incomplete',
      details: { field: 'password' },
    })
  })

  test('are refused in words of their own, and nothing is refreshed', async () => {
    const api = await startApi((socket) => void socket.write(status(401, 'WWW-Authenticate: Basic realm="x"')))
    const { send, rejected } = await senderUnderTest({ ...basic('joe'), secrets: { password: 'canary' } })
    const exchange = await send({ url: api.origin })
    expect(exchange).toMatchObject({ steps: [{}], refreshed: 'no', why: { cause: 'wrong-password' } })
    expect(exchange.why?.remedies.map((each) => each.do)).not.toContain('refresh-and-resend')
    expect(rejected).toEqual([])
  })
})

test('a profile that sends nothing sends nothing', async () => {
  const api = await startApi((socket) => void socket.write(status(401, 'WWW-Authenticate: Bearer')))
  const { send } = await senderUnderTest({ profile: aProfile({ name: 'stranger', way: { kind: 'none' } }) })
  const exchange = await send({ url: api.origin })
  expect(api.heads[0]).not.toMatch(/authorization|cookie/i)
  expect(exchange).toMatchObject({ sentAs: { name: 'stranger', tokenReference: null }, why: { cause: 'no-token' } })
})

test('a profile for a client certificate without one is told before anything is sent', async () => {
  const { send } = await senderUnderTest({ profile: aProfile({ way: { kind: 'certificate' } }) })
  await expect(send({ url: 'https://127.0.0.1:1/' })).rejects.toMatchObject({
    code: 'profile.incomplete',
    details: { field: 'certificate' },
  })
})
