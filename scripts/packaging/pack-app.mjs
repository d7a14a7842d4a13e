// @ts-check
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'electron-builder'
import { hashOfSources } from '../set-up/app-build.mjs'
import { hashOf, readStamp, writeStamp } from '../set-up/content-stamp.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { SetUpProblem, step } from '../set-up/progress.mjs'

/** @typedef {import('../set-up/runtime.mjs').Runtime} Runtime */
/** @typedef {import('electron-builder').Configuration} Configuration */

/**
 * Packs out/ with the given Electron into `folder`; does nothing when that was already done from the same sources.
 * Only an official Electron makes a package for people; with any other the package says in its name, in a file
 * inside and in the output that it is for development.
 * @param {Runtime} runtime
 * @param {{ withInstallers?: boolean }} [wish]
 * @returns {Promise<{ folder: string, program: string, isForPeople: boolean }>}
 */
export async function packApp(runtime, { withInstallers = false } = {}) {
  const isForPeople = runtime.source === 'official'
  if (withInstallers && !isForPeople) {
    throw new SetUpProblem(
      `Installers are made with the official Electron only, and this is the ${runtime.source} one (${runtime.version}).`,
    )
  }
  const output = path.join(projectFolder, 'release', ...(isForPeople ? [] : ['development']))
  const folder = path.join(output, unpackedFolderName)
  const program = path.join(folder, programName(isForPeople))
  const stampFile = path.join(output, '.packed-from')
  const recipe = await hashOf(projectFolder, ['electron-builder.yml', 'scripts/packaging', 'build'])
  const wanted = [await hashOfSources(), recipe, runtime.folder, runtime.version].join(' ')
  if (!withInstallers && (await readStamp(stampFile)) === wanted) return { folder, program, isForPeople }

  await step('Packing the app', async () => {
    await rm(output, { recursive: true, force: true })
    await mkdir(output, { recursive: true })
    await build({
      projectDir: projectFolder,
      ...(withInstallers ? {} : { dir: true }),
      config: {
        extends: path.join(projectFolder, 'electron-builder.yml'),
        directories: { output },
        ...(isForPeople ? {} : developmentConfiguration(runtime)),
      },
    })
  })
  await writeStamp(stampFile, wanted)
  return { folder, program, isForPeople }
}

// electron-builder names its folders so, and leaves the ordinary architecture out.
const arch = process.arch === 'x64' ? '' : `-${process.arch}`
const unpackedFolderName =
  process.platform === 'darwin' ? `mac${arch}` : `${process.platform === 'win32' ? 'win' : 'linux'}${arch}-unpacked`

/** @param {boolean} isForPeople */
function programName(isForPeople) {
  const product = isForPeople ? 'Claimcheck' : developmentName
  if (process.platform === 'darwin') return `${product}.app/Contents/MacOS/${product}`
  if (process.platform === 'win32') return `${product}.exe`
  return isForPeople ? 'claimcheck' : developmentProgram
}

const developmentName = 'Claimcheck development package'
const developmentProgram = 'claimcheck-development'

const warning = `DEVELOPMENT PACKAGE - do not distribute

This folder holds Claimcheck on an Electron that was not downloaded from Electron's own
releases. It was packed to test packaging and is not a release.
`

/** @param {Runtime} runtime @returns {Configuration} */
const developmentConfiguration = (runtime) => ({
  productName: developmentName,
  electronDist: runtime.folder,
  electronVersion: runtime.version,
  linux: { executableName: developmentProgram },
  afterExtract: ({ appOutDir }) => rm(path.join(appOutDir, 'resources/app'), { recursive: true, force: true }),
  afterPack: ({ appOutDir }) => writeFile(path.join(appOutDir, 'DEVELOPMENT-PACKAGE.txt'), warning),
})
