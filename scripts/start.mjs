// @ts-check
// npm start [-- <switches for the app>]: from an empty clone to the open window.
import { endChildrenWithUs, run } from './set-up/child-processes.mjs'
import { projectFolder } from './set-up/places.mjs'
import { asCommand, say } from './set-up/progress.mjs'
import { makeReadyToRun, sandboxSwitches } from './set-up/ready-to-run.mjs'

endChildrenWithUs()

// npm drops the `--` that ends its own options, plain `node` does not; Chromium would end its switches there.
const argumentsForTheApp = process.argv.slice(2).filter((argument) => argument !== '--')

await asCommand(async () => {
  const { runtime, env, close } = await makeReadyToRun()
  const args = [projectFolder, ...sandboxSwitches(), ...argumentsForTheApp]
  say('Opening Claimcheck')
  try {
    return await run(runtime.executable, args, { env })
  } finally {
    await close()
  }
})
