import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  type BrotliDecompress,
  type Gunzip,
  type Inflate,
  type InflateRaw,
} from 'node:zlib'

type Inflater = Gunzip | Inflate | InflateRaw | BrotliDecompress

/**
 * 'whole': every coding came to its own end. 'unfinished': the bytes stopped before it. 'damaged': they are not what
 * Content-Encoding says they are.
 */
export type DecodingEnd = 'whole' | 'unfinished' | 'damaged'

export interface BodyDecoder {
  /** Resolves when the chunk has been decoded; never rejects. */
  readonly write: (chunk: Buffer) => Promise<void>
  /** Hands out what is left and says how the coding ended. */
  readonly finish: () => Promise<DecodingEnd>
  /** Stops at once and hands out nothing more. */
  readonly stop: () => void
}

// Deflate is zlib by the standard and bare deflate on some servers (RFC 9110 §8.4.1.2); the first byte tells which.
const createDeflateReader = (first: Buffer): Inflater =>
  ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()

const readers = new Map<string, (first: Buffer) => Inflater>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', createDeflateReader],
  ['br', () => createBrotliDecompress()],
])

const mostCodings = 5

/** Codings in the order in which they are taken off; null when one is unknown, so the bytes are kept as they are. */
function codingsOf(contentEncoding: string): ((first: Buffer) => Inflater)[] | null {
  const names = contentEncoding.split(',').map((name) => name.trim().toLowerCase())
  const applied = names.filter((name) => name !== '' && name !== 'identity')
  const known = applied.map((name) => readers.get(name)).filter((reader) => reader !== undefined)
  return known.length === applied.length && known.length <= mostCodings ? known.toReversed() : null
}

/** One coding taken off. Node's readers tell a cut-off end by themselves when they are left at `Z_FINISH`. */
function createStage(
  create: (first: Buffer) => Inflater,
  onBytes: (chunk: Buffer) => Promise<void> | void,
): BodyDecoder {
  let inflater: Inflater | null = null
  let end: DecodingEnd | null = null
  let handedOn: Promise<void> = Promise.resolve()
  let settle: (end: DecodingEnd) => void = () => undefined
  const ended = new Promise<DecodingEnd>((resolve) => {
    settle = resolve
  })

  function open(first: Buffer): Inflater {
    const opened = create(first)
    opened.on('data', (chunk: Buffer) => {
      const taken = onBytes(chunk)
      if (taken !== undefined) handedOn = handedOn.then(() => taken)
    })
    opened.on('end', () => conclude('whole'))
    opened.on('error', (error: NodeJS.ErrnoException) => {
      conclude(error.code === 'Z_BUF_ERROR' || /unexpected end/.test(error.message) ? 'unfinished' : 'damaged')
    })
    return opened
  }

  function conclude(how: DecodingEnd): void {
    end ??= how
    settle(end)
  }

  return {
    async write(chunk) {
      if (end !== null || chunk.length === 0) return
      inflater ??= open(chunk)
      const to = inflater
      await Promise.race([ended, new Promise<void>((resolve) => void to.write(chunk, () => resolve()))])
      await handedOn
    },
    async finish() {
      // Nothing came: an empty answer that still names an encoding is common, and nothing is missing from it.
      if (inflater === null) return 'whole'
      if (end === null) inflater.end()
      const how = await ended
      await handedOn
      return how
    },
    stop() {
      conclude('damaged')
      inflater?.removeAllListeners('data')
      inflater?.destroy()
    },
  }
}

/** A decoder for a Content-Encoding, or null when there is nothing to decode (or nothing that we can). */
export function createBodyDecoder(contentEncoding: string, onBytes: (chunk: Buffer) => void): BodyDecoder | null {
  const codings = codingsOf(contentEncoding)
  if (codings === null || codings.length === 0) return null
  const stages: BodyDecoder[] = []
  for (const coding of codings.toReversed()) {
    const next = stages[0]
    stages.unshift(createStage(coding, next === undefined ? onBytes : (chunk) => next.write(chunk)))
  }
  return {
    write: async (chunk) => stages[0]?.write(chunk),
    async finish() {
      const ends: DecodingEnd[] = []
      for (const stage of stages) ends.push(await stage.finish())
      return ends.find((end) => end === 'damaged') ?? ends.find((end) => end === 'unfinished') ?? 'whole'
    },
    stop: () => stages.forEach((stage) => stage.stop()),
  }
}
