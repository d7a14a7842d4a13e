import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

export interface SystemCall {
  readonly threadId: number
  readonly name: string
  readonly text: string
}

/** What befalls the `when`-th call (from 1) of a name that a thread makes: an error in its place, or the program's end. */
export interface Injection {
  readonly threadId: number
  readonly name: string
  readonly when: number
  readonly effect: `error=${string}` | 'signal=KILL'
}

/** The calls that a save or an opening is made of; what a thread does for itself is not among them. */
const traced =
  'openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,\
chmod,fchmod,close,fstat,statx,newfstatat,read,pread64,getdents64,readlink'

/** How a thread wakes another one: through a counter of eight bytes, which is no file. */
const isWakeUp = (text: string): boolean => /^write\(\d+, "\\1(?:\\0)+", 8/.test(text)

/** Runs a job while strace watches a process or thread; gives what it wrote down. */
async function underStrace<Value>(
  { args, notes }: { args: readonly string[]; notes: string },
  job: () => Promise<Value>,
): Promise<{ value: Value; lines: readonly string[] }> {
  rmSync(notes, { force: true })
  const strace = spawn('strace', [...args, '-o', notes], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<void>((resolve) => strace.once('close', () => resolve()))
  await attached(strace)
  try {
    const value = await job()
    return { value, lines: await stop() }
  } finally {
    await stop()
  }

  async function stop(): Promise<readonly string[]> {
    strace.kill('SIGINT')
    await ended
    return readFileSync(notes, 'utf8').split('\n')
  }
}

function attached(strace: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    strace.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('attached')) resolve()
    })
    strace.once('error', reject)
    strace.once('close', () => reject(new Error(`strace could not watch: ${said.trim()}`)))
  })
}

/** Why calls can't be made to fail with strace here; null: they can. */
export async function whyNoTracing(processId: number, folder: string): Promise<string | null> {
  if (process.platform !== 'linux') return 'strace is a tool of Linux'
  if (spawnSync('strace', ['--version']).status !== 0) return 'strace is not installed'
  const notes = path.join(folder, 'strace-notes')
  try {
    await underStrace({ args: ['-p', String(processId)], notes }, async () => undefined)
    return null
  } catch (thrown) {
    if (thrown instanceof Error) return thrown.message
    throw thrown
  }
}

/** The file operations of a process while a job runs, in their order, wake-ups left out. */
export async function tracedCalls(processId: number, folder: string, job: () => Promise<unknown>) {
  const notes = path.join(folder, 'strace-notes')
  const { lines } = await underStrace({ args: ['-f', '-p', String(processId), '-e', `trace=${traced}`], notes }, job)
  return lines.flatMap((line): SystemCall[] => {
    const [, threadId, text = ''] = /^(\d+)\s+(\w+\(.*)$/.exec(line) ?? []
    return threadId === undefined ? [] : [{ threadId: Number(threadId), name: text.replace(/\(.*/s, ''), text }]
  })
}

/** The injections that hit each of the calls that a thread made for the job. */
export function pointsOf(calls: readonly SystemCall[], threadId: number): readonly Omit<Injection, 'effect'>[] {
  const counts = new Map<string, number>()
  return calls.flatMap((call) => {
    if (call.threadId !== threadId) return []
    const when = (counts.get(call.name) ?? 0) + 1
    counts.set(call.name, when)
    return isWakeUp(call.text) ? [] : [{ threadId, name: call.name, when }]
  })
}

/** The thread that does the file operations: with a pool of one thread there is one. */
export function fileThread(calls: readonly SystemCall[]): number {
  const found = calls.find(({ name }) => name === 'openat') ?? calls.find(({ name }) => name === 'statx')
  if (found === undefined) throw new Error('nothing was opened')
  return found.threadId
}

/** Runs a job while a call is made to fail. 'missed': it did not come to that call. */
export async function withInjection<Value>(
  { threadId, name, when, effect }: Injection,
  folder: string,
  job: () => Promise<Value>,
): Promise<{ value: Value; hit: 'call' | 'wake-up' | 'missed' }> {
  const inject = ['-e', `trace=${name}`, '-e', `inject=${name}:${effect}:when=${when}`]
  const notes = path.join(folder, 'strace-notes')
  const { value, lines } = await underStrace({ args: ['-p', String(threadId), ...inject], notes }, job)
  const isKill = effect === 'signal=KILL'
  const line = lines.find((each) => each.includes(isKill ? 'killed by SIGKILL' : '(INJECTED)'))
  if (line === undefined) return { value, hit: 'missed' }
  return { value, hit: isWakeUp(line) ? 'wake-up' : 'call' }
}
