import { createHash } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createBodyDecoder } from '../../../electron/adapters/decode-body.ts'

/** Text that does not shrink much, so that the encoded form is about as long. */
const text = createHash('sha512').update('claimcheck').digest('hex') + createHash('sha512').update('body').digest('hex')
const encodings = [
  ['gzip', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['br', brotliCompressSync(text)],
] as const

async function decoded(encoding: string, chunks: readonly Buffer[]) {
  const parts: Buffer[] = []
  const decoder = createBodyDecoder(encoding, (chunk) => void parts.push(chunk))
  if (decoder === null) throw new Error('nothing to decode')
  for (const chunk of chunks) await decoder.write(chunk)
  return { end: await decoder.finish(), text: Buffer.concat(parts).toString('utf8') }
}

describe.each(encodings)('a body in %s', (encoding, bytes) => {
  test('is decoded, in one piece and byte by byte', async () => {
    expect(await decoded(encoding, [bytes])).toEqual({ end: 'whole', text })
    expect(
      await decoded(
        encoding,
        [...bytes].map((byte) => Buffer.of(byte)),
      ),
    ).toEqual({ end: 'whole', text })
  })

  test('that is cut off is told as unfinished wherever the cut is, and what came is kept', async () => {
    expect(bytes.length).toBeGreaterThan(120)
    for (let length = 1; length < bytes.length; length += 1) {
      const cut = await decoded(encoding, [bytes.subarray(0, length)])
      expect([length, cut.end]).toEqual([length, 'unfinished'])
      expect(text.startsWith(cut.text)).toBe(true)
    }
    expect((await decoded(encoding, [bytes.subarray(0, -1)])).text.length).toBeGreaterThan(0)
  })
})

describe('an encoding', () => {
  test('that is stacked is taken off from the outside in', async () => {
    expect(await decoded('gzip, br', [brotliCompressSync(gzipSync(text))])).toEqual({ end: 'whole', text })
    const cut = brotliCompressSync(gzipSync(text).subarray(0, -3))
    expect((await decoded('gzip, br', [cut])).end).toBe('unfinished')
  })

  test('that the bytes are not in is told as damaged', async () => {
    for (const encoding of ['gzip', 'br', 'deflate']) {
      expect(
        (await decoded(encoding, [Buffer.from('<html>plain as day, and long enough to be sure</html>')])).end,
      ).toBe('damaged')
    }
    const flipped = gzipSync(text)
    flipped[flipped.length - 6] = (flipped.at(-6) ?? 0) ^ 0xff
    expect((await decoded('gzip', [flipped])).end).toBe('damaged')
  })

  test('of an empty body is whole', async () => {
    expect(await decoded('gzip', [])).toEqual({ end: 'whole', text: '' })
  })

  test.each(['', 'identity', 'zstd', 'gzip, compress', 'gzip,gzip,gzip,gzip,gzip,gzip'])(
    'named "%s" is left alone',
    (encoding) => {
      expect(createBodyDecoder(encoding, () => undefined)).toBeNull()
    },
  )
})
