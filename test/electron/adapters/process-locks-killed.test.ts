import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProcessLocks } from '../../../electron/adapters/process-locks.ts'
import { bundleProgram, runProgram } from '../../support/child-program.ts'

let root = ''
const programs = { counter: '', holder: '', breaker: '' }
beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))
  programs.counter = await bundleProgram('programs/lock-counter.ts', root)
  programs.holder = await bundleProgram('programs/lock-holder.ts', root)
  programs.breaker = await bundleProgram('programs/lock-breaker.ts', root)
}, 60_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

const done = async () => 'done'

/** A process that holds the lock 'vault' of the folder now. */
async function aHolder(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [programs.holder, folder, 'vault'], { timeout: 20_000, killSignal: 'SIGKILL' })
  await once(child.stdout, 'data')
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

describe('a process that holds a lock', () => {
  test('keeps it, and loses it when it is killed', async () => {
    const folder = path.join(root, 'killed')
    const holder = await aHolder(folder)
    const exclusively = createProcessLocks(folder)
    await expect(exclusively('vault', 100, done)).rejects.toMatchObject({
      code: 'storage.in_use',
      details: { processId: holder.pid },
    })
    const waiting = exclusively('vault', 10_000, done)
    await killed(holder)
    expect(await waiting).toBe('done')
    expect(readdirSync(folder)).toEqual([])
  }, 30_000)

  test('and is killed, is followed by one of many who wait, and not by two at a time', async () => {
    const folder = path.join(root, 'followed')
    const file = path.join(root, 'followed-count')
    writeFileSync(file, '0')
    for (let round = 0; round < 3; round += 1) await killed(await aHolder(folder))
    // The stale lock of the last one is under another name than theirs: leave one of theirs, too.
    writeFileSync(path.join(folder, 'counter.lock'), readFileSync(path.join(folder, 'vault.lock')))
    const runs = Array.from({ length: 4 }, () => runProgram(process.execPath, [programs.counter, folder, file, '5']))
    expect((await Promise.all(runs)).map(({ lines, errors }) => ({ lines, errors }))).toEqual(
      Array.from({ length: 4 }, () => ({ lines: ['done'], errors: '' })),
    )
    expect(readFileSync(file, 'utf8')).toBe('20')
  }, 60_000)
})

describe('a process that takes a stale lock over', () => {
  test.each(['before', 'after'])(
    'and is killed right %s it removes it, is in nobody’s way',
    async (when) => {
      const folder = path.join(root, `breaker-${when}`)
      await killed(await aHolder(folder))
      const { signal, errors } = await runProgram(process.execPath, [programs.breaker, folder, 'vault', when])
      expect({ signal, errors }).toEqual({ signal: 'SIGKILL', errors: '' })
      expect(readdirSync(folder).some((name) => name.startsWith('breaking-'))).toBe(true)
      expect(await createProcessLocks(folder)('vault', 5000, done)).toBe('done')
      expect(readdirSync(folder)).toEqual([])
    },
    30_000,
  )
})

test('20 processes that each add one 50 times under a lock add 1000', async () => {
  const folder = path.join(root, 'many')
  const file = path.join(root, 'many-count')
  writeFileSync(file, '0')
  const runs = Array.from({ length: 20 }, () =>
    runProgram(process.execPath, [programs.counter, folder, file, '50'], undefined, 90_000),
  )
  const ended = await Promise.all(runs)
  expect(ended.filter(({ lines, errors }) => lines[0] !== 'done' || errors !== '')).toEqual([])
  expect(readFileSync(file, 'utf8')).toBe('1000')
  expect(readdirSync(folder)).toEqual([])
}, 120_000)
