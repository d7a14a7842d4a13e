import { createHash } from 'node:crypto'
import { createBreathe } from './breathe.ts'

// The frame is fixed for every version to come, so that any version can tell damage from news:
// {"sha256":"<64 hex digits>","vault":<the vault>}\n, where the digest is of the vault's bytes.
const start = Buffer.from('{"sha256":"', 'latin1')
const middle = Buffer.from('","vault":', 'latin1')
const end = Buffer.from('}\n', 'latin1')
const digestLength = 64
const bodyAt = start.length + digestLength + middle.length

interface Framed {
  readonly digest: string
  readonly body: Buffer
}

function split(bytes: Uint8Array): Framed | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < bodyAt + end.length) return null
  const digest = file.toString('latin1', start.length, start.length + digestLength)
  const isFramed =
    file.subarray(0, start.length).equals(start) &&
    file.subarray(start.length + digestLength, bodyAt).equals(middle) &&
    file.subarray(-end.length).equals(end)
  return isFramed && /^[0-9a-f]{64}$/.test(digest) ? { digest, body: file.subarray(bodyAt, -end.length) } : null
}

const bytesAtOnce = 512 * 1024

/** SHA-256 in hex, in slices. */
export async function digestBytes(bytes: Uint8Array): Promise<string> {
  const breathe = createBreathe()
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += bytesAtOnce) {
    hash.update(bytes.subarray(at, at + bytesAtOnce))
    await breathe(bytesAtOnce)
  }
  return hash.digest('hex')
}

/** The vault within its frame; null: the bytes are not as they were written. */
export async function openFrame(bytes: Uint8Array): Promise<Buffer | null> {
  const framed = split(bytes)
  return framed !== null && (await digestBytes(framed.body)) === framed.digest ? framed.body : null
}

export const frameVault = (body: readonly Uint8Array[], digest: string): Uint8Array =>
  Buffer.concat([start, Buffer.from(digest, 'latin1'), middle, ...body, end])
