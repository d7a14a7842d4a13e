// @ts-check
// npm run check: types, lint, format, unused code and the fast tests, side by side; under a minute.
import { endChildrenWithUs } from './set-up/child-processes.mjs'
import { ensureDependencies } from './set-up/dependencies.mjs'
import { asCommand } from './set-up/progress.mjs'
import { runChecks } from './testing/run-checks.mjs'
import { countsLine } from './testing/test-counts.mjs'

endChildrenWithUs()

await asCommand(async () => {
  await ensureDependencies()
  const counts = await runChecks()
  console.log(countsLine(counts))
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1
})
