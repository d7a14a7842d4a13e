import type { IncomingMessage } from 'node:http'
import type { StepOutcome } from '../contract/exchanges.ts'
import { isNamed, type HeaderLine } from '../domain/requests/wire-request.ts'
import type { BodyWriter } from './body-store-writer.ts'
import { createBodyDecoder } from './decode-body.ts'

type Completeness = Extract<StepOutcome, { outcome: 'answered' }>['completeness']

export interface ReceivedBody {
  readonly wireBytes: number
  readonly bodyBytes: number
  readonly completeness: Completeness
  readonly prefix: Uint8Array
}

/** Where a body goes while it comes. */
export type BodySink = Pick<BodyWriter, 'write' | 'pendingBytes' | 'settled'>

interface ReceiveParts {
  readonly message: IncomingMessage
  readonly headers: readonly HeaderLine[]
  readonly method: string
  readonly writer: BodySink
  /** Fires on the deadline and on Cancel. */
  readonly signal: AbortSignal
  readonly mostBodyBytes: number
}

const prefixBytes = 65_536
const backlogBytes = 4_000_000
// A megabyte of text can shrink to a hundredth honestly; what grows further than that is a bomb.
const ratioLimit = 100
const ratioFromBytes = 1_000_000

const hasNoBody = (method: string, status: number): boolean => method === 'HEAD' || status === 204 || status === 304

/** True when the server tells where the body ends (RFC 9112 §6.3); else it ends when the connection does. */
const hasKnownEnd = (headers: readonly HeaderLine[]): boolean =>
  headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))

/**
 * Takes in one body: counts what comes, decodes it, hands it to the writer, and says whether it is whole. Never
 * rejects for what the server does; what came is kept.
 */
export async function receiveBody({
  message,
  headers,
  method,
  writer,
  signal,
  mostBodyBytes,
}: ReceiveParts): Promise<ReceivedBody> {
  const prefix: Buffer[] = []
  let prefixHas = 0
  let wireBytes = 0
  let bodyBytes = 0
  let queuedBytes = 0
  let isOverLimit = false
  let decoding: Promise<void> = Promise.resolve()

  function take(chunk: Buffer): void {
    if (isOverLimit) return
    const room = mostBodyBytes - bodyBytes
    const taken = chunk.length > room ? chunk.subarray(0, room) : chunk
    bodyBytes += taken.length
    if (prefixHas < prefixBytes) {
      prefix.push(taken.subarray(0, prefixBytes - prefixHas))
      prefixHas += taken.length
    }
    writer.write(taken)
    const isBomb = decoder !== null && bodyBytes > ratioFromBytes && bodyBytes > wireBytes * ratioLimit
    if (chunk.length <= room && !isBomb) return
    isOverLimit = true
    decoder?.stop()
    message.destroy()
  }

  const encodings = headers.filter(([name]) => isNamed(name, 'content-encoding')).map(([, value]) => value)
  const decoder = hasNoBody(method, message.statusCode ?? 0) ? null : createBodyDecoder(encodings.join(','), take)

  function relieve(): void {
    if (queuedBytes + writer.pendingBytes() < backlogBytes || message.isPaused()) return
    message.pause()
    void decoding.then(writer.settled).then(() => message.resume())
  }

  const isComplete = await new Promise<boolean>((resolve) => {
    message.on('data', (chunk: Buffer) => {
      wireBytes += chunk.length
      if (decoder === null) {
        take(chunk)
      } else {
        queuedBytes += chunk.length
        decoding = decoding.then(() => decoder.write(chunk)).then(() => void (queuedBytes -= chunk.length))
      }
      relieve()
    })
    message.once('end', () => resolve(message.complete))
    // A connection that breaks gives 'error' and then 'close'; both only mean that no more will come.
    message.on('error', () => resolve(false))
    message.once('close', () => resolve(message.complete))
  })

  await decoding
  const end = decoder === null ? null : await decoder.finish()
  return { wireBytes, bodyBytes, completeness: judge(), prefix: Buffer.concat(prefix) }

  function judge(): Completeness {
    if (isOverLimit) return 'over-limit'
    if (signal.aborted) return 'timed-out'
    if (!isComplete) return 'cut-short'
    if (end === 'damaged') return 'damaged-encoding'
    if (hasKnownEnd(headers) || hasNoBody(method, message.statusCode ?? 0)) {
      return end === 'unfinished' ? 'damaged-encoding' : 'whole'
    }
    // Without a length only the encoding knows where the body ends.
    if (end === 'unfinished') return 'cut-short'
    return end === 'whole' && wireBytes > 0 ? 'whole' : 'end-unknown'
  }
}
