import { afterEach, describe, expect, test } from 'vitest'
import { answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { startHostileServer, type Behaviour, type RawServer } from '../support/hostile-server.ts'

const servers: RawServer[] = []
afterEach(async () => {
  await endJourneys()
  for (const server of servers.splice(0)) await server.close()
})

async function aServer(behave: Behaviour): Promise<RawServer> {
  const server = await startHostileServer(behave)
  servers.push(server)
  return server
}

const quickly = { followRedirects: true, timeoutMs: 1500 }

describe('a request that can not be sent', () => {
  test.each([
    ['an empty address', '', 'empty'],
    ['a sentence', 'give me the orders', 'malformed'],
    ['another scheme', 'ftp://127.0.0.1/orders', 'scheme'],
    ['a file', 'file:///etc/passwd', 'scheme'],
    ['data', 'data:text/plain,hello', 'scheme'],
    ['a password in the address', 'http://alice:secret@127.0.0.1/', 'credentials'],
  ])('%s is told before anything is sent', async (_what, url, reason) => {
    const claimcheck = await composeForJourney()
    expect(await claimcheck.failureOfSend({ url })).toMatchObject({ code: 'input.url_invalid', details: { reason } })
  })

  test('a header with a line break is told, not mended, and reaches nobody', async () => {
    const claimcheck = await composeForJourney()
    const server = await aServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    for (const value of ['a\r\nEvil: 1', 'a\nEvil: 1', 'a\rb']) {
      expect(
        await claimcheck.failureOfSend({ url: server.origin, headers: [{ name: 'X-Note', value, enabled: true }] }),
      ).toEqual({ code: 'input.header_invalid', details: { name: 'X-Note', reason: 'line-break' } })
    }
    expect(server.heads).toEqual([])
  })

  test('a variable that nobody set is named', async () => {
    const claimcheck = await composeForJourney()
    expect(await claimcheck.failureOfSend({ url: '{{baseUrl}}/orders/{{order}}/{{line}}' })).toEqual({
      code: 'input.variable_unknown',
      details: { names: ['order', 'line'] },
    })
  })
})

describe('an answer that goes wrong is an answer', () => {
  test('that never ends is stopped when the time is up, and what came is kept', async () => {
    const claimcheck = await composeForJourney()
    const server = await aServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')
      const drip = setInterval(() => socket.write('1\r\n.\r\n'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const exchange = await claimcheck.send({ url: server.origin, settings: quickly })
    const answer = answerOf(exchange)
    expect(answer).toMatchObject({ status: 200, completeness: 'timed-out' })
    expect(exchange.totalMs).toBeLessThan(5000)
    const { bytes } = await claimcheck.ask('exchanges.readBody', { exchangeId: exchange.id, offset: 0, length: 5 })
    expect(Buffer.from(bytes).toString()).toBe('hello')
  })

  test('that is endless and fast is stopped at the limit', async () => {
    const claimcheck = await composeForJourney()
    const chunk = Buffer.alloc(1_000_000, 'x')
    const server = await aServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
      const more = (): void => {
        while (!socket.destroyed && socket.write(chunk));
        if (!socket.destroyed) socket.once('drain', more)
      }
      more()
    })
    const exchange = await claimcheck.send({ url: server.origin })
    expect(answerOf(exchange)).toMatchObject({ completeness: 'over-limit' })
    expect(server.closedConnections()).toBe(1)
  })

  test('that is cut off says so, and shows what came', async () => {
    const claimcheck = await composeForJourney()
    const server = await aServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it'))
    const exchange = await claimcheck.send({ url: server.origin })
    expect(answerOf(exchange)).toMatchObject({ status: 200, completeness: 'cut-short', bodyBytes: 10 })
  })

  test.each<[string, Behaviour, string]>([
    ['silence', () => undefined, 'timeout'],
    ['a broken connection', (socket) => void socket.resetAndDestroy(), 'reset'],
    ['nonsense', (socket) => void socket.end('220 smtp ready\r\n'), 'protocol'],
  ])('%s is shown with its reason', async (_what, behave, reason) => {
    const claimcheck = await composeForJourney()
    const server = await aServer(behave)
    const exchange = await claimcheck.send({ url: server.origin, settings: quickly })
    expect(exchange.steps).toHaveLength(1)
    const result = exchange.steps[0]?.result
    expect(result).toMatchObject({ outcome: 'no-answer', reason, message: expect.stringMatching(/^[^{}]+\.$/) })
    if (reason === 'timeout')
      expect(result).toMatchObject({ message: expect.stringMatching(/within \d+(\.\d)? m?s\.$/) })
  })

  test('that takes too long for a person is cancelled, and the connection closed', async () => {
    const claimcheck = await composeForJourney()
    let arrived = (): void => undefined
    const isUnderWay = new Promise<void>((resolve) => (arrived = resolve))
    const server = await aServer(() => arrived())
    const sending = claimcheck.send({ url: server.origin })
    await isUnderWay
    const { exchangeId } = claimcheck.lastSend()
    await claimcheck.ask('requests.cancel', { exchangeId })
    expect((await sending).steps[0]?.result).toMatchObject({ outcome: 'no-answer', reason: 'cancelled' })
  })
})
