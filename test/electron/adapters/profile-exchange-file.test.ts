import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeFileCalls } from '../../../electron/adapters/file-calls.ts'
import { createProfileExchangeFiles } from '../../../electron/adapters/profile-exchange-file.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const inFolder = (name: string) => path.join(folder, name)
const files = createProfileExchangeFiles()

describe('a file of profiles', () => {
  test('is written whole, for its owner alone, over one that others could read', async () => {
    writeFileSync(inFolder('profiles.json'), 'old', { mode: 0o644 })
    await files.write(inFolder('profiles.json'), Buffer.from('new'))
    expect(readFileSync(inFolder('profiles.json'), 'utf8')).toBe('new')
    expect(statSync(inFolder('profiles.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })

  test('that can’t be written whole leaves the old one, and nothing beside it', async () => {
    writeFileSync(inFolder('profiles.json'), 'old')
    const full = createProfileExchangeFiles({
      ...nodeFileCalls,
      async create(name, mode) {
        const real = await nodeFileCalls.create(name, mode)
        return {
          ...{ sync: real.sync.bind(real), close: real.close.bind(real) },
          write: () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' })),
        }
      },
    })
    await expect(full.write(inFolder('profiles.json'), Buffer.from('new'))).rejects.toMatchObject({
      code: 'storage.write_failed',
      details: { file: 'profiles.json', reason: 'disk-full' },
    })
    expect(readFileSync(inFolder('profiles.json'), 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })

  test('is flushed before it takes its name, and its folder after', async () => {
    const log: string[] = []
    const watched = createProfileExchangeFiles({
      ...nodeFileCalls,
      async create(name, mode) {
        const real = await nodeFileCalls.create(name, mode)
        return {
          write: real.write.bind(real),
          close: real.close.bind(real),
          async sync() {
            log.push('flush')
            await real.sync()
          },
        }
      },
      async rename(from, to) {
        log.push('rename')
        await nodeFileCalls.rename(from, to)
      },
      async syncFolder(name) {
        log.push('flush folder')
        await nodeFileCalls.syncFolder(name)
      },
    })
    await watched.write(inFolder('profiles.json'), Buffer.from('new'))
    expect(log).toEqual(['flush', 'rename', 'flush folder'])
  })

  test('is read with its name', async () => {
    writeFileSync(inFolder('mine.json'), '{}')
    const { fileName, bytes } = await files.read(inFolder('mine.json'))
    expect([fileName, Buffer.from(bytes).toString('utf8')]).toEqual(['mine.json', '{}'])
  })

  test.each<[string, () => void]>([
    ['a folder', () => mkdirSync(inFolder('odd'))],
    ['a pipe that nobody writes to', () => void execFileSync('mkfifo', [inFolder('odd')])],
    [
      'larger than any',
      () => {
        writeFileSync(inFolder('odd'), '')
        truncateSync(inFolder('odd'), 33 * 1024 * 1024)
      },
    ],
  ])('that is %s is refused unread', async (_what, make) => {
    make()
    await expect(files.read(inFolder('odd'))).rejects.toMatchObject({
      code: 'profile.import_unreadable',
      details: { reason: 'It is no plain file of at most 32 MB' },
    })
  })

  test('that is gone is told by its name only', async () => {
    await expect(files.read(inFolder('gone.json'))).rejects.toMatchObject({
      code: 'storage.unreadable',
      details: { file: 'gone.json' },
    })
  })
})
