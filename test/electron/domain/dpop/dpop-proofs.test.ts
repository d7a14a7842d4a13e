import { createHash } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { canaryToken, startApi, status, tokensWith } from '../requests/sender-under-test.ts'
import { bound, claimsOf, proofIn, senderWithKey } from './bound-token.ts'

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
  expect(exchange.why).toMatchObject({ cause: 'clock-skew' })
  expect(exchange.why?.headline).toMatch(
    /(?:10|9) minutes ahead of this computer's, so the DPoP proof is out of its time/,
  )
})
