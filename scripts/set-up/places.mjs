// @ts-check
import { homedir } from 'node:os'
import path from 'node:path'

/** The checkout these scripts belong to. */
export const projectFolder = path.resolve(import.meta.dirname, '../..')

/** Where this user's programs keep what they can make again. */
export const userCacheFolder = findUserCacheFolder()

/** Ours: shared by every checkout, safe to delete at any time. */
export const cacheFolder = path.join(userCacheFolder, 'claimcheck')

/** A file of an installed package. @param {string} file inside node_modules */
export const tool = (file) => path.join(projectFolder, 'node_modules', file)

function findUserCacheFolder() {
  const chosen = process.env['XDG_CACHE_HOME']
  if (chosen !== undefined && path.isAbsolute(chosen)) return chosen
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local')
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches')
  return path.join(homedir(), '.cache')
}
