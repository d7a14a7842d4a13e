import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { type Migration, parsePlainContent, versionedContent } from '../domain/storage/plain-content.ts'
import type { OpenPlainStore, PlainStore } from '../domain/storage/plain-store.ts'
import { systemErrorCode, writeFailure } from '../domain/storage/write-failure.ts'
import { replaceSmallFile, syncFolder } from './small-file.ts'

/** What is wrong with a plain file, for the log and the person. `keptAs`: where its bytes are once something is saved. */
export interface PlainFileTrouble {
  readonly what: 'damaged' | 'newer' | 'unreadable' | 'invalid-content'
  readonly keptAs: string
}

export interface PlainFile {
  /** null content: there is none, or none that can be read. Reading changes nothing on the disk, and never throws. */
  readonly read: () => { readonly content: unknown; readonly trouble: PlainFileTrouble | null }
  /** Says that the content means nothing to its reader: the next write keeps the original aside first. */
  readonly reject: () => PlainFileTrouble
  /** Saved and read back when this returns. Throws `storage.write_failed`; then the old file is there as it was. */
  readonly write: (content: unknown) => void
}

export interface PlainFileParts {
  readonly folder: string
  /** Without `.json`. */
  readonly name: string
  readonly migrations: readonly Migration[]
  readonly openStore: OpenPlainStore
}

type Found = { readonly bytes: Buffer } | 'missing' | 'unreadable'

function find(file: string): Found {
  try {
    return { bytes: readFileSync(file) }
  } catch (error) {
    return systemErrorCode(error) === 'ENOENT' ? 'missing' : 'unreadable'
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12)

const serialize = (content: Record<string, unknown>) => `${JSON.stringify(content, null, 2)}\n`

/**
 * A JSON file that electron-store writes and that is not believed until it was read back: electron-store takes a write
 * that came up short for a good one, and would then start from nothing. The predecessor stays beside it as `.bak`.
 */
export function createPlainFile({ folder, name, migrations, openStore }: PlainFileParts): PlainFile {
  const file = path.join(folder, `${name}.json`)
  const backup = `${file}.bak`
  let store: PlainStore | null = null
  let isRejected = false

  const parse = (bytes: Buffer) => parsePlainContent(bytes.toString('utf8'), migrations)
  const keptName = (bytes: Buffer | null) =>
    bytes === null ? `${file}.kept-unreadable` : `${file}.kept-${digestOf(bytes)}`
  const versionName = (bytes: Buffer, version: number) => `${file}.version-${version}-${digestOf(bytes)}`

  function predecessor(): unknown {
    const found = find(backup)
    if (typeof found === 'string') return null
    const parsed = parse(found.bytes)
    return parsed.kind === 'damaged' ? null : parsed.content
  }

  /** Makes room for the new file: the old one becomes the predecessor, or is kept aside when it can't serve as one. */
  function makeWay(old: Found): void {
    if (old === 'missing') return
    // A file that can't be read can still be renamed; electron-store must not meet one that it can't parse.
    if (old === 'unreadable') return renameSync(file, keptName(null))
    const parsed = parse(old.bytes)
    const { kind } = parsed
    // An earlier program reads only this one: `.bak` is written over by the save after the next.
    if (parsed.kind === 'older') replaceSmallFile(versionName(old.bytes, parsed.version), old.bytes)
    const canServe = kind === 'current' || kind === 'older'
    if (!canServe || isRejected) replaceSmallFile(keptName(old.bytes), old.bytes)
    isRejected = false
    // A copy, not a link: inside a Snap electron-store writes in place, through every name of the file.
    if (kind === 'damaged') rmSync(file)
    else replaceSmallFile(backup, old.bytes)
  }

  function openOnce(): PlainStore {
    for (const each of readdirSync(folder)) {
      if (each.startsWith(`${name}.json.tmp-`)) rmSync(path.join(folder, each), { force: true })
    }
    return openStore({
      cwd: folder,
      name,
      configFileMode: 0o600,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
      serialize,
    })
  }

  /** Restores what `makeWay` put somewhere else. By renaming: that needs no room, which may be what was missing. */
  function putBack(old: Found): void {
    const now = find(file)
    if (typeof old === 'string') {
      if (old === 'missing') return rmSync(file, { force: true })
      return now === 'unreadable' ? undefined : renameSync(keptName(null), file)
    }
    if (typeof now !== 'string' && now.bytes.equals(old.bytes)) return
    renameSync(parse(old.bytes).kind === 'damaged' ? keptName(old.bytes) : backup, file)
  }

  /** True when electron-store took the content and the disk gives every byte of it back. */
  function isSaved(content: Record<string, unknown>): boolean {
    store ??= openOnce()
    store.store = content
    const written = find(file)
    return typeof written !== 'string' && written.bytes.equals(Buffer.from(serialize(content), 'utf8'))
  }

  return {
    read() {
      const found = find(file)
      if (found === 'missing') return { content: predecessor(), trouble: null }
      if (found === 'unreadable') {
        return { content: predecessor(), trouble: { what: 'unreadable', keptAs: keptName(null) } }
      }
      const parsed = parse(found.bytes)
      const keptAs = keptName(found.bytes)
      switch (parsed.kind) {
        case 'current':
        case 'older':
          return { content: parsed.content, trouble: null }
        case 'newer':
          return { content: parsed.content, trouble: { what: 'newer', keptAs } }
        case 'damaged':
          return { content: predecessor(), trouble: { what: 'damaged', keptAs } }
      }
    },

    reject() {
      isRejected = true
      const found = find(file)
      return { what: 'invalid-content', keptAs: keptName(typeof found === 'string' ? null : found.bytes) }
    },

    write(content) {
      const fileName = path.basename(file)
      const old = find(file)
      let failure = new ClaimcheckError('storage.write_failed', { file: fileName, reason: 'disk-full' })
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        makeWay(old)
        if (isSaved(versionedContent(content, migrations))) return syncFolder(folder)
      } catch (cause) {
        failure = writeFailure(fileName, cause)
      }
      putBack(old)
      throw failure
    },
  }
}
