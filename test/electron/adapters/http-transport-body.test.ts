import { createHash } from 'node:crypto'
import { gzipSync, brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { answers, answersAndCloses } from '../../support/hostile-server.ts'
import { against, ok } from './transport-under-test.ts'

describe('a body that stops too early', () => {
  test('is cut short when the connection ends before its length, and what came is kept', async () => {
    const { send } = await against(answersAndCloses(`${ok}Content-Length: 100\r\n\r\nhello`))
    const { result, body } = await send()
    expect(result).toMatchObject({ outcome: 'answered', completeness: 'cut-short', wireBytes: 5, bodyBytes: 5 })
    expect(body.toString()).toBe('hello')
  })

  test('is cut short when its last chunk never comes', async () => {
    const { send } = await against(answersAndCloses(`${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`))
    const { result, body } = await send()
    expect(result).toMatchObject({ completeness: 'cut-short', bodyBytes: 5 })
    expect(body.toString()).toBe('hello')
  })

  test('is cut short when the connection is reset in the middle', async () => {
    const { send } = await against((socket) => {
      socket.write(`${ok}Content-Length: 100\r\n\r\nhello`, () => setTimeout(() => socket.resetAndDestroy(), 20))
    })
    expect((await send()).result).toMatchObject({ completeness: 'cut-short', bodyBytes: 5 })
  })

  test('has no known end when only the connection says where it is', async () => {
    const { send } = await against(answersAndCloses(`${ok}\r\nhello`))
    expect((await send()).result).toMatchObject({ completeness: 'end-unknown', bodyBytes: 5 })
  })
})

describe.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
] as const)('a body in %s without a length', (encoding, compress) => {
  const text =
    createHash('sha512').update('claimcheck').digest('hex').repeat(2) +
    createHash('sha512').update('body').digest('hex')
  const bytes = compress(text)

  test('is whole when the encoding comes to its end', async () => {
    const { send } = await against(answersAndCloses(`${ok}Content-Encoding: ${encoding}\r\n\r\n`, bytes))
    const { result, body } = await send()
    expect(result).toMatchObject({ completeness: 'whole', wireBytes: bytes.length, bodyBytes: text.length })
    expect(body.toString()).toBe(text)
  })

  test('is cut short at every byte where it can be cut', async () => {
    let length = 0
    const { send } = await against((socket) => {
      socket.end(
        Buffer.concat([
          Buffer.from(`${ok}Content-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`),
          bytes.subarray(0, length),
        ]),
      )
    })
    for (length = 1; length < bytes.length; length += 1) {
      expect([length, (await send()).result]).toMatchObject([length, { completeness: 'cut-short', wireBytes: length }])
    }
    expect(length).toBeGreaterThan(100)
  }, 20_000)

  test('is damaged when its length is met and its encoding is not', async () => {
    const cut = bytes.subarray(0, -4)
    const { send } = await against(
      answers(`${ok}Content-Encoding: ${encoding}\r\nContent-Length: ${cut.length}\r\n\r\n`, cut),
    )
    expect((await send()).result).toMatchObject({ completeness: 'damaged-encoding' })
  })
})

describe('a body that is too much', () => {
  test('is stopped at the limit when it never ends', async () => {
    const chunk = Buffer.alloc(65_536, 'x')
    const { send, server } = await against(
      (socket) => {
        socket.write(`${ok}\r\n`)
        const pour = () => {
          while (socket.writable && socket.write(chunk));
        }
        socket.on('drain', pour)
        pour()
      },
      { mostBodyBytes: 5_000_000 },
    )
    const { result, body } = await send()
    expect(result).toMatchObject({ completeness: 'over-limit', bodyBytes: 5_000_000 })
    expect(body).toHaveLength(5_000_000)
    await expect.poll(server.closedConnections).toBe(1)
  })

  test('is stopped when it grows more than a hundredfold', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const { send } = await against(
      answers(`${ok}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`, bomb),
    )
    const { result } = await send()
    expect(result).toMatchObject({ completeness: 'over-limit' })
    expect(result.outcome === 'answered' ? result.bodyBytes : 0).toBeLessThan(10_000_000)
  })
})
