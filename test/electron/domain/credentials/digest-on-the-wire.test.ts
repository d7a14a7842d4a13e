import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { challengeParam } from '../../../../electron/domain/challenges/challenge-params.ts'
import { parseChallenges } from '../../../../electron/domain/challenges/parse-challenges.ts'
import { aProfile } from '../../../support/token-builder.ts'
import { senderUnderTest, startApi, status } from '../requests/sender-under-test.ts'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const joe = aProfile({ name: 'joe', way: { kind: 'digest', username: 'joe' } })

interface ServerOptions {
  readonly password?: string
  /** How often one nonce may be used. */
  readonly mostUses?: number
  readonly extra?: string
  readonly saysStale?: boolean
  readonly info?: (nonce: string) => readonly string[]
}

/** A server that checks every part of a Digest answer, and gives a new nonce whenever it says no. */
async function startDigestApi(options: ServerOptions = {}) {
  const { password = 'sesame', mostUses = 1000, extra = '', saysStale = true, info = () => [] } = options
  const counts = new Map<string, number>()
  const seen: string[] = []
  const fresh = () => {
    const nonce = randomBytes(8).toString('hex')
    counts.set(nonce, 0)
    return nonce
  }
  const refuse = (stale: boolean) =>
    status(
      401,
      `WWW-Authenticate: Digest realm="r", nonce="${fresh()}", qop="auth", algorithm=SHA-256${stale ? ', stale=true' : ''}${extra}`,
    )
  const api = await startApi((socket, head) => {
    const [request = ''] = head.split('\r\n')
    const [method = '', target = ''] = request.split(' ')
    const authorization = /^Authorization: (.*)$/m.exec(head)?.[1]?.trim()
    const [answer] = authorization === undefined ? [] : parseChallenges([authorization])
    const param = (name: string) => (answer === undefined ? null : challengeParam(answer, name)) ?? ''
    const used = counts.get(param('nonce'))
    if (answer === undefined || used === undefined) {
      seen.push('none')
      socket.write(refuse(false))
      return
    }
    seen.push(`${param('nc')} ${target}`)
    const ha2 = sha(`${method}:${target}`)
    const expected = sha(`${sha(`joe:r:${password}`)}:${param('nonce')}:${param('nc')}:${param('cnonce')}:auth:${ha2}`)
    const isGood = param('response') === expected && param('uri') === target && parseInt(param('nc'), 16) === used + 1
    counts.set(param('nonce'), used + 1)
    if (!isGood) socket.write(refuse(false))
    else if (used >= mostUses) socket.write(refuse(saysStale))
    else socket.write(status(200, ...info(fresh())))
  })
  return { api, seen }
}

