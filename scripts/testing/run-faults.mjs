// @ts-check
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { run } from '../set-up/child-processes.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { reportsFolder } from './run-vitest.mjs'
import { countsOf, faultCounts } from './test-counts.mjs'

/**
 * Runs the short form of the fault suite.
 * @param {readonly string[]} args
 */
export async function runFaultSuite(args) {
  const reportFile = path.join(reportsFolder, 'faults.json')
  await rm(reportFile, { force: true })
  const script = path.join(projectFolder, 'scripts/faults.mjs')
  const exitCode = await run(process.execPath, ['--no-warnings', script, '--short', ...args], { cwd: projectFolder })
  return countsOf({ reportFile, read: faultCounts, exitCode })
}
