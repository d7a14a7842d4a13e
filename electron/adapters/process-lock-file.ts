import { createHash } from 'node:crypto'
import * as z from 'zod'
import { parseJsonOrNull } from '../domain/json/parse-json.ts'
import { systemErrorCode } from '../domain/storage/write-failure.ts'
import { type FileCalls, writeAll } from './file-calls.ts'
import { readIfThere } from './replace-file.ts'

const lockContent = z.strictObject({
  processId: z.number().int().positive(),
  processStartedAt: z.string().nullable(),
  bootId: z.string().nullable(),
  host: z.string(),
  /** Names this taking of the lock, and no other. */
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  /** For whoever looks into the file; nothing is decided by it, since clocks step. */
  takenAt: z.iso.datetime(),
})
export type LockContent = z.infer<typeof lockContent>

/** A lock file as it was found. `identity`: tells this file from every other that was in the place or will be. */
export type FoundLock =
  | { readonly kind: 'whole'; readonly identity: string; readonly content: LockContent }
  /** Empty or half written: by whoever is writing it now, or by a power cut. */
  | { readonly kind: 'unsound'; readonly identity: string }

const parseContent = (bytes: Uint8Array): LockContent | null =>
  lockContent.safeParse(parseJsonOrNull(Buffer.from(bytes).toString('utf8'))).data ?? null

export const formatLock = (content: LockContent): Uint8Array => Buffer.from(`${JSON.stringify(content)}\n`)

/** What we write has some 300 bytes; a name of a machine may be long. */
const largestBytes = 4096

/** null: nobody holds it. Throws system errors. */
export async function readLock(calls: FileCalls, file: string): Promise<FoundLock | null> {
  // Looked at before it is read: a pipe would be waited for, and some files have no end.
  const facts = await calls.look(file, false)
  if (facts === null) return null
  if (facts.kind === 'file' && facts.sizeBytes <= largestBytes) {
    const bytes = await readIfThere(calls, file)
    if (bytes === null) return null
    const content = parseContent(bytes)
    if (content !== null) return { kind: 'whole', identity: content.nonce, content }
  }
  return { kind: 'unsound', identity: createHash('sha256').update(facts.mark).digest('hex').slice(0, 32) }
}

async function writeWhole(calls: FileCalls, file: string, bytes: Uint8Array): Promise<void> {
  const handle = await calls.create(file, 0o600)
  try {
    // Not flushed: after a power cut nobody holds it anyway.
    await writeAll(handle, bytes)
  } catch (error) {
    await calls.remove(file).catch(() => undefined)
    throw error
  } finally {
    await handle.close()
  }
}

const isTaken = (error: unknown): boolean => systemErrorCode(error) === 'EEXIST'

/**
 * Makes a lock file, with all of its content at once: written under another name, and linked. Where links fail it is
 * written in its place, and may be seen half written. False: somebody else has it. Throws system errors.
 */
export async function makeLock(
  calls: FileCalls,
  file: string,
  temporary: string,
  content: LockContent,
): Promise<boolean> {
  const bytes = formatLock(content)
  /** A network file system may do what it was asked, and say that it was done before. */
  async function isMine(): Promise<boolean> {
    return (await readLock(calls, file))?.identity === content.nonce
  }
  await writeWhole(calls, temporary, bytes)
  try {
    await calls.link(temporary, file)
    return true
  } catch (linkError) {
    if (isTaken(linkError)) return await isMine()
    try {
      await writeWhole(calls, file, bytes)
      return true
    } catch (error) {
      if (isTaken(error)) return await isMine()
      throw error
    }
  } finally {
    // What stays is swept: the lock is made, or is not, whatever becomes of this name.
    await calls.remove(temporary).catch(() => undefined)
  }
}
