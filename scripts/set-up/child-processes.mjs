// @ts-check
import { spawn } from 'node:child_process'

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */

/** @type {Set<ChildProcess>} */
const running = new Set()
let isEnding = false

/**
 * Starts a program that ends when we end. It leads a process group of its own, so that its own children end with it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 */
export function startChild(command, args, options = {}) {
  if (isEnding) throw new Error('no program is started while ending')
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: isPosix, ...options })
  running.add(child)
  child.once('exit', () => running.delete(child))
  child.once('error', () => running.delete(child))
  return child
}

/**
 * Gives the exit code; a program that died of a signal, or could not be started, gives one that is not 0.
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
export const exitCodeOf = (child) =>
  new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 */
export const run = (command, args, options) => exitCodeOf(startChild(command, args, options))

/**
 * Runs a program and keeps what it prints, both streams in order of arrival.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 */
export async function runQuietly(command, args, options) {
  const child = startChild(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text))
  child.stderr?.setEncoding('utf8').on('data', (text) => (output += text))
  return { exitCode: await exitCodeOf(child), output }
}

const isPosix = process.platform !== 'win32'

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  try {
    if (isPosix && child.pid !== undefined) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch (thrown) {
    // It may have ended between our look and our signal.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown
  }
}

/**
 * Asks first (as Ctrl-C does, which test runners clean up after), then insists. Ends at the latest after 6 s.
 * @param {ChildProcess} child
 */
export async function endChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  signalGroup(child, 'SIGINT')
  const insist = setTimeout(() => signalGroup(child, 'SIGTERM'), 3_000)
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), 6_000)
  await ended
  clearTimeout(insist)
  clearTimeout(force)
}

/** Ctrl-C, a closed terminal or `kill` end every program that we started before they end us. */
export function endChildrenWithUs() {
  process.once('SIGINT', () => void endAll(2))
  process.once('SIGTERM', () => void endAll(15))
  process.once('SIGHUP', () => void endAll(1))
}

/** @param {number} signalNumber */
async function endAll(signalNumber) {
  isEnding = true
  // Last started, first ended: the display outlives the windows on it.
  for (const child of [...running].toReversed()) await endChild(child)
  process.exit(128 + signalNumber)
}
