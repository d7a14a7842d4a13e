import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDurableFile } from '../../../electron/adapters/durable-file.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

const bytes = (text: string) => Buffer.from(text)
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe.skipIf(process.platform === 'win32')('what others may do', () => {
  test('with the file and its predecessor is nothing, from the first look at them', async () => {
    const file = path.join(root, 'file')
    for (const name of [file, `${file}.bak`]) writeFileSync(name, 'x')
    for (const name of [file, `${file}.bak`]) chmodSync(name, 0o664)
    await createDurableFile(file).read()
    expect([file, `${file}.bak`].map(modeOf)).toEqual(['600', '600'])
  })

  test('with the folder is to list it where they could, and never to put files into it', async () => {
    chmodSync(root, 0o777)
    await createDurableFile(path.join(root, 'file')).read()
    expect(modeOf(root)).toBe('755')
  })

  test('with a folder that is shared on purpose stays as it is', async () => {
    chmodSync(root, 0o1777)
    await createDurableFile(path.join(root, 'file')).read()
    expect(statSync(root).mode & 0o7777).toBe(0o1777)
  })

  test('with what a link leads to stays as it is', async () => {
    const [file, elsewhere] = [path.join(root, 'file'), path.join(root, 'elsewhere')]
    writeFileSync(elsewhere, 'theirs')
    chmodSync(elsewhere, 0o644)
    symlinkSync(elsewhere, file)
    await createDurableFile(file).read()
    expect(modeOf(elsewhere)).toBe('644')
  })

  test('the owner may do what they have to even under a umask that takes it from them', async () => {
    const before = process.umask(0o777)
    try {
      const file = path.join(root, 'private', 'file')
      await createDurableFile(file).write(bytes('one'))
      expect([path.dirname(file), file].map(modeOf)).toEqual(['700', '600'])
    } finally {
      process.umask(before)
    }
  })
})
