import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { createDurableFile } from '../adapters/durable-file.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { PlainStore } from '../domain/storage/plain-store.ts'
import { writeFailure } from '../domain/storage/write-failure.ts'
import {
  createPlainFileContent,
  type Found,
  foundNothing,
  type PlainFileParts,
  type PlainFileTrouble,
} from './plain-file-content.ts'

export interface LongPlainFile {
  /** As `PlainFile` reads. `later` does the same without holding anybody up. */
  readonly read: () => { readonly content: unknown; readonly trouble: PlainFileTrouble | null }
  readonly readLater: () => Promise<{ readonly content: unknown; readonly trouble: PlainFileTrouble | null }>
  readonly reject: () => PlainFileTrouble
  /**
   * On the disk, flushed, when this resolves; one at a time. Throws `storage.write_failed`; then the old file is there
   * as it was.
   */
  readonly write: (content: unknown) => Promise<void>
}

/**
 * A JSON file of any length: electron-store makes its text, and our own durable writer puts it on the disk.
 * electron-store itself would write and flush while everything else waits, and takes a write that came up short for a
 * good one.
 */
export function createLongPlainFile(parts: PlainFileParts): LongPlainFile {
  const { folder } = parts
  const content = createPlainFileContent(parts)
  const { file } = content
  /** What we wrote last: as long as the file still has it, nobody has to make sense of it before it is replaced. */
  let ours: Buffer | null = null
  let store: PlainStore | null = null
  let taken: string | null = null

  const durable = createDurableFile(file, {
    isSound: (bytes) => ours?.equals(bytes) === true || !content.isDamaged(Buffer.from(bytes)),
  })

  const findLater = (): Promise<Found> => readFile(file).then((bytes) => ({ bytes }), foundNothing)

  function textOf(value: unknown): string {
    // Nothing is ever read through electron-store, so what it reads before it writes need not be parsed.
    store ??= content.open({ deserialize: () => ({}), takeText: (text) => void (taken = text) })
    taken = null
    store.store = content.versioned(value)
    if (taken === null) throw new Error('electron-store wrote by itself')
    return taken
  }

  return {
    read: () => content.read(),
    readLater: async () => content.read(await findLater()),
    reject: content.reject,
    async write(value) {
      const old = await findLater()
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        if (typeof old === 'string' || ours?.equals(old.bytes) !== true) content.setAside(old)
        const bytes = Buffer.from(textOf(value), 'utf8')
        await durable.write(bytes)
        ours = bytes
      } catch (cause) {
        content.putBack(old)
        throw cause instanceof ClaimcheckError ? cause : writeFailure(path.basename(file), cause)
      }
    },
  }
}
