import { describe, expect, test } from 'vitest'
import { answers, type Behaviour } from '../../support/hostile-server.ts'
import { against, ok } from './transport-under-test.ts'

describe('a deadline', () => {
  test('ends a request that gets no answer', async () => {
    const { send, server } = await against(() => undefined)
    const { result } = await send({ timeoutMs: 150 })
    expect(result).toEqual({
      outcome: 'no-answer',
      reason: 'timeout',
      message: `127.0.0.1:${server.port} did not answer within 150 ms.`,
    })
    await expect.poll(server.closedConnections).toBe(1)
  })

  test('ends a body that drips, and keeps what came', async () => {
    const { send } = await against((socket) => {
      socket.write(`${ok}Content-Length: 1000\r\n\r\n`)
      const drip = setInterval(() => socket.write('.'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const startedMs = performance.now()
    const { result, body } = await send({ timeoutMs: 300 })
    expect(performance.now() - startedMs).toBeLessThan(1500)
    expect(result).toMatchObject({ outcome: 'answered', status: 200, completeness: 'timed-out' })
    expect(body.toString()).toMatch(/^\.+$/)
  })

  test('ends a header that drips', async () => {
    const { send } = await against((socket) => {
      const drip = setInterval(() => socket.write('H'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    expect((await send({ timeoutMs: 200 })).result).toMatchObject({ outcome: 'no-answer' })
  })
})

describe('Cancel', () => {
  test.each([
    ['before an answer', () => undefined],
    ['in the middle of a body', answers(`${ok}Content-Length: 1000\r\n\r\nhello`)],
  ] as const)('%s closes the connection within 100 ms', async (_when, behave: Behaviour) => {
    let arrived = () => undefined as void
    const request = new Promise<void>((resolve) => (arrived = resolve))
    const { send, server } = await against((socket, head) => {
      behave(socket, head)
      arrived()
    })
    const controller = new AbortController()
    const sending = send({ signal: controller.signal })
    await request
    const cancelledMs = performance.now()
    controller.abort()
    expect((await sending).result).toEqual({ outcome: 'no-answer', reason: 'cancelled', message: 'Cancelled.' })
    await expect.poll(server.closedConnections, { interval: 5 }).toBe(1)
    expect(performance.now() - cancelledMs).toBeLessThan(100)
  })

  test('at any of 60 moments leaves nothing open', async () => {
    const { send, server } = await against((socket) => {
      socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`)
      for (let at = 0; at < 5; at += 1) setTimeout(() => socket.write('5\r\nhello\r\n'), at)
    })
    for (let at = 0; at < 60; at += 1) {
      const controller = new AbortController()
      const sending = send({ signal: controller.signal })
      setTimeout(() => controller.abort(), at / 8)
      expect((await sending).result).toMatchObject({ outcome: 'no-answer', reason: 'cancelled' })
    }
    await expect.poll(() => server.heads.length - server.closedConnections()).toBeLessThanOrEqual(0)
  })
})
