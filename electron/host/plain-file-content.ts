import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import {
  type Migration,
  type PlainContent,
  parsePlainContent,
  versionedContent,
} from '../domain/storage/plain-content.ts'
import type { OpenPlainStore, PlainStore } from '../domain/storage/plain-store.ts'
import { systemErrorCode } from '../domain/storage/write-failure.ts'
import { replaceSmallFile } from './small-file.ts'

/** What is wrong with a plain file, for the log and the person. `keptAs`: where its bytes are once something is saved. */
export interface PlainFileTrouble {
  readonly what: 'damaged' | 'newer' | 'unreadable' | 'invalid-content'
  readonly keptAs: string
}

export interface PlainFileParts {
  readonly folder: string
  /** Without `.json`. */
  readonly name: string
  readonly migrations: readonly Migration[]
  readonly openStore: OpenPlainStore
}

/** What is in the file's place. */
export type Found = { readonly bytes: Buffer } | 'missing' | 'unreadable'

/** What an attempt to read a file says of it; system errors other than "there is none" mean that it can't be read. */
export const foundNothing = (error: unknown): Found => (systemErrorCode(error) === 'ENOENT' ? 'missing' : 'unreadable')

export function find(file: string): Found {
  try {
    return { bytes: readFileSync(file) }
  } catch (error) {
    return foundNothing(error)
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12)

export const serialize = (content: Record<string, unknown>) => `${JSON.stringify(content, null, 2)}\n`

/** What a plain file holds, what is wrong with it, and how its original is kept before it is written over. */
export function createPlainFileContent({ folder, name, migrations, openStore }: PlainFileParts) {
  const file = path.join(folder, `${name}.json`)
  const backup = `${file}.bak`
  let isRejected = false

  const parse = (bytes: Buffer): PlainContent => parsePlainContent(bytes.toString('utf8'), migrations)
  const keptName = (bytes: Buffer | null) =>
    bytes === null ? `${file}.kept-unreadable` : `${file}.kept-${digestOf(bytes)}`
  const versionName = (bytes: Buffer, version: number) => `${file}.version-${version}-${digestOf(bytes)}`

  function predecessor(): unknown {
    const found = find(backup)
    if (typeof found === 'string') return null
    const parsed = parse(found.bytes)
    return parsed.kind === 'damaged' ? null : parsed.content
  }

  return {
    file,
    backup,
    isDamaged: (bytes: Buffer): boolean => parse(bytes).kind === 'damaged',
    versioned: (content: unknown) => versionedContent(content, migrations),

    /** null content: there is none, or none that can be read. Reading changes nothing on the disk, and never throws. */
    read: (found: Found = find(file)): { content: unknown; trouble: PlainFileTrouble | null } => {
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

    /** Says that the content means nothing to its reader: the next write keeps the original aside first. */
    reject: (): PlainFileTrouble => {
      isRejected = true
      const found = find(file)
      return { what: 'invalid-content', keptAs: keptName(typeof found === 'string' ? null : found.bytes) }
    },

    /** Keeps an original that must outlive the next save. One that nothing can be made of leaves its place too. */
    setAside: (old: Found): void => {
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
      if (kind === 'damaged') rmSync(file)
    },

    /** Restores what a save that failed put somewhere else. By renaming: that needs no room, which may be what was missing. */
    putBack: (old: Found): void => {
      const now = find(file)
      if (typeof old === 'string') {
        if (old === 'missing') return rmSync(file, { force: true })
        return now === 'unreadable' ? undefined : renameSync(keptName(null), file)
      }
      if (typeof now !== 'string' && now.bytes.equals(old.bytes)) return
      renameSync(parse(old.bytes).kind === 'damaged' ? keptName(old.bytes) : backup, file)
    },

    /** Opens electron-store on the file, and sweeps what an interrupted save of its own writer left. */
    open: (more: Pick<Parameters<OpenPlainStore>[0], 'deserialize' | 'takeText'> = {}): PlainStore => {
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
        ...more,
      })
    },
  }
}