describe('a profile for Digest', () => {
  test('meets the challenge with a second request, and answers beforehand from then on', async () => {
    const { api, seen } = await startDigestApi()
    const { send } = await senderUnderTest({ profile: joe, secrets: { password: 'sesame' } })
    const first = await send({ url: `${api.origin}/a?b=c` })
    expect(first.steps.map(({ why, result }) => [why, 'status' in result ? result.status : null])).toEqual([
      ['request', 401],
      ['retry-after-challenge', 200],
    ])
    expect(first.why).toBeNull()
    expect(first.sentAs?.tokenReference).toBe('joe')
    expect((await send({ url: `${api.origin}/d`, method: 'POST' })).steps).toHaveLength(1)
    expect(seen).toEqual(['none', '00000001 /a?b=c', '00000002 /d'])
    expect(JSON.stringify(first)).not.toContain('sesame')
    expect(first.steps[1]?.sent.headers).toContainEqual(['Authorization', 'Digest …'])
  })

  test('is told of a wrong password after one try, and begins anew the next time', async () => {
    const { api, seen } = await startDigestApi()
    const { send } = await senderUnderTest({ profile: joe, secrets: { password: 'wrong' } })
    const exchange = await send({ url: api.origin })
    expect(exchange.steps).toHaveLength(2)
    expect(exchange.why).toMatchObject({
      cause: 'wrong-password',
      headline: 'Wrong user name or password, or joe may not sign in here.',
    })
    await send({ url: api.origin })
    expect(seen).toEqual(['none', '00000001 /', 'none', '00000001 /'])
  })

  test.each([true, false])(
    'goes on with a new nonce when the old one is used up, said (%s) or not',
    async (saysStale) => {
      const { api } = await startDigestApi({ mostUses: 1, saysStale })
      const { send } = await senderUnderTest({ profile: joe, secrets: { password: 'sesame' } })
      await send({ url: api.origin })
      const exchange = await send({ url: api.origin })
      expect(exchange.why).toBeNull()
      expect(exchange.steps.map(({ why }) => why)).toEqual(['request', 'retry-after-challenge'])
    },
  )

  test('stops after a nonce that is stale again and again', async () => {
    const { api } = await startDigestApi({ mostUses: 0 })
    const { send } = await senderUnderTest({ profile: joe, secrets: { password: 'sesame' } })
    const exchange = await send({ url: api.origin })
    expect(exchange.steps.map(({ why }) => why)).toEqual(['request', 'retry-after-challenge', 'retry-after-challenge'])
    expect(exchange.why?.cause).toBe('wrong-password')
  })

  test('takes the next nonce from an answer', async () => {
    const { api, seen } = await startDigestApi({ mostUses: 1, info: (n) => [`Authentication-Info: nextnonce="${n}"`] })
    const { send } = await senderUnderTest({ profile: joe, secrets: { password: 'sesame' } })
    for (let at = 0; at < 4; at += 1) expect((await send({ url: api.origin })).why).toBeNull()
    expect(seen).toEqual(['none', '00000001 /', '00000001 /', '00000001 /', '00000001 /'])
  })

  test('counts each use of a nonce once, however many requests go at a time', async () => {
    const { api } = await startDigestApi()
    const { send } = await senderUnderTest({ profile: joe, secrets: { password: 'sesame' } })
    await send({ url: api.origin })
    const counts = new Set<string>()
    await Promise.all(Array.from({ length: 10 }, () => send({ url: `${api.origin}/all` })))
    for (const head of api.heads) counts.add(/nc=([0-9a-f]{8})/.exec(head)?.[1] ?? '')
    expect(counts.size).toBeGreaterThanOrEqual(11)
  })

  test('answers beforehand only within the space that the server names, and never elsewhere', async () => {
    const other = await startDigestApi()
    const { api, seen } = await startDigestApi({ extra: `, domain="/in/ ${other.api.origin}/"` })
    const { send } = await senderUnderTest({ profile: joe, secrets: { password: 'sesame' } })
    await send({ url: `${api.origin}/in/a` })
    await send({ url: `${api.origin}/in/b` })
    await send({ url: `${api.origin}/inside` })
    expect(seen).toEqual(['none', '00000001 /in/a', '00000002 /in/b', 'none', '00000001 /inside'])
    await send({ url: other.api.origin })
    expect(other.seen[0]).toBe('none')
  })

  test.each([
    ['asks for Basic', 'Basic realm="x"', 'The API asks for Basic, not for Digest; joe sent nothing.'],
    [
      'asks for another algorithm',
      'Digest realm="r", nonce="n", algorithm=SHA-3',
      'The API asks for Digest in a way that can’t be answered.',
    ],
  ])('says so when the API %s', async (_what, challenge, headline) => {
    const api = await startApi((socket) => void socket.write(status(401, `WWW-Authenticate: ${challenge}`)))
    const { send } = await senderUnderTest({ profile: joe, secrets: { password: 'sesame' } })
    const exchange = await send({ url: api.origin })
    expect(exchange.steps).toHaveLength(1)
    expect(exchange.why).toMatchObject({ cause: 'wrong-scheme', headline })
  })
})
