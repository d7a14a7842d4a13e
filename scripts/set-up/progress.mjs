// @ts-check

/** @param {string} text */
export const say = (text) => console.log(`• ${text}`)

const reminderEveryMs = 10_000

/** @param {number} sinceMs a `performance.now()` value */
export const secondsSince = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`

/**
 * Says what begins, that it still runs, and how long it took, so that nobody watches a silent terminal.
 * @template Result
 * @param {string} title
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function step(title, work) {
  const startedMs = performance.now()
  say(`${title} …`)
  const reminder = setInterval(() => say(`${title}: ${secondsSince(startedMs)} so far`), reminderEveryMs)
  try {
    const result = await work()
    say(`${title}: done in ${secondsSince(startedMs)}`)
    return result
  } finally {
    clearInterval(reminder)
  }
}

/** Something the person at the terminal has to do or know: printed as it is, without a stack. */
export class SetUpProblem extends Error {
  /** @override */
  name = 'SetUpProblem'
}

/**
 * Runs a command of package.json and turns what was thrown into words and an exit code.
 * @param {() => Promise<number>} main gives the exit code
 */
export async function asCommand(main) {
  let exitCode = 1
  // Said last of all: electron-builder brings a hook that ends the process with 0 once there is nothing left to do.
  process.on('exit', () => (process.exitCode = exitCode))
  try {
    exitCode = await main()
  } catch (thrown) {
    console.error(thrown instanceof SetUpProblem ? `\n${thrown.message}` : thrown)
  }
}
