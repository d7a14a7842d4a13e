// @ts-check
import { endChild, startChild } from './child-processes.mjs'
import { SetUpProblem, say } from './progress.mjs'

const answerWithinMs = 15_000

export const hasDisplay = () =>
  process.platform !== 'linux' || isSet(process.env['DISPLAY']) || isSet(process.env['WAYLAND_DISPLAY'])

/** @param {string | undefined} value */
const isSet = (value) => value !== undefined && value !== ''

/**
 * Gives the environment in which a window can open: ours, or one with a virtual display that `close` ends.
 * @param {{ alwaysVirtual?: boolean }} [wish] tests keep off a person's own screen
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => Promise<void> }>}
 */
export async function ensureDisplay({ alwaysVirtual = false } = {}) {
  if (process.platform !== 'linux' || (hasDisplay() && !alwaysVirtual)) {
    return { env: process.env, close: async () => undefined }
  }
  // With -displayfd the server itself takes the first free number and tells it through that descriptor.
  // Without `-s 0` it blanks itself after ten minutes, which Chromium takes for a locked screen: the vault would lock.
  const server = startChild(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-s', '0', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const number = await displayNumberOf(server)
  say(
    `${hasDisplay() ? 'Tests use' : 'There is no display: using'} a virtual one, :${number} (Xvfb, process ${server.pid})`,
  )
  const env = { ...process.env, DISPLAY: `:${number}` }
  Reflect.deleteProperty(env, 'WAYLAND_DISPLAY')
  return { env, close: () => endChild(server) }
}

/** @param {import('./child-processes.mjs').ChildProcess} server @returns {Promise<number>} */
function displayNumberOf(server) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new SetUpProblem('Xvfb, the virtual display, did not start.'))
    const patience = setTimeout(fail, answerWithinMs)
    server.once('error', fail)
    server.once('exit', fail)
    let told = ''
    server.stdio[3]?.on('data', (/** @type {Buffer} */ bytes) => {
      told += bytes.toString('latin1')
      if (!told.includes('\n')) return
      clearTimeout(patience)
      server.off('exit', fail)
      resolve(Number.parseInt(told, 10))
    })
  })
}
