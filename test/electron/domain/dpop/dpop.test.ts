import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { createDpopKeys } from '../../../../electron/domain/dpop/dpop-keys.ts'
import { recordsInMemory } from '../../../support/records-in-memory.ts'
import { anOAuthWay, aProfile, aProfileId } from '../../../support/token-builder.ts'
import { canaryToken, senderUnderTest, startApi, status, tokensWith } from '../requests/sender-under-test.ts'

const bound = aProfile({ way: anOAuthWay({ dpop: true }) })
const usableTokens = async () => ({ tokens: tokensWith(canaryToken, { tokenType: 'DPoP' }), refreshed: false })

async function senderWithKey(authority = {}) {
  const made = await senderUnderTest({ profile: bound, authority: { usableTokens, ...authority } })
  const key = await made.dpopKeys.ensure(bound.id)
  return { ...made, key }
}

const proofIn = (head: string | undefined) => /^DPoP: (.*)$/m.exec(head ?? '')?.[1]?.trim() ?? ''
const claimsOf = async (proof: string) => (await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt' })).payload
const wantsNonce = (nonce: string) =>
  status(401, 'WWW-Authenticate: DPoP error="use_dpop_nonce"', `DPoP-Nonce: ${nonce}`)

describe('the key of a profile', () => {
  test('is made once, however many ask for it, and kept', async () => {
    const { records, situation } = recordsInMemory()
    const keys = createDpopKeys({ records })
    const id = aProfileId()
    expect(await keys.find(id)).toBeNull()
    const made = await Promise.all([keys.ensure(id), keys.ensure(id), keys.ensure(id)])
    expect(new Set(made.map(({ thumbprint }) => thumbprint)).size).toBe(1)
    expect(situation.log).toEqual(['write dpop-key'])
    const found = await createDpopKeys({ records }).find(id)
    expect(found?.thumbprint).toBe(made[0]?.thumbprint)
    expect(found?.publicJwk).not.toHaveProperty('d')
    expect(await calculateJwkThumbprint(found?.publicJwk ?? {})).toBe(found?.thumbprint)
    expect(found?.privateKey.extractable).toBe(false)
    expect(await keys.ensure(id)).toMatchObject({ thumbprint: found?.thumbprint })
  })

  test('is another one for another profile, and a new one after it was forgotten', async () => {
    const keys = createDpopKeys({ records: recordsInMemory().records })
    const [one, other] = [aProfileId(), aProfileId()]
    const first = await keys.ensure(one)
    expect((await keys.ensure(other)).thumbprint).not.toBe(first.thumbprint)
    await keys.forget(one)
    expect(await keys.find(one)).toBeNull()
    expect((await keys.ensure(one)).thumbprint).not.toBe(first.thumbprint)
  })

  test.each([
    '',
    'canary',
    '{}',
    '{"kty":"EC","crv":"P-256","x":"canary","y":"a","d":"b"}',
    '{"kty":"oct","k":"canary"}',
  ])('that can’t be read is told without a word of it: %s', async (record) => {
    const { records, situation } = recordsInMemory()
    const id = aProfileId()
    situation.disk.set(`dpop-key/${id}`, record)
    const thrown: unknown = await createDpopKeys({ records })
      .ensure(id)
      .catch((each: unknown) => each)
    expect(thrown).toMatchObject({ code: 'vault.record_unreadable', details: { kind: 'dpop-key' } })
    expect(String(thrown)).not.toContain('canary')
    // What can't be read is not overwritten: a token may be bound to it.
    expect(situation.disk.get(`dpop-key/${id}`)).toBe(record)
  })

  test('that failed to be kept is asked for anew', async () => {
    const { records, situation } = recordsInMemory()
    const keys = createDpopKeys({ records })
    situation.locked = true
    const id = aProfileId()
    await expect(keys.ensure(id)).rejects.toMatchObject({ code: 'vault.locked' })
    situation.locked = false
    expect((await keys.ensure(id)).thumbprint).toMatch(/^[\w-]{43}$/)
  })
})

describe('a request with a bound token', () => {
  test('carries a proof of its own, for this method, address and token', async () => {
    const api = await startApi((socket) => void socket.write(status(200)))
    const { send, key } = await senderWithKey()
    const exchange = await send({ method: 'DELETE', url: `${api.origin}/orders/../7?secret=1` })
    const [head] = api.heads
    expect(head).toContain(`Authorization: DPoP ${canaryToken}`)
    const proof = proofIn(head)
    expect(decodeProtectedHeader(proof)).toMatchObject({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.publicJwk })
    expect(await claimsOf(proof)).toEqual({
      ...{ htm: 'DELETE', htu: `${api.origin}/orders/../7` },
      ath: createHash('sha256').update(canaryToken).digest('base64url'),
      ...{ iat: expect.any(Number), jti: expect.any(String) },
    })
    expect(exchange.steps[0]?.sent.headers.find(([name]) => name === 'DPoP')?.[1]).toMatch(/^.{6}….{6}$/)
    expect(JSON.stringify(exchange)).not.toContain(proof)
  })

  test('has another proof each time', async () => {
    const api = await startApi((socket) => void socket.write(status(200)))
    const { send } = await senderWithKey()
    await send({ url: api.origin })
    await send({ url: api.origin })
    const [one, other] = await Promise.all(api.heads.map((head) => claimsOf(proofIn(head))))
    expect(one?.['jti']).not.toBe(other?.['jti'])
  })

  test('has another proof after a redirect, for the new address', async () => {
    const api = await startApi((socket, head) => {
      socket.write(head.startsWith('POST /a') ? status(303, 'Location: /b') : status(200))
    })
    const { send } = await senderWithKey()
    await send({ method: 'POST', url: `${api.origin}/a`, body: { kind: 'text', text: 'x' } })
    const [one, other] = await Promise.all(api.heads.map((head) => claimsOf(proofIn(head))))
    expect([one?.['htm'], one?.['htu']]).toEqual(['POST', `${api.origin}/a`])
    expect([other?.['htm'], other?.['htu']]).toEqual(['GET', `${api.origin}/b`])
    expect(one?.['jti']).not.toBe(other?.['jti'])
  })

  test('takes nothing of the profile to another origin', async () => {
    const elsewhere = await startApi((socket) => void socket.write(status(401, 'WWW-Authenticate: DPoP')))
    const api = await startApi((socket) => void socket.write(status(302, `Location: ${elsewhere.origin}/`)))
    const { send } = await senderWithKey()
    const exchange = await send({ url: api.origin })
    expect(elsewhere.heads[0]).not.toMatch(/dpop|authorization/i)
    expect(exchange.steps[1]?.sent.withheld).toEqual(['Authorization', 'DPoP'])
  })

  test('refuses a typed proof beside its own', async () => {
    const { send } = await senderWithKey()
    const headers = [{ name: 'dpop', value: 'x', enabled: true }]
    await expect(send({ url: 'http://127.0.0.1:1/', headers })).rejects.toMatchObject({
      code: 'input.header_invalid',
      details: { name: 'dpop', reason: 'repeated-authorization' },
    })
  })

  test('is not sent when the key is gone', async () => {
    const { send, dpopKeys } = await senderWithKey()
    await dpopKeys.forget(bound.id)
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'vault.record_unreadable' })
  })

  test('goes as Bearer where the server bound it to nothing', async () => {
    const api = await startApi((socket) => void socket.write(status(200)))
    const { send } = await senderWithKey({
      usableTokens: async () => ({ tokens: tokensWith(canaryToken, { tokenType: 'bearer' }), refreshed: false }),
    })
    await send({ url: api.origin })
    expect(api.heads[0]).toContain(`Authorization: Bearer ${canaryToken}`)
    expect(api.heads[0]).not.toMatch(/^DPoP:/m)
  })
})

