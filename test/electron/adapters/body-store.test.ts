import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createBodyStore, type BodyStoreParts } from '../../../electron/adapters/body-store.ts'
import { aTemporaryFolder, anExchangeId } from './transport-under-test.ts'

async function aStore(parts: Partial<BodyStoreParts> = {}) {
  const folder = path.join(await aTemporaryFolder(), 'bodies')
  // The store makes it in the background, which a test that looks into it must not race.
  await mkdir(folder)
  const store = createBodyStore({ folder, ...parts })
  onTestFinished(store.close)
  return {
    store,
    folder,
    put: async (...chunks: readonly Buffer[]) => {
      const id = anExchangeId()
      const writer = store.begin(id)
      for (const chunk of chunks) writer.write(chunk)
      await writer.finish()
      return id
    },
  }
}

const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 31) % 251))

describe.each([
  ['a small body, in memory', 1000],
  ['a large body, in a file', 10],
])('%s', (_what, memoryLimitBytes) => {
  test('is read by slices', async () => {
    const { store, put } = await aStore({ memoryLimitBytes })
    const bytes = bytesOf(500)
    const id = await put(bytes.subarray(0, 7), bytes.subarray(7, 300), bytes.subarray(300))
    for (const [offset, length] of [
      [0, 500],
      [0, 1],
      [6, 2],
      [299, 50],
      [499, 10],
      [500, 10],
      [9999, 1],
    ] as const) {
      const slice = await store.read(id, offset, length)
      expect(Buffer.from(slice.bytes).equals(bytes.subarray(offset, offset + length))).toBe(true)
      expect(slice.totalBytes).toBe(500)
    }
  })

  test('is copied to a place that a person chose', async () => {
    const { store, put } = await aStore({ memoryLimitBytes })
    const id = await put(bytesOf(500))
    const file = path.join(await aTemporaryFolder(), 'saved.bin')
    await store.copyTo(id, file)
    expect((await readFile(file)).equals(bytesOf(500))).toBe(true)
    await expect(store.copyTo(id, path.join(file, 'no-folder'))).rejects.toMatchObject({ code: 'storage.write_failed' })
  })

  test('is replaced by the next body of the same exchange', async () => {
    const { store, put, folder } = await aStore({ memoryLimitBytes })
    const id = await put(bytesOf(500))
    const writer = store.begin(id)
    writer.write(Buffer.from('the second and longer than ten'))
    await writer.finish()
    expect(Buffer.from((await store.read(id, 0, 100)).bytes).toString()).toBe('the second and longer than ten')
    expect((await readdir(folder)).length).toBeLessThanOrEqual(1)
  })

  test('that is discarded leaves nothing', async () => {
    const { store, put, folder } = await aStore({ memoryLimitBytes })
    await put(bytesOf(500))
    const before = await readdir(folder)
    const id = anExchangeId()
    const writer = store.begin(id)
    writer.write(bytesOf(500))
    await writer.discard()
    await expect(store.read(id, 0, 1)).rejects.toMatchObject({ code: 'exchange.body_gone' })
    expect(await readdir(folder)).toEqual(before)
  })
})

describe('the folder of bodies', () => {
  test('is private, and so is each file in it', async () => {
    const { put, folder } = await aStore({ memoryLimitBytes: 0 })
    await put(bytesOf(10))
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    const [file = ''] = await readdir(folder)
    expect((await stat(path.join(folder, file))).mode & 0o777).toBe(0o600)
  })

  test('is emptied at the start and gone at the end', async () => {
    const folder = path.join(await aTemporaryFolder(), 'bodies')
    await mkdir(folder, { recursive: true, mode: 0o755 })
    await writeFile(path.join(folder, 'left-over.body'), 'from a killed run')
    const store = createBodyStore({ folder, memoryLimitBytes: 0 })
    const writer = store.begin(anExchangeId())
    writer.write(bytesOf(10))
    await writer.finish()
    expect(await readdir(folder)).toHaveLength(1)
    expect(await readdir(folder)).not.toContain('left-over.body')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    await store.close()
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test("that can't be written to fails the body that needed it, not the small ones", async () => {
    const { store, put, folder } = await aStore({ memoryLimitBytes: 100 })
    // A large one: it has waited until the store was done with its folder.
    await put(bytesOf(200))
    await rm(folder, { recursive: true })
    await writeFile(folder, 'a file in the way')
    await expect(put(bytesOf(200))).rejects.toMatchObject({ code: 'storage.write_failed' })
    const id = await put(bytesOf(50))
    expect((await store.read(id, 0, 50)).totalBytes).toBe(50)
  })
})

describe('too many bodies', () => {
  test('push the oldest out', async () => {
    const { store, put } = await aStore({ mostExchanges: 3 })
    const ids = [await put(bytesOf(1)), await put(bytesOf(2)), await put(bytesOf(3)), await put(bytesOf(4))]
    const gone = await Promise.all(
      ids.map((id) =>
        store.read(id, 0, 1).then(
          () => false,
          (error: unknown) => error,
        ),
      ),
    )
    expect(gone).toEqual([expect.objectContaining({ code: 'exchange.body_gone' }), false, false, false])
  })

  test('that are together too large push the oldest out, with their files, but never the newest', async () => {
    const { store, put, folder } = await aStore({ mostBytes: 1000, memoryLimitBytes: 0 })
    const first = await put(bytesOf(600))
    const second = await put(bytesOf(600))
    await expect(store.read(first, 0, 1)).rejects.toMatchObject({ code: 'exchange.body_gone' })
    expect((await store.read(second, 0, 1)).totalBytes).toBe(600)
    const huge = await put(bytesOf(5000))
    expect((await store.read(huge, 4999, 10)).bytes).toHaveLength(1)
    expect(await readdir(folder)).toHaveLength(1)
  })
})
