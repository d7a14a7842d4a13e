// @ts-check
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * A hash over names and bytes of files and whole folders: equal exactly when nothing was changed, added or removed.
 * @param {string} base what the names are relative to
 * @param {readonly string[]} entries files or folders; what does not exist is left out
 */
export async function hashOf(base, entries) {
  const hash = createHash('sha256')
  for (const entry of entries) {
    for (const file of await filesIn(path.join(base, entry))) {
      hash
        .update(`${path.relative(base, file)}\0`)
        .update(await readFile(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

/** @param {string} entry @returns {Promise<string[]>} sorted, so that the hash does not depend on the file system */
async function filesIn(entry) {
  const found = await stat(entry).catch(noneIfMissing)
  if (found === null) return []
  if (found.isFile()) return [entry]
  const inside = await readdir(entry, { withFileTypes: true, recursive: true })
  return inside
    .filter((each) => each.isFile())
    .map((each) => path.join(each.parentPath, each.name))
    .toSorted()
}

/** @param {string} file */
export const readStamp = (file) => readFile(file, 'utf8').catch(noneIfMissing)

/** @param {string} file @param {string} stamp */
export async function writeStamp(file, stamp) {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, stamp)
}

/** @param {unknown} thrown @returns {null} */
export function noneIfMissing(thrown) {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
  throw thrown
}
