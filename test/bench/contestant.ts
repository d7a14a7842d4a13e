import { spawn } from 'node:child_process'
import { Readable, Writable } from 'node:stream'
import { debuggingPipe } from './debugging-pipe.ts'
import { usableWindow } from './usable-window.ts'

/** What scripts/bench.mjs prepares for every benchmark. */
export interface Surroundings {
  readonly projectFolder: string
  /** The Electron under which both contestants run. */
  readonly executable: string
  readonly env: NodeJS.ProcessEnv
  /** `--no-sandbox` under root, for both contestants. */
  readonly switches: readonly string[]
}

export interface Contestant {
  readonly name: string
  readonly appFolder: string
  readonly userData: string
}

export interface Running {
  readonly processId: number
  /** From the start of its process to a window that can be used. */
  readonly usableAfterMs: number
  readonly end: () => Promise<void>
}

/** Starts an app as a person would and measures until its window can be used. */
export async function startContestant(
  { appFolder, userData }: Contestant,
  { executable, env, switches }: Surroundings,
): Promise<Running> {
  const startedMs = performance.now()
  const child = spawn(executable, [appFolder, `--user-data-dir=${userData}`, '--remote-debugging-pipe', ...switches], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const end = async () => {
    child.kill()
    const force = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(force)
  }
  const [, , , out, into] = child.stdio
  if (!(out instanceof Writable) || !(into instanceof Readable) || child.pid === undefined) {
    throw new Error(`${executable} could not be started`)
  }
  try {
    await usableWindow(debuggingPipe(out, into))
    return { processId: child.pid, usableAfterMs: performance.now() - startedMs, end }
  } catch (thrown) {
    await end()
    throw thrown
  }
}
