// @ts-check
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * The part of yauzl that is used here; the library itself comes with the registry runtime's own lock file.
 * @typedef {{ fileName: string, externalFileAttributes: number }} Entry
 * @typedef {object} ZipFile
 * @property {() => AsyncIterable<Entry>} eachEntry closes the file when it ends
 * @property {(entry: Entry) => Promise<import('node:stream').Readable>} openReadStreamPromise
 * @typedef {{ openPromise: (file: string) => Promise<ZipFile> }} Yauzl
 */

/**
 * Writes the chosen files of a zip with the permissions they were packed with. A name that would leave the folder, a
 * wrong checksum or a wrong length is refused by yauzl.
 * @param {Yauzl} yauzl
 * @param {string} zip
 * @param {string} folder
 * @param {(name: string) => string | null} placeOf where an entry goes inside the folder, or null for nowhere
 */
export async function extractZip(yauzl, zip, folder, placeOf) {
  const zipFile = await yauzl.openPromise(zip)
  for await (const entry of zipFile.eachEntry()) {
    const place = entry.fileName.endsWith('/') ? null : placeOf(entry.fileName)
    if (place === null) continue
    const file = path.join(folder, place)
    await mkdir(path.dirname(file), { recursive: true })
    // The upper half of the attributes is the Unix mode.
    const mode = (entry.externalFileAttributes >>> 16) & 0o777
    await pipeline(await zipFile.openReadStreamPromise(entry), createWriteStream(file, mode === 0 ? {} : { mode }))
  }
}
