import { isRecord } from '../json/is-record.ts'

/** Turns the content of one version into that of the next. */
export type Migration = (content: unknown) => unknown

/** The content of a plain file and what may become of it: `migrations[n]` leads from version n to n + 1. */
export type PlainContent =
  | { readonly kind: 'current'; readonly content: unknown }
  /** Written by an earlier version of the program, and brought up to this one: the original is worth keeping. */
  | { readonly kind: 'older'; readonly version: number; readonly content: unknown }
  /** Written by a newer program; what this one understands of it may be used, the original must be kept. */
  | { readonly kind: 'newer'; readonly content: unknown }
  | { readonly kind: 'damaged' }

/**
 * Reads a plain JSON file. An object without a version is version 0: content that a person or a script wrote.
 * Checked by hand: the window's place is read before the window opens, and a schema library would be waited for.
 */
export function parsePlainContent(text: string, migrations: readonly Migration[]): PlainContent {
  const json = readJson(text)
  if (!isRecord(json)) return { kind: 'damaged' }
  const isVersioned = 'schemaVersion' in json
  const version = isVersioned ? json['schemaVersion'] : 0
  if (!isWholeNumber(version) || version < (isVersioned ? 1 : 0)) return { kind: 'damaged' }
  const content = isVersioned ? json['content'] : json
  if (version > migrations.length) return { kind: 'newer', content }
  const migrated = migrations.slice(version).reduce((old, migrate) => migrate(old), content)
  // What a person or a script wrote is no version of ours.
  if (version === 0 || version === migrations.length) return { kind: 'current', content: migrated }
  return { kind: 'older', version, content: migrated }
}

const isWholeNumber = (value: unknown): value is number => Number.isInteger(value)

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no object: the caller calls it damaged
  }
}

/** What `parsePlainContent` reads, in the version that the migrations lead to. */
export const versionedContent = (content: unknown, migrations: readonly Migration[]) => ({
  schemaVersion: migrations.length,
  content,
})
