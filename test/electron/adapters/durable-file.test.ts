import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDurableFile } from '../../../electron/adapters/durable-file.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

const bytes = (text: string) => Buffer.from(text)
const textOf = (found: { bytes: Uint8Array } | null) => (found === null ? null : Buffer.from(found.bytes).toString())
const isSound = (content: Uint8Array) => Buffer.from(content).toString().endsWith('.')
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('a file that was never written', () => {
  test('is not there', async () => {
    expect(await createDurableFile(path.join(root, 'a', 'b')).read()).toBeNull()
  })
})

describe('a file that was written', () => {
  test('is read back, with its predecessor beside it', async () => {
    const file = path.join(root, 'deep', 'folder', 'file')
    const durable = createDurableFile(file)
    await durable.write(bytes('one'))
    await durable.write(bytes('two'))
    expect(await durable.read()).toEqual({ bytes: bytes('two'), from: 'main' })
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('one')
    expect(readdirSync(path.dirname(file)).toSorted()).toEqual(['file', 'file.bak'])
  })

  test('belongs to its owner alone, whatever the umask', async () => {
    const before = process.umask(0)
    try {
      const file = path.join(root, 'private', 'file')
      const durable = createDurableFile(file)
      await durable.write(bytes('one'))
      await durable.write(bytes('two'))
      expect([path.dirname(file), file, `${file}.bak`].map(modeOf)).toEqual(['700', '600', '600'])
    } finally {
      process.umask(before)
    }
  })

  test('takes the mode of the new file when the old one was open to others', async () => {
    const file = path.join(root, 'file')
    writeFileSync(file, 'one')
    chmodSync(file, 0o666)
    await createDurableFile(file).write(bytes('two'))
    expect(modeOf(file)).toBe('600')
  })

  test('holds the last of many writes that came at once, also through several objects', async () => {
    const file = path.join(root, 'file')
    const writers = Array.from({ length: 30 }, (_, index) => createDurableFile(file).write(bytes(`write ${index}`)))
    await Promise.all(writers)
    expect(textOf(await createDurableFile(file).read())).toBe('write 29')
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('write 28')
  })

  test('can be large', async () => {
    const file = path.join(root, 'file')
    const large = Buffer.alloc(9_000_000, 'abc')
    await createDurableFile(file).write(large)
    expect(readFileSync(file).equals(large)).toBe(true)
  })

  test('can be empty', async () => {
    const file = path.join(root, 'file')
    await createDurableFile(file).write(bytes(''))
    expect(textOf(await createDurableFile(file).read())).toBe('')
  })
})

describe('a main file that is not sound', () => {
  test.each([
    ['cut', 'one and a ha'],
    ['empty', ''],
  ])('(%s) gives way to its predecessor, and is kept when a new one is written', async (_how, damaged) => {
    const file = path.join(root, 'file')
    const durable = createDurableFile(file, { isSound })
    await durable.write(bytes('one.'))
    await durable.write(bytes('two.'))
    writeFileSync(file, damaged)
    expect(await durable.read()).toEqual({ bytes: bytes('one.'), from: 'backup' })
    await durable.write(bytes('three.'))
    expect(textOf(await durable.read())).toBe('three.')
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('one.')
    const [unsound = ''] = readdirSync(root).filter((name) => name.startsWith('file.unsound-'))
    expect(readFileSync(path.join(root, unsound), 'utf8')).toBe(damaged)
  })

  test('gives way to its predecessor when it is missing', async () => {
    const file = path.join(root, 'file')
    writeFileSync(`${file}.bak`, 'one.')
    const durable = createDurableFile(file, { isSound })
    expect(await durable.read()).toEqual({ bytes: bytes('one.'), from: 'backup' })
    await durable.write(bytes('two.'))
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('one.')
  })

  test('is handed over for judgement when its predecessor is no better', async () => {
    const file = path.join(root, 'file')
    writeFileSync(file, 'bad')
    writeFileSync(`${file}.bak`, 'worse')
    expect(await createDurableFile(file, { isSound }).read()).toEqual({ bytes: bytes('bad'), from: 'main' })
  })
})

describe('what stands in the way', () => {
  test('a folder in the file’s place is unreadable, and is not replaced', async () => {
    const file = path.join(root, 'file')
    mkdirSync(file)
    const durable = createDurableFile(file)
    await expect(durable.read()).rejects.toMatchObject({ code: 'storage.unreadable', details: { file: 'file' } })
    await expect(durable.write(bytes('x'))).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(readdirSync(root)).toEqual(['file'])
  })

  test('a file where the folder should be is a failed write', async () => {
    writeFileSync(path.join(root, 'folder'), '')
    await expect(createDurableFile(path.join(root, 'folder', 'file')).write(bytes('x'))).rejects.toMatchObject({
      code: 'storage.write_failed',
      details: { file: 'file' },
    })
  })

  test('a link is replaced by the file, and what it pointed to is left alone', async () => {
    const [file, elsewhere] = [path.join(root, 'file'), path.join(root, 'elsewhere')]
    writeFileSync(elsewhere, 'theirs')
    symlinkSync(elsewhere, file)
    await createDurableFile(file).write(bytes('ours'))
    expect([readFileSync(file, 'utf8'), readFileSync(elsewhere, 'utf8')]).toEqual(['ours', 'theirs'])
  })

  test('the link that a crash left of a predecessor that was just kept does no harm', async () => {
    const file = path.join(root, 'file')
    const durable = createDurableFile(file)
    await durable.write(bytes('one'))
    linkSync(file, `${file}.bak`)
    await durable.write(bytes('two'))
    expect([readFileSync(file, 'utf8'), readFileSync(`${file}.bak`, 'utf8')]).toEqual(['two', 'one'])
    expect(readdirSync(root).toSorted()).toEqual(['file', 'file.bak'])
  })

  test('a link’s bytes are kept as the predecessor, and not the link', async () => {
    const [file, elsewhere] = [path.join(root, 'file'), path.join(root, 'elsewhere')]
    writeFileSync(elsewhere, 'theirs')
    symlinkSync(elsewhere, file)
    await createDurableFile(file).write(bytes('ours'))
    writeFileSync(elsewhere, 'changed')
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('theirs')
  })

  test('a file of zeros, as a power cut may leave it, gives way to its predecessor', async () => {
    const file = path.join(root, 'file')
    const durable = createDurableFile(file, { isSound })
    for (const text of ['one.', 'two.']) await durable.write(bytes(text))
    writeFileSync(file, Buffer.alloc(4))
    expect(await durable.read()).toEqual({ bytes: bytes('one.'), from: 'backup' })
  })

  test('a file that may only be read is replaced all the same', async () => {
    const file = path.join(root, 'file')
    writeFileSync(file, 'one', { mode: 0o400 })
    await createDurableFile(file).write(bytes('two'))
    expect([readFileSync(file, 'utf8'), modeOf(file)]).toEqual(['two', '600'])
  })

  test.skipIf(process.getuid?.() === 0)(
    'a file that may not even be read is unreadable, and is not replaced',
    async () => {
      const file = path.join(root, 'file')
      writeFileSync(file, 'one', { mode: 0 })
      const durable = createDurableFile(file)
      await expect(durable.read()).rejects.toMatchObject({ code: 'storage.unreadable' })
      await expect(durable.write(bytes('two'))).rejects.toMatchObject({ code: 'storage.write_failed' })
    },
  )
})
