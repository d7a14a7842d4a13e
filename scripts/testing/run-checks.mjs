// @ts-check
import { runQuietly } from '../set-up/child-processes.mjs'
import { projectFolder, tool } from '../set-up/places.mjs'
import { say, secondsSince } from '../set-up/progress.mjs'
import { runVitest } from './run-vitest.mjs'
import { noTests, sumOf } from './test-counts.mjs'

/** @typedef {import('./test-counts.mjs').Counts} Counts */

/** @type {Record<string, readonly string[]>} */
const tools = {
  types: [tool('typescript/bin/tsc'), '-b'],
  lint: [tool('oxlint/bin/oxlint'), '--type-aware', '--quiet'],
  format: [
    tool('prettier/bin/prettier.cjs'),
    '--check',
    '--log-level',
    'warn',
    '--cache',
    '--cache-location',
    '.cache/prettier',
    '.',
  ],
  'unused code': [tool('knip/bin/knip.js'), '--no-progress'],
}

/**
 * Everything that needs no window, all parts at once; each part's output is shown in one piece, when it fails.
 * @returns {Promise<Counts>} of the tests; a part that is no test counts one failure when it fails
 */
export async function runChecks() {
  say(`Checking ${Object.keys(tools).join(', ')} and unit tests`)
  const parts = await Promise.all([
    ...Object.entries(tools).map(([name, command]) => timed(name, () => runTool(command))),
    timed('unit tests', () => runVitest('unit', { isQuiet: true })),
  ])
  return parts.reduce(sumOf, noTests)
}

/** @param {readonly string[]} command */
async function runTool(command) {
  const { exitCode, output } = await runQuietly(process.execPath, ['--no-warnings', ...command], { cwd: projectFolder })
  return { output, counts: { ...noTests, failed: exitCode === 0 ? 0 : 1 } }
}

/**
 * @param {string} name
 * @param {() => Promise<{ output: string, counts: Counts }>} part
 */
async function timed(name, part) {
  const startedMs = performance.now()
  const { output, counts } = await part()
  const isGood = counts.failed === 0
  say(`${isGood ? '✓' : '✗'} ${name}: ${secondsSince(startedMs)}`)
  if (!isGood) console.log(output.trimEnd())
  return counts
}
