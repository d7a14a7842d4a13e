import { randomUUID } from 'node:crypto'
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ExchangeId } from '../contract/ids.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { writeFailure } from '../domain/storage/write-failure.ts'
import { createBodyWriter, type BodyWriter, type KeptBody } from './body-store-writer.ts'

export interface BodyStoreParts {
  /** A folder of our own: whatever is in it is left over from an earlier run, and is removed. */
  readonly folder: string
  readonly memoryLimitBytes?: number
  readonly mostExchanges?: number
  readonly mostBytes?: number
}

/**
 * Keeps the bodies of the newest exchanges: small ones in memory, others in files that only this user can read. The
 * oldest go first when there are too many (100) or too much of them (500 MB); reading one of those throws
 * `exchange.body_gone`.
 */
export function createBodyStore({
  folder,
  memoryLimitBytes = 1_000_000,
  mostExchanges = 100,
  mostBytes = 500_000_000,
}: BodyStoreParts) {
  /** Oldest first: a Map keeps the order in which its keys came. */
  const kept = new Map<ExchangeId, KeptBody>()
  // Started now so that a first large body need not wait; a failure waits for whoever needs the folder.
  const emptied = emptyFolder(folder).then(
    () => null,
    (cause: unknown) => writeFailure(path.basename(folder), cause),
  )

  async function nextFile(): Promise<string> {
    const failure = await emptied
    if (failure !== null) throw failure
    return path.join(folder, `${randomUUID()}.body`)
  }

  function find(exchangeId: ExchangeId): KeptBody {
    const body = kept.get(exchangeId)
    if (body === undefined) throw new ClaimcheckError('exchange.body_gone', {})
    return body
  }

  async function forget(exchangeId: ExchangeId): Promise<void> {
    const body = kept.get(exchangeId)
    kept.delete(exchangeId)
    await body?.remove()
  }

  async function dropOldest(): Promise<void> {
    let bytes = [...kept.values()].reduce((sum, body) => sum + body.totalBytes, 0)
    for (const [exchangeId, body] of [...kept]) {
      if (kept.size <= 1 || (kept.size <= mostExchanges && bytes <= mostBytes)) return
      bytes -= body.totalBytes
      await forget(exchangeId)
    }
  }

  return {
    /** A place for one body; it can be read once it is finished, and then replaces an earlier one of that exchange. */
    begin(exchangeId: ExchangeId): BodyWriter {
      return createBodyWriter({
        memoryLimitBytes,
        nextFile,
        async keep(body) {
          await forget(exchangeId)
          kept.set(exchangeId, body)
          await dropOldest()
        },
      })
    },

    /** Up to `length` bytes from `offset`; fewer at the end of the body, none beyond it. */
    async read(
      exchangeId: ExchangeId,
      offset: number,
      length: number,
    ): Promise<{ bytes: Uint8Array; totalBytes: number }> {
      const body = find(exchangeId)
      return { bytes: await body.read(offset, length), totalBytes: body.totalBytes }
    },

    /** Writes the whole body to a place that a person chose. Throws `storage.write_failed`. */
    async copyTo(exchangeId: ExchangeId, file: string): Promise<void> {
      const { place } = find(exchangeId)
      try {
        if (typeof place === 'string') await copyFile(place, file)
        else await writeFile(file, place)
      } catch (cause) {
        throw writeFailure(path.basename(file), cause)
      }
    },

    /** Forgets every body and removes the folder's files. */
    close: async (): Promise<void> => {
      await emptied
      kept.clear()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type BodyStore = ReturnType<typeof createBodyStore>

async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // It may be there already, open to others.
  await chmod(folder, 0o700)
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true, force: true })
}
