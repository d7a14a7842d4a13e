import { describe, expect, test } from 'vitest'
import { anExchangeId } from '../../adapters/transport-under-test.ts'
import { canaryToken, senderUnderTest, startApi, startApiFor, status, tokensWith } from './sender-under-test.ts'

describe('Cancel and the deadline', () => {
  test('while the token is got ends the wait, not the refresh, and sends nothing', async () => {
    const api = await startApiFor(canaryToken)
    let refreshEnded = false
    let release = () => undefined as void
    const { send, sender } = await senderUnderTest({
      authority: {
        async usableTokens() {
          await new Promise<void>((resolve) => (release = resolve))
          refreshEnded = true
          return { tokens: tokensWith(canaryToken), refreshed: true }
        },
      },
    })
    const id = anExchangeId()
    const sending = send({ url: api.origin }, 'profile', { id })
    await expect.poll(() => sender.cancel(id) ?? true).toBe(true)
    expect(await sending).toMatchObject({
      steps: [{ result: { outcome: 'no-answer', reason: 'cancelled' } }],
      sentAs: { tokenReference: null },
    })
    expect(refreshEnded).toBe(false)
    release()
    await expect.poll(() => refreshEnded).toBe(true)
    expect(api.heads).toEqual([])
  })

  test('while a refused token is refreshed shows the refusal and the cancelled retry', async () => {
    const api = await startApiFor('never')
    let asked = () => undefined as void
    const refreshing = new Promise<void>((resolve) => (asked = resolve))
    const { send, sender } = await senderUnderTest({
      authority: {
        tokensAfterRejection: () => {
          asked()
          return new Promise(() => undefined)
        },
      },
    })
    const id = anExchangeId()
    const sending = send({ url: api.origin }, 'profile', { id })
    await refreshing
    sender.cancel(id)
    expect((await sending).steps.map(({ why, result }) => [why, result.outcome])).toEqual([
      ['request', 'answered'],
      ['retry-after-refresh', 'no-answer'],
    ])
  })

  test('covers all redirects together', async () => {
    const api = await startApi((socket) => void setTimeout(() => socket.write(status(302, 'Location: /')), 60))
    const { send } = await senderUnderTest()
    const startedMs = performance.now()
    const exchange = await send({ url: api.origin, settings: { followRedirects: true, timeoutMs: 250 } })
    expect(performance.now() - startedMs).toBeLessThan(1000)
    expect(exchange.steps.at(-1)?.result).toMatchObject({ outcome: 'no-answer', reason: 'timeout' })
  })

  test('of an exchange that is over does nothing', async () => {
    const { sender } = await senderUnderTest()
    expect(sender.cancel(anExchangeId())).toBeUndefined()
  })

  test('closing the app ends what is under way', async () => {
    const api = await startApi(() => undefined)
    const { send, sender } = await senderUnderTest()
    const sending = send({ url: api.origin }, 'nobody')
    await expect.poll(() => api.heads.length).toBe(1)
    sender.close()
    expect((await sending).steps[0]?.result).toMatchObject({ reason: 'cancelled' })
  })

  test('an exchange under way can\u2019t be sent a second time', async () => {
    const api = await startApi(() => undefined)
    const { send, sender } = await senderUnderTest()
    const id = anExchangeId()
    const sending = send({ url: api.origin }, 'nobody', { id })
    await expect(send({ url: api.origin }, 'nobody', { id })).rejects.toMatchObject({ code: 'input.invalid' })
    sender.cancel(id)
    await sending
  })
})
