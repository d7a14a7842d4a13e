// @ts-check
import { ensureDisplay } from '../set-up/display.mjs'
import { SetUpProblem, say } from '../set-up/progress.mjs'
import { ensureKeyring } from '../set-up/system-libraries.mjs'
import { runPlaywright } from './run-playwright.mjs'
import { noTests, sumOf } from './test-counts.mjs'

/** @typedef {import('./test-counts.mjs').Counts} Counts */

/** The parts of `npm test`, in their order. */
export const partNames = ['check', 'components', 'servers', 'journeys', 'faults', 'app', 'keyring', 'packaged']

/**
 * The tests that open windows.
 * @param {{ env: NodeJS.ProcessEnv, runtime: import('../set-up/runtime.mjs').Runtime }} ready
 * @param {(part: string) => boolean} wants
 * @param {readonly string[]} args for Playwright
 * @returns {Promise<Counts>}
 */
export async function runWindowParts({ env, runtime }, wants, args) {
  let counts = noTests
  if (wants('app')) {
    say('App tests where the system has no keyring')
    counts = sumOf(counts, await runOnTwoDisplays(env, args))
  }
  if (wants('keyring')) {
    say('Those that the vault matters to, where the system has an unlocked keyring')
    const withoutKeyring = counts
    counts = sumOf(counts, await runKeyringHalf(env, args, withoutKeyring))
  }
  if (wants('packaged')) {
    say('The packed app')
    // Imported late: in an empty clone this file is read before there are any packages.
    const { packApp } = await import('../packaging/pack-app.mjs')
    const { program } = await packApp(runtime)
    const packedEnv = { ...env, CLAIMCHECK_PACKED_PROGRAM: program }
    counts = sumOf(counts, await runPlaywright({ project: 'packaged', keyring: 'no', env: packedEnv, args }))
  }
  return counts
}

/**
 * Two windows at a time, each on a screen of its own: a clipboard, the focus and what counts as idle belong to a screen.
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} args
 */
async function runOnTwoDisplays(env, args) {
  const second = await ensureDisplay({ alwaysVirtual: true })
  try {
    const displays = [env['DISPLAY'], second.env['DISPLAY']].filter((each) => each !== undefined)
    // Where there are no displays to number, all windows share the one screen.
    const workers = new Set(displays).size === 2 ? 2 : 1
    return await runPlaywright({
      ...{ project: 'app', keyring: 'no' },
      env: { ...env, CLAIMCHECK_DISPLAYS: displays.join(',') },
      args: [`--workers=${workers}`, ...args],
    })
  } finally {
    await second.close()
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} args
 * @param {Counts} otherHalf says how many tests are skipped, at most, when there can be no keyring
 * @returns {Promise<Counts>}
 */
async function runKeyringHalf(env, args, otherHalf) {
  try {
    await ensureKeyring()
  } catch (thrown) {
    if (!(thrown instanceof SetUpProblem)) throw thrown
    console.error(`${thrown.message}\nUntil then the half of the app tests that needs a keyring is skipped.`)
    return { ...noTests, skipped: Math.max(1, otherHalf.passed + otherHalf.failed + otherHalf.skipped) }
  }
  return runPlaywright({ project: 'app', keyring: 'gnome', env, args })
}
