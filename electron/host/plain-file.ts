import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { PlainStore } from '../domain/storage/plain-store.ts'
import { writeFailure } from '../domain/storage/write-failure.ts'
import {
  createPlainFileContent,
  find,
  type Found,
  type PlainFileParts,
  type PlainFileTrouble,
  serialize,
} from './plain-file-content.ts'
import { replaceSmallFile, syncFolder } from './small-file.ts'

export interface PlainFile {
  /** null content: there is none, or none that can be read. Reading changes nothing on the disk, and never throws. */
  readonly read: () => { readonly content: unknown; readonly trouble: PlainFileTrouble | null }
  /** Says that the content means nothing to its reader: the next write keeps the original aside first. */
  readonly reject: () => PlainFileTrouble
  /** Saved and read back when this returns. Throws `storage.write_failed`; then the old file is there as it was. */
  readonly write: (content: unknown) => void
}

/**
 * A small JSON file that electron-store writes and that is not believed until it was read back: electron-store takes a
 * write that came up short for a good one, and would then start from nothing. The predecessor stays beside it as `.bak`.
 */
export function createPlainFile(parts: PlainFileParts): PlainFile {
  const { folder } = parts
  const { file, backup, isDamaged, versioned, read, reject, setAside, putBack, open } = createPlainFileContent(parts)
  let store: PlainStore | null = null

  /** Makes room for the new file: the old one becomes the predecessor, or is kept aside when it can't serve as one. */
  function makeWay(old: Found): void {
    setAside(old)
    // A copy, not a link: inside a Snap electron-store writes in place, through every name of the file.
    if (typeof old !== 'string' && !isDamaged(old.bytes)) replaceSmallFile(backup, old.bytes)
  }

  /** True when electron-store took the content and the disk gives every byte of it back. */
  function isSaved(content: Record<string, unknown>): boolean {
    store ??= open()
    store.store = content
    const written = find(file)
    return typeof written !== 'string' && written.bytes.equals(Buffer.from(serialize(content), 'utf8'))
  }

  return {
    read: () => read(),
    reject,
    write(content) {
      const fileName = path.basename(file)
      const old = find(file)
      let failure = new ClaimcheckError('storage.write_failed', { file: fileName, reason: 'disk-full' })
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        makeWay(old)
        if (isSaved(versioned(content))) return syncFolder(folder)
      } catch (cause) {
        failure = writeFailure(fileName, cause)
      }
      putBack(old)
      throw failure
    },
  }
}
