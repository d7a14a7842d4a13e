// @ts-check
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { ensureOfficialRuntime } from './official-runtime.mjs'
import { tool } from './places.mjs'
import { SetUpProblem, say } from './progress.mjs'
import { ensureRegistryRuntime, registryRuntimeExists } from './registry-runtime.mjs'

/**
 * An Electron that can be run. `folder` is what ELECTRON_OVERRIDE_DIST_PATH wants.
 * @typedef {{ source: 'override' | 'official' | 'registry', folder: string, executable: string, version: string }} Runtime
 */

/**
 * Finds an Electron, best first: the one the person names, the official one, the one in the package registry.
 * Says which one and why.
 * @returns {Promise<Runtime>}
 */
export async function findRuntime() {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (named !== undefined && named !== '') return announced(await overrideRuntime(named), 'ELECTRON_OVERRIDE_DIST_PATH')

  const official = await ensureOfficialRuntime()
  if (official.found) return announced(official.runtime, 'the official binary')
  if (registryRuntimeExists) {
    return announced(await ensureRegistryRuntime(), `for development only, because ${official.why}`)
  }
  throw new SetUpProblem(
    `Electron could not be had: ${official.why}.\n` +
      'Unpack an Electron release for this machine into a folder and name it:\n' +
      '  ELECTRON_OVERRIDE_DIST_PATH=/path/to/electron npm start\n' +
      'or name a mirror of its release host in ELECTRON_MIRROR and run the same command again.',
  )
}

/** @param {Runtime} runtime @param {string} reason */
function announced(runtime, reason) {
  say(`Electron ${runtime.version} (${reason})`)
  return runtime
}

/** @param {string} folder @returns {Promise<Runtime>} */
async function overrideRuntime(folder) {
  const executable = path.resolve(folder, await executableName())
  if (!existsSync(executable))
    throw new SetUpProblem(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but ${executable} is not there.`)
  const versionFile = path.join(folder, 'version')
  const version = existsSync(versionFile)
    ? (await readFile(versionFile, 'utf8')).trim().replace(/^v/, '')
    : 'of unknown version'
  return { source: 'override', folder: path.resolve(folder), executable, version }
}

/** What electron's index.js appends to the folder: its installer's path.txt, or plainly `electron`. */
async function executableName() {
  const pathFile = tool('electron/path.txt')
  return existsSync(pathFile) ? readFile(pathFile, 'utf8') : 'electron'
}
