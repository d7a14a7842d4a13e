import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OpenPlainStore } from '../../../electron/domain/storage/plain-store.ts'
import { createLongPlainFile } from '../../../electron/host/long-plain-file.ts'
import { openConf } from '../../support/plain-store-builder.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const aFile = (openStore: OpenPlainStore = openConf) =>
  createLongPlainFile({ folder, name: 'plain', migrations: [(bare) => bare], openStore })
const inFolder = (name: string) => path.join(folder, name)
const names = () => readdirSync(folder).toSorted()
const saveByHand = (text: string) => writeFileSync(inFolder('plain.json'), text)

describe('a long plain file', () => {
  test('gives back what was saved, with its version, and keeps its predecessor', async () => {
    const file = aFile()
    await file.write({ theme: 'dark' })
    await file.write({ theme: 'light' })
    expect(aFile().read()).toEqual({ content: { theme: 'light' }, trouble: null })
    expect(await aFile().readLater()).toEqual(aFile().read())
    expect(readFileSync(inFolder('plain.json'), 'utf8')).toBe(
      '{\n  "schemaVersion": 1,\n  "content": {\n    "theme": "light"\n  }\n}\n',
    )
    expect(JSON.parse(readFileSync(inFolder('plain.json.bak'), 'utf8'))).toMatchObject({ content: { theme: 'dark' } })
    expect(names()).toEqual(['plain.json', 'plain.json.bak'])
    expect(names().map((name) => statSync(inFolder(name)).mode & 0o777)).toEqual([0o600, 0o600])
  })

  test('that was never saved has no content, and reading leaves no trace', async () => {
    expect(await aFile().readLater()).toEqual({ content: null, trouble: null })
    expect(names()).toEqual([])
  })

  test('is written by our own writer: electron-store’s never touches the disk', async () => {
    let wroteItself = false
    await aFile((options) => {
      const store = openConf(options)
      return {
        get store() {
          return store.store
        },
        set store(content) {
          const before = names()
          store.store = content
          wroteItself = names().join() !== before.join()
        },
      }
    }).write('content')
    expect(wroteItself).toBe(false)
    expect(aFile().read().content).toBe('content')
  })

  test('is not said to be saved where electron-store hands no text over', async () => {
    await aFile().write('old')
    const silent: OpenPlainStore = () => ({ store: {} })
    await expect(aFile(silent).write('new')).rejects.toThrowError('storage.write_failed')
    expect(aFile().read().content).toBe('old')
  })
})

describe('a damaged long file', () => {
  test.each([
    ['cut', '{"schemaVersion":1,"content":{"the'],
    ['zeros', '\0\0\0\0'],
    ['of an impossible version', '{"schemaVersion":"x","content":1}'],
  ])('(%s) gives way to its predecessor, and is kept when something is saved', async (_how, damaged) => {
    const file = aFile()
    await file.write('first')
    await file.write('second')
    saveByHand(damaged)
    const restarted = aFile()
    const { content, trouble } = await restarted.readLater()
    expect({ content, what: trouble?.what }).toEqual({ content: 'first', what: 'damaged' })
    await restarted.write('third')
    expect(readFileSync(trouble?.keptAs ?? '', 'utf8')).toBe(damaged)
    expect(aFile().read()).toEqual({ content: 'third', trouble: null })
    expect(readFileSync(inFolder('plain.json.bak'), 'utf8')).toContain('first')
  })

  test('that was damaged under a running program is kept too', async () => {
    const file = aFile()
    await file.write('first')
    saveByHand('damaged')
    await file.write('second')
    const kept = names().filter((name) => name.includes('.kept-'))
    expect(kept.map((name) => readFileSync(inFolder(name), 'utf8'))).toEqual(['damaged'])
  })

  test('that is a folder stays in its place when the save fails, and is kept when it does not', async () => {
    mkdirSync(inFolder('plain.json'))
    const broken: OpenPlainStore = () => {
      throw new Error('no store')
    }
    await expect(aFile(broken).write('new')).rejects.toThrowError('storage.write_failed')
    expect(names()).toEqual(['plain.json'])
    await aFile().write('new')
    expect(names()).toEqual(['plain.json', 'plain.json.kept-unreadable'])
  })
})
