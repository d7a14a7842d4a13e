// @ts-check
// npm run -s bench -- start | memory | send: one measurement against its baseline; the last line is one JSON object.
import path from 'node:path'
import { endChildrenWithUs } from './set-up/child-processes.mjs'
import { projectFolder } from './set-up/places.mjs'
import { asCommand } from './set-up/progress.mjs'
import { makeReadyToRun, sandboxSwitches } from './set-up/ready-to-run.mjs'

endChildrenWithUs()

await asCommand(async () => {
  const { runtime, env, close } = await makeReadyToRun({ alwaysVirtualDisplay: true })
  try {
    // Imported late: in an empty clone this file is read before there are any packages. Vite reads the TypeScript.
    const { runnerImport } = await import('vite')
    const { module } = await runnerImport(path.join(projectFolder, 'test/bench/run-bench.ts'), {
      root: projectFolder,
      configFile: false,
      logLevel: 'warn',
      resolve: { alias: { '@contract': path.join(projectFolder, 'electron/contract') } },
    })
    const switches = sandboxSwitches()
    return await module.runBench(process.argv[2], { projectFolder, executable: runtime.executable, env, switches })
  } finally {
    await close()
  }
})
