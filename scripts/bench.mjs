// @ts-check
// npm run -s bench -- start | memory | send | main-stall | vault | inspect: one measurement against its baseline; the last line is one JSON object.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { endChildrenWithUs } from './set-up/child-processes.mjs'
import { projectFolder } from './set-up/places.mjs'
import { asCommand } from './set-up/progress.mjs'
import { makeReadyToRun, sandboxSwitches } from './set-up/ready-to-run.mjs'

endChildrenWithUs()

await asCommand(async () => {
  const { runtime, env, close } = await makeReadyToRun({ alwaysVirtualDisplay: true })
  try {
    const { runBench } = await import(pathToFileURL(await compiledBench()).href)
    // Playwright, which `send` uses, looks for its Electron and its display here.
    Object.assign(process.env, env)
    const switches = sandboxSwitches()
    return await runBench(process.argv[2], { projectFolder, executable: runtime.executable, env, switches })
  } finally {
    await close()
  }
})

/** Node reads no TypeScript, so Vite compiles it; packages stay what they are in node_modules. */
async function compiledBench() {
  // Two folders deep, as the sources are, since some name their files by their own place.
  const outDir = path.join(projectFolder, '.cache/bench')
  // Imported late: in an empty clone this file is read before there are any packages.
  const { build } = await import('vite')
  await build({
    root: projectFolder,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@contract': path.join(projectFolder, 'electron/contract') } },
    build: {
      ssr: path.join(projectFolder, 'test/bench/run-bench.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  })
  return path.join(outDir, 'run-bench.js')
}
