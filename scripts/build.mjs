// @ts-check
// npm run build: main, preload and window into out/, when their sources have changed.
import { endChildrenWithUs } from './set-up/child-processes.mjs'
import { ensureBuilt } from './set-up/app-build.mjs'
import { ensureDependencies } from './set-up/dependencies.mjs'
import { asCommand } from './set-up/progress.mjs'

endChildrenWithUs()

await asCommand(async () => {
  await ensureDependencies()
  await ensureBuilt()
  return 0
})
