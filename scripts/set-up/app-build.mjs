// @ts-check
import { existsSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from './child-processes.mjs'
import { hashOf, readStamp, writeStamp } from './content-stamp.mjs'
import { projectFolder, tool } from './places.mjs'
import { SetUpProblem, step } from './progress.mjs'

const sources = [
  'electron',
  'renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]

export const mainBundle = path.join(projectFolder, 'out/main/main.js')

/** A hash over everything that the build reads; equal for equal builds. */
export const hashOfSources = () => hashOf(projectFolder, sources)

/** Builds main, preload and window into out/; does nothing when they were built from these very sources. */
export async function ensureBuilt() {
  const stampFile = path.join(projectFolder, 'out/.built-from')
  const wanted = await hashOfSources()
  if ((await readStamp(stampFile)) === wanted && existsSync(mainBundle)) return
  await step('Building the app', async () => {
    await writeStamp(stampFile, 'unfinished')
    const build = await runQuietly(process.execPath, [tool('electron-vite/bin/electron-vite.js'), 'build'], {
      cwd: projectFolder,
    })
    if (build.exitCode !== 0) throw new SetUpProblem(`The build failed:\n${build.output.trim()}`)
  })
  await writeStamp(stampFile, wanted)
}
