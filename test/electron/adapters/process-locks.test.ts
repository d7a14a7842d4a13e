import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeFileCalls } from '../../../electron/adapters/file-calls.ts'
import { ownFacts, startOf } from '../../../electron/adapters/process-facts.ts'
import { formatLock, type LockContent } from '../../../electron/adapters/process-lock-file.ts'
import { createProcessLocks } from '../../../electron/adapters/process-locks.ts'

let root = ''
let folder = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))
  folder = path.join(root, 'locks')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const nonceOf = (digit: string) => digit.repeat(32)
const done = async () => 'done'

/** A lock as a process would have left it; by itself one of a living process that is not us. */
async function leaveLock(some: Partial<LockContent>, file = 'vault.lock'): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const content = { ...(await ownFacts()), nonce: nonceOf('a'), takenAt: '2026-03-01T12:00:00.000Z', ...some }
  writeFileSync(path.join(folder, file), formatLock(content))
}

describe('a lock that nobody holds', () => {
  test('is taken, says who has it, and is gone when the job has ended', async () => {
    let during: unknown
    const file = path.join(folder, 'vault.lock')
    const value = await createProcessLocks(folder)('vault', 0, async () => {
      during = JSON.parse(readFileSync(file, 'utf8'))
      expect([statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700])
      expect(readdirSync(folder)).toEqual(['vault.lock'])
      return 42
    })
    expect(value).toBe(42)
    expect(during).toMatchObject({ ...(await ownFacts()), nonce: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect(readdirSync(folder)).toEqual([])
  })

  test('is given back when the job throws, and the caller hears what it threw', async () => {
    const exclusively = createProcessLocks(folder)
    await expect(exclusively('vault', 0, () => Promise.reject(new Error('the job’s')))).rejects.toThrow('the job’s')
    expect(await exclusively('vault', 0, done)).toBe('done')
  })

  test.each(['Tokens of alice', '../../escape', 'con.', 'a'.repeat(5000), '', 'ünï'])(
    'may be called anything (%j): its file stays in the folder',
    async (name) => {
      await createProcessLocks(folder)(name, 0, async () => {
        expect(readdirSync(folder)).toEqual([expect.stringMatching(/^of-[0-9a-f]{32}\.lock$/)])
      })
      expect(readdirSync(root)).toEqual(['locks'])
    },
  )
})

describe('jobs of one process', () => {
  test('run one after the other under one name, in the order they came, through several objects', async () => {
    const order: string[] = []
    const job = (name: string) => async () => {
      order.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name} ends`)
    }
    const names = ['one', 'two', 'three']
    await Promise.all(names.map((name) => createProcessLocks(folder)('vault', 5000, job(name))))
    expect(order).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]))
  })

  test('run beside each other under different names', async () => {
    const exclusively = createProcessLocks(folder)
    expect(await exclusively('vault', 0, () => exclusively('tokens', 0, done))).toBe('done')
  })

  test('that waited too long hear so, and hold up nobody behind them', async () => {
    const exclusively = createProcessLocks(folder)
    let end = (): void => undefined
    let first: Promise<void> = Promise.resolve()
    await new Promise<void>((begun) => {
      first = exclusively('vault', 0, () => {
        begun()
        return new Promise<void>((resolve) => void (end = resolve))
      })
    })
    await expect(exclusively('vault', 5, done)).rejects.toMatchObject({
      code: 'storage.in_use',
      details: { file: path.join('locks', 'vault.lock'), processId: process.pid },
    })
    const third = exclusively('vault', 5000, done)
    end()
    expect([await first, await third]).toEqual([undefined, 'done'])
  })
})

describe('a lock that was left behind', () => {
  test.skipIf(process.platform === 'win32').each([
    ['by a process that is no more', { processId: 2 ** 22 + 1 }],
    ['by another process with a number that is in use again', { processId: process.ppid, processStartedAt: '1' }],
    ['before the machine was started anew', { processId: process.ppid, bootId: 'another start' }],
    ['by a process that had our own number', { nonce: nonceOf('b') }],
  ])('(%s) is taken over at once', async (_how, some) => {
    await leaveLock(some)
    expect(await createProcessLocks(folder)('vault', 0, done)).toBe('done')
    expect(readdirSync(folder)).toEqual([])
  })

  test.each([
    ['empty', ''],
    ['half written', '{"processId":12,"proc'],
    ['of nonsense', '[1,2,3]'],
  ])('%s is taken over once it has been so for a while', async (_how, content) => {
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'vault.lock'), content)
    const exclusively = createProcessLocks(folder, { halfWrittenForMs: 200 })
    await expect(exclusively('vault', 50, done)).rejects.toMatchObject({
      code: 'storage.in_use',
      details: { processId: null },
    })
    expect(await exclusively('vault', 5000, done)).toBe('done')
  })

  test('and is not asked for is tidied away, too; what is held, and what is no lock, stays', async () => {
    await leaveLock({ processId: 2 ** 22 + 1 }, 'of-0123456789abcdef0123456789abcdef.lock')
    await leaveLock({ processId: 2 ** 22 + 1, nonce: nonceOf('c') }, `breaking-${nonceOf('d')}.lock`)
    await leaveLock({ host: 'another machine', nonce: nonceOf('e') }, 'elsewhere.lock')
    writeFileSync(path.join(folder, 'notes.txt'), 'mine')
    await createProcessLocks(folder)('vault', 0, done)
    expect(readdirSync(folder).toSorted()).toEqual(['elsewhere.lock', 'notes.txt'])
  })
})

describe('a lock that somebody holds', () => {
  test('is not taken, and it is told which process has it', async () => {
    await leaveLock({ processId: process.ppid, processStartedAt: await startOf(process.ppid) })
    const before = readFileSync(path.join(folder, 'vault.lock'), 'utf8')
    await expect(createProcessLocks(folder)('vault', 100, done)).rejects.toMatchObject({
      code: 'storage.in_use',
      details: { processId: process.ppid },
    })
    expect(readFileSync(path.join(folder, 'vault.lock'), 'utf8')).toBe(before)
  })

  test('on another machine is never judged by the processes of this one, and the machine is named', async () => {
    await leaveLock({ host: 'the other laptop', processId: 2 ** 22 + 1 })
    await expect(createProcessLocks(folder)('vault', 50, done)).rejects.toMatchObject({
      code: 'storage.in_use',
      details: { file: path.join('locks', 'vault.lock'), processId: null, host: 'the other laptop' },
    })
  })

  test.each(['1999-01-01T00:00:00.000Z', '2199-01-01T00:00:00.000Z'])(
    'is held whatever the clock said when it was taken (%s)',
    async (takenAt) => {
      await leaveLock({ processId: process.ppid, processStartedAt: await startOf(process.ppid), takenAt })
      await expect(createProcessLocks(folder)('vault', 20, done)).rejects.toMatchObject({ code: 'storage.in_use' })
    },
  )
})

describe('a stale lock that two have judged', () => {
  const stale = { processId: 2 ** 22 + 1, nonce: nonceOf('a') }
  const live = async () => ({
    ...{ processId: process.ppid, processStartedAt: await startOf(process.ppid), nonce: nonceOf('f') },
  })

  test('and that the other has replaced by its own in the meantime, is not removed', async () => {
    await leaveLock(stale)
    const holder = await live()
    let reads = 0
    const calls = {
      ...nodeFileCalls,
      async read(file: string) {
        const bytes = await nodeFileCalls.read(file)
        if (file.endsWith('vault.lock')) reads += 1
        // Right after it was read by whoever tidies, and by whoever wants it: somebody else is faster.
        if (file.endsWith('vault.lock') && reads === 1) await leaveLock(holder)
        return bytes
      },
    }
    await expect(createProcessLocks(folder, { calls })('vault', 50, done)).rejects.toMatchObject({
      code: 'storage.in_use',
      details: { processId: process.ppid },
    })
    expect(JSON.parse(readFileSync(path.join(folder, 'vault.lock'), 'utf8'))).toMatchObject(holder)
    expect(readdirSync(folder)).toEqual(['vault.lock'])
  })

  test('is left to the one that is removing it', async () => {
    await leaveLock(stale)
    await leaveLock(await live(), `breaking-${stale.nonce}.lock`)
    await expect(createProcessLocks(folder)('vault', 50, done)).rejects.toMatchObject({ code: 'storage.in_use' })
    expect(readdirSync(folder).toSorted()).toEqual([`breaking-${stale.nonce}.lock`, 'vault.lock'])
  })

  test('is taken by one of many in one process, and then by the next', async () => {
    await leaveLock(stale)
    let running = 0
    const jobs = Array.from({ length: 10 }, () =>
      createProcessLocks(folder)('vault', 5000, async () => {
        running += 1
        await new Promise((resolve) => setImmediate(resolve))
        expect(running).toBe(1)
        running -= 1
      }),
    )
    await Promise.all(jobs)
    expect(readdirSync(folder)).toEqual([])
  })
})
