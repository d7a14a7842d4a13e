import { spawn } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { whoStarts } from './ordinary-user.ts'

/** `npm test` packs the app and names its program here. */
export const packedProgram = process.env['CLAIMCHECK_PACKED_PROGRAM'] ?? ''

const answerWithinMs = 30_000

const { user, hasSandbox } = whoStarts(packedProgram)
export { hasSandbox }

export interface PackedApp {
  readonly window: Page
  readonly processId: number
  readonly userData: string
  /** All it has printed so far. */
  readonly printed: () => string
  readonly close: () => Promise<void>
}

export interface StartOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Starts the packed app with its fuses on. Playwright's own launcher can't drive it (it needs the inspector, which a
 * fuse has switched off), so the window is reached through Chromium's remote debugging, which no fuse covers.
 */
export async function startPackedApp({ args = [], env = {} }: StartOptions = {}): Promise<PackedApp> {
  const userData = await aDataFolder()
  const child = spawn(packedProgram, ['--remote-debugging-port=0', ...switchesFor(userData), ...args], {
    ...user,
    env: { ...process.env, ...homeIn(userData), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const address = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}; it printed:\n${printed}`))
    const patience = setTimeout(() => fail('the packed app opened no debugging port'), answerWithinMs)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`the packed app ended with ${code}`))
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        const found = /DevTools listening on (ws:\S+)/.exec(printed)?.[1]
        if (found === undefined) return
        clearTimeout(patience)
        resolve(found)
      })
    }
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  // Without Playwright's defaults, which make every page believe that it has the focus.
  const browser = await chromium.connectOverCDP(address, { noDefaults: true })
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('the packed app has no browser context')
  const window = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: answerWithinMs }))
  return {
    window,
    userData,
    processId: child.pid ?? 0,
    printed: () => printed,
    close: async () => {
      await browser.close()
      child.kill()
      const force = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(force)
      await rm(userData, { recursive: true, force: true })
    },
  }
}

/** Starts a second one on the same data; gives its exit code, or null when it was still there after a while. */
export function startAgain(userData: string): Promise<number | null> {
  const child = spawn(packedProgram, switchesFor(userData), {
    ...user,
    env: { ...process.env, ...homeIn(userData) },
    stdio: 'ignore',
  })
  return new Promise((resolve) => {
    const patience = setTimeout(() => child.kill('SIGKILL'), answerWithinMs)
    child.once('exit', (code) => {
      clearTimeout(patience)
      resolve(code)
    })
  })
}

const switchesFor = (userData: string) => [`--user-data-dir=${userData}`, ...(hasSandbox ? [] : ['--no-sandbox'])]

/** Nothing of the home of whoever runs the tests is read or written. */
const homeIn = (folder: string) => ({
  HOME: folder,
  XDG_CONFIG_HOME: folder,
  XDG_CACHE_HOME: folder,
  XDG_DATA_HOME: folder,
})

async function aDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-packed-test-'))
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid)
  return folder
}
