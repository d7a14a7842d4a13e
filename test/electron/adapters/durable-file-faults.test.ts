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
const older = Buffer.from('older bytes, whole.')
const next = Buffer.from('new bytes, also whole.')
const isSound = (content: Uint8Array) => Buffer.from(content).toString().endsWith('whole.')

/**
 * Node's calls, of which the one that is `fatal` fails with `code`, or (dies) is never done, as nothing after it is;
 * `seen` are all that were made, in order.
 */
function faulty(fatal: number, code: string) {
  const seen: string[] = []
  const opened: FileBeingWritten[] = []
  let die = (): void => undefined
  const isDead = new Promise<void>((resolve) => void (die = resolve))
  async function call<Value>(name: string, run: () => Promise<Value>): Promise<Value> {
    seen.push(name)
    if (seen.length - 1 === fatal && code === 'dies') {
      // The system closes what a dead process had open.
      await Promise.all(opened.map((handle) => handle.close()))
      die()
      return new Promise(() => undefined)
    }
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
    create: (...args) =>
      call('create', async () => {
        const handle = await nodeFileCalls.create(...args)
        opened.push(handle)
        return watch(handle)
      }),
    read: (...args) => call('read', () => nodeFileCalls.read(...args)),
    look: (...args) => call('look', () => nodeFileCalls.look(...args)),
    setMode: (...args) => call('setMode', () => nodeFileCalls.setMode(...args)),
    link: (...args) => call('link', () => nodeFileCalls.link(...args)),
    rename: (...args) => call('rename', () => nodeFileCalls.rename(...args)),
    remove: (...args) => call('remove', () => nodeFileCalls.remove(...args)),
    list: (...args) => call('list', () => nodeFileCalls.list(...args)),
    syncFolder: (...args) => call('syncFolder', () => nodeFileCalls.syncFolder(...args)),
  }
  return { calls, seen, isDead }
}

// Housekeeping, once: what a killed process left, and what is open to others (folder, file, predecessor).
const tidying = ['list', 'look', 'look', 'look']
const keepingPredecessor = ['look', 'link', 'rename', 'remove']
const order = [
  ...tidying,
  ...['makeFolder', 'create', 'write', 'sync', 'close', 'read'],
  ...keepingPredecessor,
  ...['rename', 'syncFolder'],
]
const worksAround = (fatal: number): boolean =>
  fatal < tidying.length || (fatal >= order.indexOf('link') - 1 && fatal <= order.indexOf('remove'))
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

  test.each(points)('(%s: %s, call %i) says so or works around it, and loses nothing', async (name, code, fatal) => {
    const { file, outcome } = await saveOver(fatal, code)
    const reason = { ENOSPC: 'disk-full', EDQUOT: 'disk-full', EACCES: 'not-allowed', EROFS: 'not-allowed' }[code]
    // Sweeping is housekeeping, and where no link can be made the predecessor is copied.
    if (worksAround(fatal)) expect(outcome).toBe('saved')
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

describe('a save that is interrupted', () => {
  const points = order.flatMap((name, at) => ['EINTR', 'EAGAIN'].map((code) => [name, code, at] as const))

  test.each(points)('(%s: %s, call %i) goes on as if nothing had been', async (name, code, at) => {
    const { file, outcome } = await saveOver(at, code)
    // A close is never tried again: EAGAIN is none of its answers.
    if (name === 'close' && code === 'EAGAIN') expect(outcome).toMatchObject({ code: 'storage.write_failed' })
    else {
      expect(outcome).toBe('saved')
      expect([readFileSync(file), readFileSync(`${file}.bak`)]).toEqual([next, old])
    }
    expect(readdirSync(root).filter((each) => each.endsWith('.tmp'))).toEqual([])
  })

  test('again and again is a failure in the end, and not an endless loop', async () => {
    const calls = { ...nodeFileCalls, create: () => Promise.reject(Object.assign(new Error(), { code: 'EINTR' })) }
    await expect(createDurableFile(path.join(root, 'file'), { calls }).write(next)).rejects.toMatchObject({
      code: 'storage.write_failed',
    })
  })

  test('while it is flushed and told EIO, does not flush again: a second one would say yes to lost bytes', async () => {
    const { outcome, seen } = await saveOver(order.indexOf('sync'), 'EIO')
    expect(outcome).toMatchObject({ code: 'storage.write_failed', details: { reason: 'other' } })
    expect(seen.filter((name) => name === 'sync')).toHaveLength(1)
  })
})

describe('a process that dies within a save', () => {
  test.each(order.map((name, at) => [name, at] as const))(
    '(at its %s, call %i) leaves a sound file and a sound predecessor',
    async (_name, at) => {
      const file = path.join(root, 'file')
      for (const bytes of [older, old]) await createDurableFile(file).write(bytes)
      const { calls, isDead } = faulty(at, 'dies')
      void createDurableFile(file, { calls, isSound }).write(next)
      await isDead
      expect([old, next]).toContainEqual(readFileSync(file))
      expect([older, old]).toContainEqual(readFileSync(`${file}.bak`))
    },
  )
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
      create: async () => neverWrites,
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
