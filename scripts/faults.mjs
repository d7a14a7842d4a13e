// @ts-check
// npm run test:faults [-- --short] [--only <kind>] [--seed <number>]: breaks what Claimcheck stands on, and counts what
// was lost by it; the last line is `N faults, 0 lost`.
import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
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
  // Of this run alone: its programs are started for as long as it takes, and another run must not exchange them.
  const programsFolder = await mkdtemp(path.join(tmpdir(), 'claimcheck-fault-programs-'))
  try {
    await step('Compiling the fault suite', () => compileSuite(programsFolder))
    const { runFaults } = await import(pathToFileURL(path.join(programsFolder, 'run-faults.mjs')).href)
    return await runFaults(process.argv.slice(2), {
      programsFolder,
      reportFile: path.join(projectFolder, 'test-results', 'reports', 'faults.json'),
      readyElectron,
    })
  } finally {
    await rm(programsFolder, { recursive: true, force: true })
  }
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

/**
 * The suite and the programs that it kills, with their packages: a killed program is started a thousand times.
 * @param {string} outDir
 */
async function compileSuite(outDir) {
  const faults = path.join(projectFolder, 'test/faults')
  const programs = readdirSync(path.join(faults, 'programs')).filter((name) => name.endsWith('.ts'))
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
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  })
}
