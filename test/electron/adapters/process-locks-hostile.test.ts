import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownFacts } from '../../../electron/adapters/process-facts.ts'
import { formatLock } from '../../../electron/adapters/process-lock-file.ts'
import { createProcessLocks } from '../../../electron/adapters/process-locks.ts'

let root = ''
let folder = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))
  folder = path.join(root, 'locks')
  mkdirSync(folder)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const nonceOf = (digit: string) => digit.repeat(32)
const breaking = (digit: string) => `breaking-${nonceOf(digit)}.lock`
const done = async () => 'done'

/** A lock of a process that is no more. */
async function leaveStale(file: string, digit: string): Promise<void> {
  const content = { ...(await ownFacts()), bootId: 'an earlier one', nonce: nonceOf(digit) }
  writeFileSync(path.join(folder, file), formatLock({ ...content, processId: 1, takenAt: '2026-03-01T12:00:00.000Z' }))
}

describe('lock files that somebody made up', () => {
  test('to lead to themselves hold up nobody', async () => {
    await leaveStale('vault.lock', 'a')
    await leaveStale(breaking('a'), 'a')
    expect(await createProcessLocks(folder)('vault', 1000, done)).toBe('done')
    expect(readdirSync(folder)).toEqual([])
  })

  test('to lead to each other hold up nobody', async () => {
    await leaveStale('vault.lock', 'a')
    await leaveStale(breaking('a'), 'b')
    await leaveStale(breaking('b'), 'a')
    expect(await createProcessLocks(folder)('vault', 1000, done)).toBe('done')
    expect(readdirSync(folder)).toEqual([])
  })

  test('in a chain as long as they like hold up nobody', async () => {
    const digits = Array.from({ length: 16 }, (_, at) => at.toString(16))
    await leaveStale('vault.lock', '0')
    for (const [at, digit] of digits.entries()) await leaveStale(breaking(digit), digits[at + 1] ?? 'f')
    expect(await createProcessLocks(folder)('vault', 5000, done)).toBe('done')
  })

  test('as a link are removed without what they lead to', async () => {
    const precious = path.join(root, 'precious.txt')
    writeFileSync(precious, 'of the person')
    symlinkSync(precious, path.join(folder, 'vault.lock'))
    expect(await createProcessLocks(folder, { halfWrittenForMs: 10 })('vault', 5000, done)).toBe('done')
    expect(readFileSync(precious, 'utf8')).toBe('of the person')
  })

  test.skipIf(process.platform === 'win32')('as a pipe, which nobody writes into, are not waited for', async () => {
    execFileSync('mkfifo', [path.join(folder, 'vault.lock')])
    expect(await createProcessLocks(folder, { halfWrittenForMs: 10 })('vault', 5000, done)).toBe('done')
  })

  test('of gigabytes are not read', async () => {
    const file = path.join(folder, 'vault.lock')
    writeFileSync(file, '')
    truncateSync(file, 8 * 1024 ** 3)
    expect(await createProcessLocks(folder, { halfWrittenForMs: 10 })('vault', 5000, done)).toBe('done')
  })
})

test('files in the folder that are not ours stay as they are', async () => {
  writeFileSync(path.join(folder, 'yarn.lock'), '# yarn lockfile v1')
  expect(await createProcessLocks(folder, { halfWrittenForMs: 0 })('vault', 1000, done)).toBe('done')
  expect(readdirSync(folder)).toEqual(['yarn.lock'])
})
