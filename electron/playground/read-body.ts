import type { IncomingMessage } from 'node:http'

/** The whole body as text (UTF-8), or null where it is over the limit. What is over the limit is never kept. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const part: unknown = chunk
    if (!Buffer.isBuffer(part)) throw new TypeError('a request body came as text')
    bytes += part.length
    if (bytes > limitBytes) return null
    chunks.push(part)
  }
  return Buffer.concat(chunks).toString('utf8')
}
