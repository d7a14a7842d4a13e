import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import os from 'node:os'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { systemErrorCode } from '../domain/storage/write-failure.ts'

/** Tells a process from every other one that ever had its number. */
export interface ProcessFacts {
  readonly processId: number
  /** In the form of the system it runs on; null: not known. */
  readonly processStartedAt: string | null
  /** Differs after every start of the machine; null: the system does not say. */
  readonly bootId: string | null
  /** The machine's name; on Linux with the space its process numbers are of, since a container or a sandbox has its own. */
  readonly host: string
}

const run = promisify(execFile)

/** What a system call or a tool of the system says; null where it fails: such a fact is then not known. */
async function factOrNull(ask: () => Promise<string>): Promise<string | null> {
  try {
    const fact = (await ask()).trim()
    return fact === '' ? null : fact
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

const tool = (file: string, args: readonly string[]) => async (): Promise<string> => {
  const options = { encoding: 'utf8', timeout: 5000, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } } as const
  return (await run(file, [...args], options)).stdout
}

/** proc(5): the second field is a name in parentheses, which may hold anything; state is the third, start time the 22nd. */
function readProcStat(text: string): { readonly state: string; readonly startedAt: string } | null {
  const [state, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const startedAt = rest[18]
  return state === undefined || startedAt === undefined ? null : { state, startedAt }
}

function isThere(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return systemErrorCode(error) !== 'ESRCH'
  }
}

/** When a process started, 'gone' where there is none of that number, null where it can't be told. */
export async function startOf(processId: number): Promise<string | null> {
  if (!isThere(processId)) return 'gone'
  const number = String(processId)
  switch (process.platform) {
    case 'linux': {
      const text = await factOrNull(() => readFile(`/proc/${number}/stat`, 'utf8'))
      const facts = text === null ? null : readProcStat(text)
      // A zombie has ended; only its parent has not asked yet how.
      return facts !== null && ['Z', 'X'].includes(facts.state) ? 'gone' : (facts?.startedAt ?? null)
    }
    case 'darwin':
      return factOrNull(tool('/bin/ps', ['-o', 'lstart=', '-p', number]))
    case 'win32': {
      const command = `[DateTimeOffset]::new((Get-Process -Id ${number}).StartTime).ToUnixTimeMilliseconds()`
      return factOrNull(tool('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command]))
    }
    default:
      return null
  }
}

// Windows tells a start only through a program that takes a second to begin; our own we know well enough ourselves.
const windowsToleranceMs = 10_000

/** Whether two answers of `startOf` are of one process; also where either is not known. */
export function isSameStart(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return true
  if (process.platform !== 'win32') return one === other
  return Math.abs(Number(one) - Number(other)) < windowsToleranceMs
}

const ownStart = (): Promise<string | null> =>
  process.platform === 'win32' ? Promise.resolve(String(Math.round(performance.timeOrigin))) : startOf(process.pid)

async function bootId(): Promise<string | null> {
  if (process.platform === 'linux') return factOrNull(() => readFile('/proc/sys/kernel/random/boot_id', 'utf8'))
  if (process.platform === 'darwin') return factOrNull(tool('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid']))
  return null
}

async function host(): Promise<string> {
  const space = process.platform === 'linux' ? await factOrNull(() => readlink('/proc/self/ns/pid')) : null
  return space === null ? os.hostname() : `${os.hostname()} ${space}`
}

let own: Promise<ProcessFacts> | null = null

/** Of this process; asked once. */
export function ownFacts(): Promise<ProcessFacts> {
  return (own ??= Promise.all([ownStart(), bootId(), host()]).then(([processStartedAt, boot, machine]) => ({
    processId: process.pid,
    processStartedAt,
    bootId: boot,
    host: machine,
  })))
}
