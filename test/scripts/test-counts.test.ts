import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  countsLine,
  countsOf,
  faultCounts,
  playwrightCounts,
  sumOf,
  vitestCounts,
} from '../../scripts/testing/test-counts.mjs'

const vitestReport = (report: { passed: number; failed: number; files: { status: string; tests: string[] }[] }) =>
  JSON.stringify({
    numPassedTests: report.passed,
    numFailedTests: report.failed,
    numPendingTests: 1,
    numTodoTests: 2,
    testResults: report.files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((each) => ({ status: each })),
    })),
  })

describe('the counts of a Vitest run', () => {
  test('are the tests of its report; pending and to-do ones were skipped', () => {
    const report = vitestReport({ passed: 5, failed: 1, files: [{ status: 'failed', tests: ['failed', 'passed'] }] })
    expect(vitestCounts(report)).toEqual({ passed: 5, failed: 1, skipped: 3 })
  })

  test('count a file that could not be loaded as a failure', () => {
    const report = vitestReport({ passed: 5, failed: 0, files: [{ status: 'failed', tests: [] }] })
    expect(vitestCounts(report)).toMatchObject({ failed: 1 })
  })
})

test('the counts of a Playwright run include flaky tests and errors outside tests as failures', () => {
  const report = JSON.stringify({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] })
  expect(playwrightCounts(report)).toEqual({ passed: 7, failed: 3, skipped: 2 })
})

test('the counts of the fault suite are its kinds: failed by a loss or an error, and what can’t be tried is skipped', () => {
  const good = { faults: 9, lost: 0, error: null, impossible: 0 }
  const report = [good, { ...good, lost: 1 }, { ...good, error: 'Error' }, { ...good, faults: 0, impossible: 2 }]
  expect(faultCounts(JSON.stringify(report))).toEqual({ passed: 1, failed: 2, skipped: 2 })
})

describe('a runner that ended', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-counts-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const goodReport = vitestReport({ passed: 5, failed: 0, files: [] })
  const ended = async ({ report, exitCode }: { report: string | null; exitCode: number }) => {
    const reportFile = path.join(folder, `${crypto.randomUUID()}.json`)
    if (report !== null) await writeFile(reportFile, report)
    return countsOf({ reportFile, read: vitestCounts, exitCode })
  }

  test('well has the counts of its report', async () => {
    expect(await ended({ report: goodReport, exitCode: 0 })).toMatchObject({ passed: 5, failed: 0 })
  })

  test('badly has a failure, even when its report has none', async () => {
    expect(await ended({ report: goodReport, exitCode: 1 })).toMatchObject({ passed: 5, failed: 1 })
  })

  test.each([
    ['without a report', null],
    ['with a report cut short', goodReport.slice(0, 20)],
  ])('%s has a failure', async (_how, report) => {
    expect(await ended({ report, exitCode: 0 })).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})

test('the last line names what was skipped only when something was', () => {
  const counts = { passed: 3, failed: 0, skipped: 0 }
  expect(countsLine(counts)).toBe('3 passed, 0 failed')
  expect(countsLine(sumOf(counts, { passed: 1, failed: 2, skipped: 4 }))).toBe('4 passed, 2 failed, 4 skipped')
})
