import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Every file below the folder, by its path inside of it. */
export function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name)
      return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file)]
    }),
  )
}

/** sha256 of each file whose path matches. */
export const fingerprints = (folder: string, matches: RegExp): Record<string, string> =>
  Object.fromEntries(
    [...filesBelow(folder)]
      .filter(([name]) => matches.test(name))
      .map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]),
  )
