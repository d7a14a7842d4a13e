import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export interface WindowFile {
  readonly mediaType: string
  readonly bytes: () => Promise<Uint8Array>
}

/**
 * The window's files by the exact path of their address. An address is looked up, never joined to a folder,
 * so no spelling of `..` can reach a file that is not in the table.
 */
export async function listWindowFiles(folder: string): Promise<ReadonlyMap<string, WindowFile>> {
  const table = new Map<string, WindowFile>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const mediaType = mediaTypes[path.extname(entry.name)]
    if (!entry.isFile() || mediaType === undefined) continue
    const file = path.join(entry.parentPath, entry.name)
    const address = `/${path.relative(folder, file).split(path.sep).join('/')}`
    table.set(address, { mediaType, bytes: () => readFile(file) })
  }
  return table
}
