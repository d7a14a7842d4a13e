import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeFileCalls } from '../../../electron/adapters/file-calls.ts'
import { createProcessLocks } from '../../../electron/adapters/process-locks.ts'

let root = ''
let folder = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))
  folder = path.join(root, 'locks')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const done = async () => 'done'

describe('a folder that takes no lock', () => {
  test('is a failed write that says why, and the job does not run', async () => {
    const code = 'EACCES'
    const calls = { ...nodeFileCalls, create: () => Promise.reject(Object.assign(new Error(code), { code })) }
    let hasRun = false
    const outcome = createProcessLocks(folder, { calls })('vault', 1000, async () => void (hasRun = true))
    await expect(outcome).rejects.toMatchObject({
      code: 'storage.write_failed',
      details: { file: 'vault.lock', reason: 'not-allowed' },
    })
    expect(hasRun).toBe(false)
  })

  test.skipIf(process.getuid?.() === 0)('may be one without the right to write', async () => {
    mkdirSync(folder)
    chmodSync(folder, 0o500)
    await expect(createProcessLocks(folder)('vault', 100, done)).rejects.toMatchObject({
      code: 'storage.write_failed',
      details: { reason: 'not-allowed' },
    })
  })

  test('is made again when it was removed while we ran', async () => {
    const exclusively = createProcessLocks(folder)
    await exclusively('vault', 0, done)
    rmSync(folder, { recursive: true })
    expect(await exclusively('vault', 0, done)).toBe('done')
  })
})

describe('a file system without hard links', () => {
  const calls = {
    ...nodeFileCalls,
    link: () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' })),
  }

  test('has locks all the same', async () => {
    const exclusively = createProcessLocks(folder, { calls })
    await exclusively('vault', 0, async () => {
      const other = JSON.parse(readFileSync(path.join(folder, 'vault.lock'), 'utf8'))
      expect(other).toMatchObject({ processId: process.pid })
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a lock that can’t be given back', () => {
  test('is reported, takes nothing from the outcome, and is ours when we need it again', async () => {
    const reported: unknown[] = []
    let isStuck = true
    const calls = {
      ...nodeFileCalls,
      remove: async (file: string) => {
        if (isStuck && file.endsWith('vault.lock')) throw Object.assign(new Error('stuck'), { code: 'EIO' })
        await nodeFileCalls.remove(file)
      },
    }
    const exclusively = createProcessLocks(folder, { calls, report: (thrown) => void reported.push(thrown) })
    expect(await exclusively('vault', 0, done)).toBe('done')
    expect(reported).toMatchObject([{ code: 'EIO' }])
    isStuck = false
    expect(await exclusively('vault', 0, done)).toBe('done')
  })
})
