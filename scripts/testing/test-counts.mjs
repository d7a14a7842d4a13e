// @ts-check
import { readFile } from 'node:fs/promises'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const noTests = { passed: 0, failed: 0, skipped: 0 }

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export const sumOf = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/** @param {Counts} counts */
export const countsLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`

/**
 * Reads Vitest's JSON report. A file that could not even be loaded has no tests in it and is one failure.
 * @param {string} json @returns {Counts}
 */
export function vitestCounts(json) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(json)
  const unloadable = testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  )
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length, skipped: numPendingTests + numTodoTests }
}

/**
 * Reads Playwright's JSON report. An error outside every test (a file that could not be loaded) is a failure.
 * @param {string} json @returns {Counts}
 */
export function playwrightCounts(json) {
  const { stats, errors } = JSON.parse(json)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

/**
 * Reads the report of the fault suite: each kind of fault is one test, and what this machine can't do is skipped.
 * @param {string} json @returns {Counts}
 */
export function faultCounts(json) {
  /** @type {readonly { faults: number, lost: number, error: string | null, impossible: number }[]} */
  const kinds = JSON.parse(json)
  const failed = kinds.filter(({ lost, error }) => lost > 0 || error !== null)
  const passed = kinds.filter((kind) => !failed.includes(kind) && kind.faults > 0)
  return {
    passed: passed.length,
    failed: failed.length,
    skipped: kinds.reduce((sum, { impossible }) => sum + impossible, 0),
  }
}

/**
 * The counts of a runner that has ended. One that failed without a failed test, or left no report, is one failure:
 * a crash must not look like a pass.
 * @param {{ reportFile: string, read: (json: string) => Counts, exitCode: number }} run
 * @returns {Promise<Counts>}
 */
export async function countsOf({ reportFile, read, exitCode }) {
  const counts = await readReport(reportFile, read)
  if (counts === null) return { ...noTests, failed: 1 }
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** @param {string} file @param {(json: string) => Counts} read */
async function readReport(file, read) {
  try {
    return read(await readFile(file, 'utf8'))
  } catch (thrown) {
    console.error(`no report in ${file}: ${String(thrown)}`)
    return null
  }
}
