import { open, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { writeFailure } from '../domain/storage/write-failure.ts'

/** A finished body: its bytes, or the file that holds them. */
export interface KeptBody {
  readonly totalBytes: number
  readonly place: Buffer | string
  readonly read: (offset: number, length: number) => Promise<Uint8Array>
  readonly remove: () => Promise<void>
}

export interface BodyWriter {
  /** Takes a chunk at once; the file behind it is written in the background. The chunk must not change afterwards. */
  readonly write: (chunk: Buffer) => void
  /** Bytes taken and not yet in the file; a sender that sees many of them should pause until `settled`. */
  readonly pendingBytes: () => number
  readonly settled: () => Promise<void>
  /** Keeps what was written. Throws `storage.write_failed`, and then keeps nothing. */
  readonly finish: () => Promise<void>
  /** Keeps nothing. */
  readonly discard: () => Promise<void>
}

interface WriterParts {
  readonly memoryLimitBytes: number
  readonly nextFile: () => Promise<string>
  readonly keep: (body: KeptBody) => Promise<void>
}

async function writeAll(handle: FileHandle, chunk: Buffer): Promise<void> {
  // A write may take fewer bytes than it was given.
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await handle.write(chunk, done)
    if (bytesWritten <= 0) throw new Error(`nothing was written at byte ${done} of ${chunk.length}`)
    done += bytesWritten
  }
}

const inMemory = (bytes: Buffer): KeptBody => ({
  totalBytes: bytes.length,
  place: bytes,
  read: async (offset, length) => Uint8Array.from(bytes.subarray(offset, offset + length)),
  remove: async () => undefined,
})

const inFile = (file: string, totalBytes: number): KeptBody => ({
  totalBytes,
  place: file,
  async read(offset, length) {
    const wanted = Math.max(0, Math.min(length, totalBytes - offset))
    const bytes = new Uint8Array(wanted)
    const handle = await open(file, 'r').catch((cause: unknown) => {
      throw new ClaimcheckError('exchange.body_gone', {}, { cause })
    })
    try {
      let done = 0
      while (done < wanted) {
        const { bytesRead } = await handle.read(bytes, done, wanted - done, offset + done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return bytes.subarray(0, done)
    } finally {
      await handle.close()
    }
  },
  remove: () => rm(file, { force: true }),
})

/** Collects one body: in memory while it is small, then in a file of mode 0600. */
export function createBodyWriter({ memoryLimitBytes, nextFile, keep }: WriterParts): BodyWriter {
  const chunks: Buffer[] = []
  let totalBytes = 0
  let pendingBytes = 0
  let spilling: Promise<{ file: string; handle: FileHandle }> | null = null
  let chain: Promise<void> = Promise.resolve()
  let failure: Error | null = null

  async function openFile(): Promise<{ file: string; handle: FileHandle }> {
    const file = await nextFile()
    try {
      return { file, handle: await open(file, 'wx', 0o600) }
    } catch (cause) {
      throw writeFailure(path.basename(file), cause)
    }
  }

  async function append(after: Promise<void>, chunk: Buffer): Promise<void> {
    await after
    try {
      spilling ??= openFile()
      const { file, handle } = await spilling
      if (failure !== null) return
      await writeAll(handle, chunk).catch((cause: unknown) => Promise.reject(writeFailure(path.basename(file), cause)))
    } catch (thrown) {
      // Told by `finish`, when the answer is there to be lost.
      failure ??= thrown instanceof Error ? thrown : writeFailure('', thrown)
    } finally {
      pendingBytes -= chunk.length
    }
  }

  function enqueue(chunk: Buffer): void {
    pendingBytes += chunk.length
    chain = append(chain, chunk)
  }

  async function close(): Promise<string | null> {
    await chain
    if (spilling === null) return null
    const opened = await spilling.catch(() => null) // Its failure has been noted by the chunk that needed it.
    await opened?.handle.close()
    return opened?.file ?? null
  }

  async function discard(): Promise<void> {
    chunks.length = 0
    const file = await close()
    if (file !== null) await rm(file, { force: true })
  }

  return {
    write(chunk) {
      totalBytes += chunk.length
      if (totalBytes <= memoryLimitBytes) {
        chunks.push(chunk)
        return
      }
      for (const earlier of chunks.splice(0)) enqueue(earlier)
      enqueue(chunk)
    },
    pendingBytes: () => pendingBytes,
    settled: () => chain,
    async finish() {
      const file = await close()
      if (failure !== null) {
        if (file !== null) await rm(file, { force: true })
        throw failure
      }
      // Joined even when it is one chunk: a chunk of the network's is a window on a buffer many times its size.
      await keep(file === null ? inMemory(Buffer.concat(chunks)) : inFile(file, totalBytes))
    },
    discard,
  }
}