describe('an API that wants a nonce', () => {
  test('gets it with one more request, a POST too, and with each one after it', async () => {
    const api = await startApi(async (socket, head) => {
      const { nonce } = await claimsOf(proofIn(head))
      socket.write(nonce === 'n-1' ? status(200) : wantsNonce('n-1'))
    })
    const { send } = await senderWithKey()
    const first = await send({ method: 'POST', url: api.origin, body: { kind: 'text', text: 'once' } })
    expect(first.steps.map(({ why }) => why)).toEqual(['request', 'retry-after-challenge'])
    expect(first).toMatchObject({ why: null, refreshed: 'no' })
    expect((await send({ url: `${api.origin}/next` })).steps).toHaveLength(1)
  })

  test('is given the newest nonce, also one that came with a 200', async () => {
    let given = 0
    const nonces: unknown[] = []
    const api = await startApi(async (socket, head) => {
      nonces.push((await claimsOf(proofIn(head)))['nonce'])
      given += 1
      socket.write(status(200, `DPoP-Nonce: n-${given}`))
    })
    const { send } = await senderWithKey()
    for (let at = 0; at < 3; at += 1) await send({ url: api.origin })
    expect(nonces).toEqual([undefined, 'n-1', 'n-2'])
  })

  test('is never given the nonce of another', async () => {
    const one = await startApi((socket) => void socket.write(status(200, 'DPoP-Nonce: of-one')))
    const other = await startApi((socket) => void socket.write(status(200)))
    const { send } = await senderWithKey()
    await send({ url: one.origin })
    await send({ url: other.origin })
    expect(await claimsOf(proofIn(other.heads[0]))).not.toHaveProperty('nonce')
  })

  test('and wants one forever, is asked twice and no more', async () => {
    const api = await startApi((socket) => void socket.write(wantsNonce(randomUUID())))
    const { send, rejected } = await senderWithKey()
    const exchange = await send({ url: api.origin })
    expect(api.heads).toHaveLength(2)
    expect(rejected).toEqual([])
    expect(exchange.why).toMatchObject({
      cause: 'dpop-nonce',
      headline: 'The API asks for a DPoP nonce again, though the proof carried the one that it gave.',
      reference: 'RFC 9449 §9',
    })
  })

  test('and gives none, is asked once', async () => {
    const api = await startApi(
      (socket) => void socket.write(status(401, 'WWW-Authenticate: DPoP error="use_dpop_nonce"')),
    )
    const { send } = await senderWithKey()
    const exchange = await send({ url: api.origin })
    expect(api.heads).toHaveLength(1)
    expect(exchange.why?.headline).toBe('The API asks for a DPoP nonce, and does not say which.')
  })

  test('on each of several redirects gets each', async () => {
    const api = await startApi(async (socket, head) => {
      const path = /^GET (\S+)/.exec(head)?.[1] ?? ''
      const { nonce } = await claimsOf(proofIn(head))
      if (nonce !== `for${path}`) socket.write(wantsNonce(`for${path}`))
      else socket.write(path === '/c' ? status(200) : status(307, `Location: ${path === '/a' ? '/b' : '/c'}`))
    })
    const { send } = await senderWithKey()
    const exchange = await send({ url: `${api.origin}/a` })
    expect(exchange.why).toBeNull()
    expect(exchange.steps).toHaveLength(6)
  })

  test('may first refuse the token, and then ask for a nonce', async () => {
    const api = await startApi(async (socket, head) => {
      const { nonce } = await claimsOf(proofIn(head))
      if (!head.includes('newer')) socket.write(status(401, 'WWW-Authenticate: DPoP error="invalid_token"'))
      else socket.write(nonce === 'n' ? status(200) : wantsNonce('n'))
    })
    const { send } = await senderWithKey({
      tokensAfterRejection: async () => tokensWith('newer-token', { tokenType: 'DPoP' }),
    })
    const exchange = await send({ url: api.origin })
    expect(exchange.steps.map(({ why }) => why)).toEqual(['request', 'retry-after-refresh', 'retry-after-challenge'])
    expect(exchange.why).toBeNull()
  })
})

test('a proof that the API refuses is told with the clocks', async () => {
  const api = await startApi(
    (socket) =>
      void socket.write(
        status(
          401,
          'WWW-Authenticate: DPoP error="invalid_dpop_proof", error_description="iat is in the past"',
          `Date: ${new Date(Date.now() + 600_000).toUTCString()}`,
        ),
      ),
  )
  const { send } = await senderWithKey()
  const exchange = await send({ url: api.origin })
  expect(api.heads).toHaveLength(1)
  expect(exchange.why).toMatchObject({ cause: 'dpop-proof', headline: 'The API does not accept the DPoP proof.' })
  expect(exchange.why?.evidence.join(' ')).toMatch(/10 minutes ahead|9 minutes ahead/)
})
