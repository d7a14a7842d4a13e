import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { startApi, status, tokensWith } from '../requests/sender-under-test.ts'
import { claimsOf, proofIn, senderWithKey, wantsNonce } from './bound-token.ts'

describe('an API that wants a nonce', () => {
  test('gets it with one more request, a POST too, and with each one after it', async () => {
    const api = await startApi((socket, head) => {
      const { nonce } = decodeJwt(proofIn(head))
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
    const api = await startApi((socket, head) => {
      nonces.push(decodeJwt(proofIn(head))['nonce'])
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
    const api = await startApi((socket, head) => {
      const path = /^GET (\S+)/.exec(head)?.[1] ?? ''
      const { nonce } = decodeJwt(proofIn(head))
      if (nonce !== `for${path}`) socket.write(wantsNonce(`for${path}`))
      else socket.write(path === '/c' ? status(200) : status(307, `Location: ${path === '/a' ? '/b' : '/c'}`))
    })
    const { send } = await senderWithKey()
    const exchange = await send({ url: `${api.origin}/a` })
    expect(exchange.why).toBeNull()
    expect(exchange.steps).toHaveLength(6)
  })

  test('may first refuse the token, and then ask for a nonce', async () => {
    const api = await startApi((socket, head) => {
      const { nonce } = decodeJwt(proofIn(head))
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
