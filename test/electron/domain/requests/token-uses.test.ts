import { describe, expect, test } from 'vitest'
import { aFreePort } from '../../../support/free-port.ts'
import { aProfile } from '../../../support/token-builder.ts'
import {
  canaryToken,
  invalidToken,
  senderUnderTest,
  startApi,
  startApiFor,
  status,
  tokensWith,
} from './sender-under-test.ts'

describe('a request that goes out with the profile’s token', () => {
  test('is told as a use of it', async () => {
    const api = await startApi((socket) => void socket.write(status(200)))
    const { send, uses } = await senderUnderTest()
    await send({ url: api.origin })
    await send({ url: api.origin })
    expect(uses).toEqual([false, false])
  })

  test('and is answered with 401 is told as refused; the one after the refresh is another use', async () => {
    const api = await startApiFor('newer-token')
    const { send, uses } = await senderUnderTest({
      authority: { tokensAfterRejection: async () => tokensWith('newer-token') },
    })
    await send({ url: api.origin })
    expect(uses).toEqual([true, false])
  })

  test.each([403, 404, 500])('and is answered with %i is no refusal of the token', async (code) => {
    const api = await startApi((socket) => void socket.write(status(code)))
    const { send, uses } = await senderUnderTest()
    await send({ url: api.origin })
    expect(uses).toEqual([false])
  })

  test('by a redirect is told for each step that carries it', async () => {
    const other = await startApi((socket) => void socket.write(status(401, invalidToken)))
    const api = await startApi((socket, head) => {
      const location = head.startsWith('GET /a') ? '/b' : `${other.origin}/c`
      socket.write(status(302, `Location: ${location}`))
    })
    const { send, uses } = await senderUnderTest()
    await send({ url: `${api.origin}/a` })
    expect(uses).toEqual([false, false])
  })
})

describe('what is no use of a token', () => {
  test('is a request that reached nobody', async () => {
    const { send, uses } = await senderUnderTest()
    await send({ url: `http://127.0.0.1:${await aFreePort()}` })
    expect(uses).toEqual([])
  })

  test('is a request as nobody, and one with a key that a person entered', async () => {
    const api = await startApi((socket) => void socket.write(status(200)))
    const { send, uses } = await senderUnderTest()
    await send({ url: api.origin }, 'nobody')
    const withKey = await senderUnderTest({
      profile: aProfile({ way: { kind: 'static_token', carriage: { in: 'header', name: 'X-Key', prefix: '' } } }),
      secrets: { token: canaryToken },
    })
    await withKey.send({ url: api.origin })
    expect([uses, withKey.uses]).toEqual([[], []])
  })
})
