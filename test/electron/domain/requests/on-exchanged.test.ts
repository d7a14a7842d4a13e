import { describe, expect, test } from 'vitest'
import { aProfile } from '../../../support/token-builder.ts'
import { anExchangeId } from '../../adapters/transport-under-test.ts'
import {
  canaryToken,
  invalidToken,
  senderUnderTest,
  startApi,
  startApiFor,
  status,
  tokensWith,
} from './sender-under-test.ts'

const typed = (value: string) => [{ name: 'Authorization', value, enabled: true }]
const startEverywhere = (answer = status(200)) => startApi((socket) => void socket.write(answer))

describe('what main keeps of an exchange', () => {
  test('is the profile’s token with what came with it', async () => {
    const api = await startEverywhere()
    const { send, exchanged, profile } = await senderUnderTest()
    const id = anExchangeId()
    await send({ url: api.origin }, 'profile', { id })
    expect(exchanged).toMatchObject([
      { exchangeId: id, profileId: profile.id, synthetic: false, refusal: null, tokens: { tokenType: 'Bearer' } },
    ])
    expect(exchanged[0]?.token?.reveal()).toBe(canaryToken)
    expect(exchanged[0]?.steps).toHaveLength(1)
  })

  test('is the token of the last step: the newer one after a refresh', async () => {
    const api = await startApiFor('newer-token')
    const { send, exchanged } = await senderUnderTest({
      authority: { tokensAfterRejection: async () => tokensWith('newer-token') },
    })
    await send({ url: api.origin })
    expect(exchanged[0]?.token?.reveal()).toBe('newer-token')
    expect(exchanged[0]?.steps).toHaveLength(2)
  })

  test('is why it was refused, with the facts', async () => {
    const api = await startEverywhere(status(401, invalidToken))
    const { send, exchanged } = await senderUnderTest()
    const exchange = await send({ url: api.origin })
    expect(exchange.why).not.toBeNull()
    expect(exchanged[0]?.refusal).toMatchObject({ status: 401, origin: api.origin, credential: 'profile' })
  })

  test.each([
    ['Bearer typed-token', 'typed-token'],
    ['bearer  typed-token ', 'typed-token'],
    ['DPoP typed-token', 'typed-token'],
    ['Basic dXNlcjpwYXNz', null],
    ['Bearer', null],
  ])('is a token that a person typed: %j', async (value, token) => {
    const api = await startEverywhere()
    const { send, exchanged } = await senderUnderTest()
    await send({ url: api.origin, headers: typed(value) }, 'nobody')
    expect(exchanged[0]?.token?.reveal() ?? null).toBe(token)
    expect(exchanged[0]?.tokens).toBeNull()
  })

  test('is no token where none was sent, and where a redirect led elsewhere', async () => {
    const other = await startEverywhere()
    const api = await startEverywhere(status(302, `Location: ${other.origin}/`))
    const { send, exchanged } = await senderUnderTest()
    await send({ url: api.origin }, 'nobody')
    await send({ url: api.origin })
    const nobody = await senderUnderTest({ profile: aProfile({ way: { kind: 'none' } }) })
    await nobody.send({ url: api.origin })
    for (const told of [...exchanged, ...nobody.exchanged]) expect([told.token, told.tokens]).toEqual([null, null])
  })

  test('is told also of what was cancelled before anything was sent', async () => {
    const id = anExchangeId()
    const made = await senderUnderTest({ authority: { usableTokens: () => new Promise(() => undefined) } })
    const sending = made.send({ url: 'http://127.0.0.1:1/' }, 'profile', { id })
    await new Promise((resolve) => setImmediate(resolve))
    made.sender.cancel(id)
    await sending
    expect(made.exchanged).toMatchObject([{ exchangeId: id, token: null, refusal: null }])
  })

  test('is told before the window is', async () => {
    const api = await startEverywhere()
    const { send, exchanged } = await senderUnderTest()
    const sending = send({ url: api.origin }).then(() => exchanged.length)
    expect(await sending).toBe(1)
  })
})
