// @ts-check
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { run, runQuietly } from '../set-up/child-processes.mjs'
import { projectFolder, tool } from '../set-up/places.mjs'
import { countsOf, vitestCounts } from './test-counts.mjs'

/** Reports that commands read back; not for people. */
export const reportsFolder = path.join(projectFolder, 'test-results', 'reports')

/**
 * Runs one project of vitest.config.ts.
 * @param {string} project
 * @param {{ isQuiet?: boolean, args?: readonly string[] }} [how] quiet: its output is given back, not shown
 */
export async function runVitest(project, { isQuiet = false, args = [] } = {}) {
  const reportFile = path.join(reportsFolder, `${project}.json`)
  await rm(reportFile, { force: true })
  const command = [tool('vitest/vitest.mjs'), 'run', '--project', project, ...args]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const all = ['--no-warnings', ...command, ...reporters]
  const { exitCode, output } = isQuiet
    ? await runQuietly(process.execPath, all, { cwd: projectFolder })
    : { exitCode: await run(process.execPath, all, { cwd: projectFolder }), output: '' }
  return { output, counts: await countsOf({ reportFile, read: vitestCounts, exitCode }) }
}
