import type { FileCalls } from './file-calls.ts'

const groupAndOthers = 0o077
const writableByOthers = 0o022
const sticky = 0o1000

async function takeFrom(calls: FileCalls, path: string, kind: 'file' | 'folder', bits: number): Promise<void> {
  const facts = await calls.look(path, false)
  if (facts === null || facts.kind !== kind || !facts.isOurs || (facts.mode & bits) === 0) return
  // A sticky folder is shared on purpose (/tmp), and keeps people from each other's files by itself.
  if (kind === 'folder' && (facts.mode & sticky) !== 0) return
  await calls.setMode(path, facts.mode & ~bits)
}

/**
 * Closes files to everybody but their owner, whoever opened them (an old version, a copy by hand), and takes from others
 * the right to put files of theirs into the folder. That they may list it is left: a person may have chosen the folder
 * themselves. Only what is ours; housekeeping, which never stands in the way of reading or writing.
 */
export async function keepToOwner(calls: FileCalls, folder: string, files: readonly string[]): Promise<void> {
  // Windows has no such bits; there the folder's own list says who may.
  if (process.platform === 'win32') return
  await Promise.allSettled([
    takeFrom(calls, folder, 'folder', writableByOthers),
    ...files.map((file) => takeFrom(calls, file, 'file', groupAndOthers)),
  ])
}
