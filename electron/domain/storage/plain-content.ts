import * as z from 'zod'

/** Turns the content of one version into that of the next. */
export type Migration = (content: unknown) => unknown

/** The content of a plain file and what may become of it: `migrations[n]` leads from version n to n + 1. */
export type PlainContent =
  | { readonly kind: 'current'; readonly content: unknown }
  /** Written by a newer program; what this one understands of it may be used, the original must be kept. */
  | { readonly kind: 'newer'; readonly content: unknown }
  | { readonly kind: 'damaged' }

const envelope = z.looseObject({ schemaVersion: z.number().int().min(1), content: z.unknown() })
const anyObject = z.record(z.string(), z.unknown())

/** Reads a plain JSON file. An object without a version is version 0: content that a person or a script wrote. */
export function parsePlainContent(text: string, migrations: readonly Migration[]): PlainContent {
  const json = anyObject.safeParse(readJson(text))
  if (!json.success) return { kind: 'damaged' }
  const versioned = envelope.safeParse(json.data)
  const isVersioned = 'schemaVersion' in json.data
  if (isVersioned && !versioned.success) return { kind: 'damaged' }
  const version = versioned.success ? versioned.data.schemaVersion : 0
  const content = versioned.success ? versioned.data.content : json.data
  if (version > migrations.length) return { kind: 'newer', content }
  return { kind: 'current', content: migrations.slice(version).reduce((old, migrate) => migrate(old), content) }
}

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
