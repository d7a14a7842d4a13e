// @ts-check
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { run } from './child-processes.mjs'
import { noneIfMissing, readStamp, writeStamp } from './content-stamp.mjs'
import { cacheFolder, tool, userCacheFolder } from './places.mjs'
import { say } from './progress.mjs'

/** @typedef {import('./runtime.mjs').Runtime} Runtime */

const answerWithinMs = 5_000
const rememberFailureMs = 24 * 3600_000
const failureStamp = path.join(cacheFolder, 'official-runtime-unreachable.json')
const releaseHost = 'https://github.com/electron/electron/releases/download/'

/**
 * The binary that belongs to node_modules/electron, downloaded by electron's own installer (which checks its hash)
 * when its host answers. A host that does not answer is not asked again for a day.
 * @returns {Promise<{ found: true, runtime: Runtime } | { found: false, why: string }>}
 */
export async function ensureOfficialRuntime() {
  const { version } = JSON.parse(await readFile(tool('electron/package.json'), 'utf8'))
  const installed = await installedRuntime(version)
  if (installed !== null) return { found: true, runtime: installed }

  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? releaseHost
  const why = `the official ${version} could not be downloaded from ${new URL(mirror).host}`
  const isDownloaded = await downloadedBefore(version)
  if (!isDownloaded && (await failedLately(version, mirror))) {
    say(`Electron's release host did not answer lately; not asked again today (forget that: rm ${failureStamp})`)
    return { found: false, why }
  }
  if ((isDownloaded || (await answers(mirror))) && (await install(version))) {
    const runtime = await installedRuntime(version)
    if (runtime !== null) return { found: true, runtime }
  }
  await writeStamp(failureStamp, JSON.stringify({ version, mirror, atMs: Date.now() }))
  return { found: false, why }
}

/** @param {string} version @returns {Promise<Runtime | null>} */
async function installedRuntime(version) {
  const folder = tool('electron/dist')
  const executableName = await readStamp(tool('electron/path.txt'))
  const installedVersion = (await readStamp(path.join(folder, 'version')))?.trim().replace(/^v/, '')
  if (executableName === null || installedVersion !== version) return null
  const executable = path.join(folder, executableName)
  return existsSync(executable) ? { source: 'official', folder, executable, version } : null
}

/** @param {string} version @param {string} mirror */
async function failedLately(version, mirror) {
  const stamp = await readStamp(failureStamp)
  if (stamp === null) return false
  try {
    const failure = JSON.parse(stamp)
    const agoMs = Date.now() - failure.atMs
    return failure.version === version && failure.mirror === mirror && agoMs >= 0 && agoMs < rememberFailureMs
  } catch (thrown) {
    // Cut short by a full disk or a kill: asking once more does no harm.
    if (thrown instanceof SyntaxError) return false
    throw thrown
  }
}

/** @param {string} mirror */
async function answers(mirror) {
  // Electron's downloader goes through a proxy when told so; a plain fetch does not, so it can't tell beforehand.
  if (process.env['ELECTRON_GET_USE_PROXY'] !== undefined) return true
  say(`Asking ${new URL(mirror).host} for the official Electron (at most ${answerWithinMs / 1000} s)`)
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) })
    return true
  } catch (thrown) {
    // No name, no route, no answer in time: `fetch` gives a TypeError or the signal's TimeoutError; anything else is a bug.
    if (thrown instanceof TypeError || (thrown instanceof DOMException && thrown.name === 'TimeoutError')) return false
    throw thrown
  }
}

/** Electron's installer keeps its zip files; one of them needs no network. @param {string} version */
async function downloadedBefore(version) {
  const folder = process.env['electron_config_cache'] ?? path.join(userCacheFolder, 'electron')
  const files = (await readdir(folder, { recursive: true }).catch(noneIfMissing)) ?? []
  return files.some((file) => path.basename(file) === `electron-v${version}-${process.platform}-${process.arch}.zip`)
}

/** @param {string} version */
async function install(version) {
  say(`Installing Electron ${version}`)
  const exitCode = await run(process.execPath, ['--no-warnings', tool('electron/install.js')])
  return exitCode === 0
}
