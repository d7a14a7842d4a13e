import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDurableFile } from '../../../electron/adapters/durable-file.ts'
import { type FileBeingWritten, type FileCalls, nodeFileCalls } from '../../../electron/adapters/file-calls.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

const old = Buffer.from('old bytes, whole.')
const next = Buffer.from('new bytes, also whole.')
const isSound = (content: Uint8Array) => Buffer.from(content).toString().endsWith('whole.')

/** Node's calls, of which the one that is `fatal` fails with `code`; `seen` are all that were made, in order. */
function faulty(fatal: number, code: string) {
  const seen: string[] = []
  async function call<Value>(name: string, run: () => Promise<Value>): Promise<Value> {
    seen.push(name)
    if (seen.length - 1 === fatal) throw Object.assign(new Error(`${code} on purpose`), { code })
    return run()
  }
  const watch = (handle: FileBeingWritten): FileBeingWritten => ({
    write: (...args) => call('write', () => handle.write(...args)),
    sync: () => call('sync', () => handle.sync()),
    close: () => handle.close().then(() => call('close', async () => undefined)),
  })
  const calls: FileCalls = {
    makeFolder: (...args) => call('makeFolder', () => nodeFileCalls.makeFolder(...args)),
    create: (...args) => call('create', async () => watch(await nodeFileCalls.create(...args))),
    read: (...args) => call('read', () => nodeFileCalls.read(...args)),
    link: (...args) => call('link', () => nodeFileCalls.link(...args)),
    rename: (...args) => call('rename', () => nodeFileCalls.rename(...args)),
    remove: (...args) => call('remove', () => nodeFileCalls.remove(...args)),
    list: (...args) => call('list', () => nodeFileCalls.list(...args)),
    syncFolder: (...args) => call('syncFolder', () => nodeFileCalls.syncFolder(...args)),
  }
  return { calls, seen }
}

const order = [
  'list',
  'makeFolder',
  'create',
  'write',
  'sync',
  'close',
  'read',
  'remove',
  'link',
  'rename',
  'syncFolder',
]
const codes = ['ENOSPC', 'EIO', 'EACCES', 'EDQUOT', 'EROFS', 'EMFILE']

async function saveOver(fatal: number, code: string) {
  const file = path.join(root, `${fatal}-${code}`)
  await createDurableFile(file).write(old)
  const { calls, seen } = faulty(fatal, code)
  const outcome = await createDurableFile(file, { calls, isSound })
    .write(next)
    .then(
      () => 'saved',
      (error: unknown) => error,
    )
  return { file, outcome, seen }
}

test('a save flushes the file before it is renamed, and the folder after', async () => {
  const { outcome, seen } = await saveOver(-1, '')
  expect({ outcome, seen }).toEqual({ outcome: 'saved', seen: order })
})

describe('a save of which one call fails', () => {
  const points = order.flatMap((name, fatal) => codes.map((code) => [name, code, fatal] as const))

  test.each(points)('(%s: %s) says so or works around it, and loses nothing', async (name, code, fatal) => {
    const { file, outcome } = await saveOver(fatal, code)
    const reason = { ENOSPC: 'disk-full', EDQUOT: 'disk-full', EACCES: 'not-allowed', EROFS: 'not-allowed' }[code]
    // Sweeping is housekeeping, and where no link can be made the predecessor is copied.
    if (['list', 'remove', 'link'].includes(name)) expect(outcome).toBe('saved')
    else {
      expect(outcome).toMatchObject({
        code: 'storage.write_failed',
        details: { file: path.basename(file), reason: reason ?? 'other' },
      })
    }
    const found = await createDurableFile(file, { isSound }).read()
    const isRenamed = outcome === 'saved' || name === 'syncFolder'
    expect(Buffer.from(found?.bytes ?? []).toString()).toBe((isRenamed ? next : old).toString())
    if (isRenamed) expect(readFileSync(`${file}.bak`).equals(old)).toBe(true)
    expect(readdirSync(root).filter((each) => each.endsWith('.tmp'))).toEqual([])
  })
})

describe('a disk that takes bytes in small pieces', () => {
  const piecemeal = (limit: number): FileCalls => ({
    ...nodeFileCalls,
    async create(...args) {
      const handle = await nodeFileCalls.create(...args)
      let room = limit
      return {
        async write(bytes, offset, length) {
          if (room <= 0) throw Object.assign(new Error('no room'), { code: 'ENOSPC' })
          const written = await handle.write(bytes, offset, Math.min(length, 5, room))
          room -= written.bytesWritten
          return written
        },
        sync: () => handle.sync(),
        close: () => handle.close(),
      }
    },
  })

  test('gets them all', async () => {
    const file = path.join(root, 'file')
    await createDurableFile(file, { calls: piecemeal(1000) }).write(next)
    expect(readFileSync(file).equals(next)).toBe(true)
  })

  test('and is full before the end, leaves the old file as it was', async () => {
    const file = path.join(root, 'file')
    await createDurableFile(file).write(old)
    await expect(createDurableFile(file, { calls: piecemeal(12) }).write(next)).rejects.toMatchObject({
      details: { reason: 'disk-full' },
    })
    expect(readFileSync(file).equals(old)).toBe(true)
  })

  test('and takes none at all without saying why, is a failure and not an endless loop', async () => {
    const deaf: FileCalls = {
      ...nodeFileCalls,
      create: async (...args) => ({ ...(await nodeFileCalls.create(...args)), ...neverWrites }),
    }
    await expect(createDurableFile(path.join(root, 'file'), { calls: deaf }).write(next)).rejects.toMatchObject({
      code: 'storage.write_failed',
      details: { reason: 'other' },
    })
  })
})

const neverWrites: FileBeingWritten = {
  write: async () => ({ bytesWritten: 0 }),
  sync: async () => undefined,
  close: async () => undefined,
}
