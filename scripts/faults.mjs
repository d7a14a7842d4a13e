// @ts-check
// npm run test:faults [-- --short] [--only <kind>] [--seed <number>]: breaks what Claimcheck stands on, and counts what
// was lost by it; the last line is `N faults, 0 lost`.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { endChildrenWithUs } from './set-up/child-processes.mjs'
import { ensureDependencies } from './set-up/dependencies.mjs'
import { ensureDisplay } from './set-up/display.mjs'
import { projectFolder } from './set-up/places.mjs'
import { asCommand, SetUpProblem, step } from './set-up/progress.mjs'
import { sandboxSwitches } from './set-up/ready-to-run.mjs'
import { findRuntime } from './set-up/runtime.mjs'
import { ensureKeyring, ensureSystemLibraries } from './set-up/system-libraries.mjs'

endChildrenWithUs()

await asCommand(async () => {
  await ensureDependencies()
  const programsFolder = await step('Compiling the fault suite', compiledSuite)
  const { runFaults } = await import(pathToFileURL(path.join(programsFolder, 'run-faults.js')).href)
  return runFaults(process.argv.slice(2), {
    programsFolder,
    reportFile: path.join(projectFolder, 'test-results', 'reports', 'faults.json'),
    readyElectron,
  })
})

/** Only what needs the real Electron waits for it; a machine that can't have it is told why, and the rest goes on. */
async function readyElectron() {
  try {
    await ensureKeyring()
    const runtime = await findRuntime()
    await ensureSystemLibraries({ executable: runtime.executable, needsVirtualDisplay: true })
    const display = await ensureDisplay({ alwaysVirtual: true })
    return { executable: runtime.executable, env: display.env, switches: sandboxSwitches(), close: display.close }
  } catch (thrown) {
    if (!(thrown instanceof SetUpProblem)) throw thrown
    return thrown.message
  }
}

/** The suite and the programs that it kills, each in one piece: a killed program is started a thousand times. */
async function compiledSuite() {
  const faults = path.join(projectFolder, 'test/faults')
  const programs = readdirSync(path.join(faults, 'programs')).filter((name) => name.endsWith('.ts'))
  const outDir = path.join(projectFolder, '.cache/faults')
  // Imported late: in an empty clone this file is read before there are any packages.
  const { build } = await import('vite')
  await build({
    root: projectFolder,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@contract': path.join(projectFolder, 'electron/contract') } },
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: [path.join(faults, 'run-faults.ts'), ...programs.map((name) => path.join(faults, 'programs', name))],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
  return outDir
}
