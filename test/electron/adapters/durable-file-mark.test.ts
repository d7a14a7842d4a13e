import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDurableFile } from '../../../electron/adapters/durable-file.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

const bytes = (text: string) => Buffer.from(text)

describe('the mark of a file', () => {
  test('is null where there is none', async () => {
    expect(await createDurableFile(path.join(root, 'a', 'file')).mark()).toBeNull()
  })

  test('stays while the file does, and differs after every write, also of the same bytes', async () => {
    const durable = createDurableFile(path.join(root, 'file'))
    const seen = new Set<string | null>()
    for (let write = 0; write < 50; write += 1) {
      await durable.write(bytes('same'))
      const mark = await durable.mark()
      await durable.read()
      expect(await durable.mark()).toBe(mark)
      expect(seen).not.toContain(mark)
      seen.add(mark)
    }
  })

  test('differs when another program changed the bytes in place', async () => {
    const file = path.join(root, 'file')
    const durable = createDurableFile(file)
    await durable.write(bytes('one'))
    const mark = await durable.mark()
    writeFileSync(file, 'other')
    expect(await durable.mark()).not.toBe(mark)
  })

  test('can’t be had where nothing may be looked at', async () => {
    writeFileSync(path.join(root, 'no-folder'), '')
    await expect(createDurableFile(path.join(root, 'no-folder', 'file')).mark()).rejects.toMatchObject({
      code: 'storage.unreadable',
    })
  })
})
