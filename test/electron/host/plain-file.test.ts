import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OpenPlainStore } from '../../../electron/domain/storage/plain-store.ts'
import { createPlainFile } from '../../../electron/host/plain-file.ts'
import { openConf } from '../../support/plain-store-builder.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const aPlainFile = (openStore: OpenPlainStore = openConf) =>
  createPlainFile({ folder, name: 'plain', migrations: [(bare) => bare], openStore })
const inFolder = (name: string) => path.join(folder, name)
const names = () => readdirSync(folder).toSorted()
const saveByHand = (text: string) => writeFileSync(inFolder('plain.json'), text)

describe('a plain file', () => {
  test('that was never saved has no content, and reading leaves no trace', () => {
    expect(aPlainFile().read()).toEqual({ content: null, trouble: null })
    expect(names()).toEqual([])
  })

  test('gives back what was saved, with its version, and keeps its predecessor', () => {
    const file = aPlainFile()
    file.write({ theme: 'dark' })
    file.write({ theme: 'light' })
    expect(aPlainFile().read()).toEqual({ content: { theme: 'light' }, trouble: null })
    expect(JSON.parse(readFileSync(inFolder('plain.json'), 'utf8'))).toEqual({
      schemaVersion: 1,
      content: { theme: 'light' },
    })
    expect(JSON.parse(readFileSync(inFolder('plain.json.bak'), 'utf8'))).toMatchObject({ content: { theme: 'dark' } })
    expect(names()).toEqual(['plain.json', 'plain.json.bak'])
  })

  test('belongs to its owner alone', () => {
    const file = aPlainFile()
    file.write(1)
    file.write(2)
    expect(names().map((name) => statSync(inFolder(name)).mode & 0o777)).toEqual([0o600, 0o600])
  })

  test('may be bare content that a person or a script wrote', () => {
    saveByHand('{"theme":"dark"}')
    expect(aPlainFile().read()).toEqual({ content: { theme: 'dark' }, trouble: null })
  })

  test('is rid of what an interrupted save of electron-store left', () => {
    writeFileSync(inFolder('plain.json.tmp-17000000001a2b3c'), 'half')
    aPlainFile().write(1)
    expect(names()).toEqual(['plain.json'])
  })
})

describe('a damaged file', () => {
  test.each([
    ['cut', '{"schemaVersion":1,"content":{"the'],
    ['empty', ''],
    ['zeros', '\0\0\0\0'],
    ['no object', '[1]'],
    ['of an impossible version', '{"schemaVersion":"x","content":1}'],
  ])('(%s) gives way to its predecessor, says so, and is kept when something is saved', (_how, damaged) => {
    const file = aPlainFile()
    file.write('first')
    file.write('second')
    saveByHand(damaged)
    const restarted = aPlainFile()
    const { content, trouble } = restarted.read()
    expect({ content, what: trouble?.what }).toEqual({ content: 'first', what: 'damaged' })
    expect(readFileSync(inFolder('plain.json'), 'utf8')).toBe(damaged)
    restarted.write('third')
    expect(readFileSync(trouble?.keptAs ?? '', 'utf8')).toBe(damaged)
    expect(aPlainFile().read()).toEqual({ content: 'third', trouble: null })
  })

  test('is kept once, however often it is met', () => {
    for (const start of [1, 2, 3]) {
      saveByHand('damaged')
      const file = aPlainFile()
      file.read()
      file.write(start)
    }
    expect(names().filter((name) => name.includes('.kept-'))).toHaveLength(1)
  })

  test('that is a folder does not stop the start, and is kept too', () => {
    mkdirSync(inFolder('plain.json'))
    const file = aPlainFile()
    expect(file.read()).toMatchObject({ content: null, trouble: { what: 'unreadable' } })
    file.write(1)
    expect(names()).toEqual(['plain.json', 'plain.json.kept-unreadable'])
  })
})

test('a file of a newer version is used as far as it is understood, and kept before it is replaced', () => {
  saveByHand('{"schemaVersion":9,"content":{"theme":"dark"}}')
  const file = aPlainFile()
  const { content, trouble } = file.read()
  expect({ content, what: trouble?.what }).toEqual({ content: { theme: 'dark' }, what: 'newer' })
  file.write({ theme: 'light' })
  expect(readFileSync(trouble?.keptAs ?? '', 'utf8')).toContain('"schemaVersion":9')
})

describe('a store that does not keep its word', () => {
  const cutShort: OpenPlainStore = ({ cwd, name, serialize }) => ({
    set store(content: Record<string, unknown>) {
      writeFileSync(path.join(cwd, `${name}.json`), serialize(content).slice(0, 20))
    },
  })
  const throws: OpenPlainStore = () => ({
    set store(_content: Record<string, unknown>) {
      throw Object.assign(new Error('no room'), { code: 'EDQUOT' })
    },
  })

  test.each([
    ['writes a part and says nothing', cutShort],
    ['throws', throws],
  ])('and %s: the save fails, and the old file is there', (_how, openStore) => {
    aPlainFile().write('old')
    const before = readFileSync(inFolder('plain.json'), 'utf8')
    expect(() => aPlainFile(openStore).write('new')).toThrowError(
      expect.objectContaining({
        code: 'storage.write_failed',
        details: { file: 'plain.json', reason: 'disk-full' },
      }),
    )
    expect(readFileSync(inFolder('plain.json'), 'utf8')).toBe(before)
  })

  test('on the very first save leaves no half file', () => {
    expect(() => aPlainFile(cutShort).write('new')).toThrowError('storage.write_failed')
    expect(names()).toEqual([])
  })

  test('beside a damaged file leaves that one in its place', () => {
    saveByHand('damaged')
    expect(() => aPlainFile(cutShort).write('new')).toThrowError('storage.write_failed')
    expect(readFileSync(inFolder('plain.json'), 'utf8')).toBe('damaged')
  })
})
