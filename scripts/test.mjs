// @ts-check
// npm test: everything, from an empty clone; ends with one line of counts.
// npm test -- app test/app/send.test.ts: one part only (check, components, servers, journeys, faults, app, keyring, packaged) with options for its runner.
import { endChildrenWithUs } from './set-up/child-processes.mjs'
import { ensureDependencies } from './set-up/dependencies.mjs'
import { asCommand, say, secondsSince } from './set-up/progress.mjs'
import { makeReadyToRun } from './set-up/ready-to-run.mjs'
import { runChecks } from './testing/run-checks.mjs'
import { runFaultSuite } from './testing/run-faults.mjs'
import { partNames, runWindowParts } from './testing/run-window-parts.mjs'
import { runVitest } from './testing/run-vitest.mjs'
import { countsLine, noTests, sumOf } from './testing/test-counts.mjs'

endChildrenWithUs()

const [onlyPart, ...args] = process.argv.slice(2)

await asCommand(async () => {
  if (onlyPart !== undefined && !partNames.includes(onlyPart)) {
    console.error(`There is no part ${onlyPart}; there are ${partNames.join(', ')}.`)
    return 2
  }
  const startedMs = performance.now()
  const wants = (/** @type {string} */ part) => onlyPart === undefined || onlyPart === part
  let counts = noTests

  await ensureDependencies()
  if (wants('check')) counts = sumOf(counts, await runChecks())
  if (wants('components')) {
    say('Components: parts of the window')
    counts = sumOf(counts, (await runVitest('components', { args })).counts)
  }
  if (wants('servers')) {
    say('Adapters and playground: with real servers, sockets and processes')
    counts = sumOf(counts, (await runVitest('servers', { args })).counts)
  }
  if (wants('journeys')) {
    say('Journeys: the whole program without a window')
    counts = sumOf(counts, (await runVitest('journeys', { args })).counts)
  }
  if (wants('faults')) {
    say('Faults: the short form of npm run test:faults')
    counts = sumOf(counts, await runFaultSuite(args))
  }
  if (wants('app') || wants('keyring') || wants('packaged')) {
    const ready = await makeReadyToRun({ alwaysVirtualDisplay: true })
    try {
      counts = sumOf(counts, await runWindowParts(ready, wants, args))
    } finally {
      await ready.close()
    }
  }
  say(`All of it took ${secondsSince(startedMs)}`)
  console.log(countsLine(counts))
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1
})
