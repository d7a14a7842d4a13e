import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startOrdersApi } from '../../support/orders-api.ts'

let api: Awaited<ReturnType<typeof startOrdersApi>>
beforeAll(async () => void (api = await startOrdersApi()))
afterAll(() => api.stop())
beforeEach(() => api.waitUntil(0))
afterEach(() => expect(api.faults).toEqual([]))

const knock = (path: string, headers: Record<string, string> = {}) => api.call(path, { token: null, headers })

describe('the door for Digest', () => {
  const hashes = { 'SHA-256': 'sha256', MD5: 'md5' } as const
  interface Answer {
    readonly algorithm?: keyof typeof hashes
    readonly password?: string
    readonly nonce?: string
    readonly nc?: string
    readonly uri?: string
    readonly username?: string
    readonly qop?: string
  }

  const challengeOf = async () => (await knock('/with/digest/me')).challenge ?? ''
  const nonceIn = (challenge: string) => /nonce="([^"]+)"/.exec(challenge)?.[1] ?? ''

  /** RFC 7616 §3.4.1, by the book. */
  function answerTo(given: Answer & { readonly nonce: string }): Record<string, string> {
    const {
      algorithm = 'SHA-256',
      password = 'orchard',
      nonce,
      nc = '00000001',
      qop = 'auth',
      username = 'alice',
    } = given
    const uri = given.uri ?? '/with/digest/me'
    const hash = (text: string) => createHash(hashes[algorithm]).update(text).digest('hex')
    const key = hash(`${username}:orders:${password}`)
    const response = hash(`${key}:${nonce}:${nc}:c0ffee:${qop}:${hash(`GET:${uri}`)}`)
    const quoted = `username="${username}", realm="orders", nonce="${nonce}", uri="${uri}", cnonce="c0ffee"`
    return { authorization: `Digest ${quoted}, response="${response}", qop=${qop}, nc=${nc}, algorithm=${algorithm}` }
  }
  const tryWith = async (given: Answer = {}) =>
    knock('/with/digest/me', answerTo({ ...given, nonce: given.nonce ?? nonceIn(await challengeOf()) }))

  test('asks for SHA-256 first, then for MD5', async () => {
    const challenge = await challengeOf()
    expect([...challenge.matchAll(/Digest realm="orders".*?algorithm=([A-Z0-9-]+)/g)].map(([, name]) => name)).toEqual([
      'SHA-256',
      'MD5',
    ])
  })

  test.each(['SHA-256', 'MD5'] as const)('takes an answer with %s', async (algorithm) => {
    expect(await tryWith({ algorithm })).toMatchObject({ status: 200, body: { id: 'alice', algorithm } })
  })

  test('takes further answers to one nonce while they count up, and none twice', async () => {
    const nonce = nonceIn(await challengeOf())
    const statuses: number[] = []
    for (const nc of ['00000001', '00000003', '00000003', '00000002', '00000004']) {
      statuses.push((await tryWith({ nonce, nc })).status)
    }
    expect(statuses).toEqual([200, 200, 401, 401, 200])
  })

  test('asks to answer again with a new nonce where the old one is too old', async () => {
    const nonce = nonceIn(await challengeOf())
    api.waitUntil(61)
    const answer = await tryWith({ nonce })
    expect(answer.status).toBe(401)
    expect(answer.challenge).toContain('stale=true')
    expect((await tryWith({ nonce: nonceIn(answer.challenge ?? '') })).status).toBe(200)
  })

  test.each<[string, Answer, number]>([
    ['a wrong password', { password: 'pear' }, 401],
    ['an unknown person', { username: 'mallory' }, 401],
    ['a nonce of somebody else', { nonce: 'a.b.c' }, 401],
    ['the address of another request', { uri: '/with/digest/orders' }, 400],
    ['a qop that was not offered', { qop: 'auth-int' }, 400],
    ['a count that is none', { nc: '1' }, 400],
  ])('refuses %s', async (_what, given, status) => {
    const answer = await tryWith(given)
    expect(answer.status).toBe(status)
    expect(answer.challenge ?? '').not.toContain('stale')
  })
})
