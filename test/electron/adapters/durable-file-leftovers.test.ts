import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDurableFile } from '../../../electron/adapters/durable-file.ts'
import { withTemporary } from '../../../electron/adapters/temporary-names.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('temporary files beside a file', () => {
  const random = '0123456789abcdef'

  test('are swept where a killed process left them, those of its copies too; nothing else is', async () => {
    const file = path.join(root, 'file')
    const gone = spawnSync(process.execPath, ['-e', '0']).pid
    let ours = ''
    await withTemporary(file, async (temporary) => void (ours = path.basename(temporary)))
    const [, place = ''] = /-([0-9a-f]{12})-/.exec(ours) ?? []
    const others = ['file.notes.tmp', `other.${random}.tmp`, `file.${random}.tmp.txt`, `file.txt.${random}.tmp`]
    const left = [
      ...[`file.${random}.tmp`, `file.${gone}-${place}-${random}.tmp`, `file.bak.${gone}-${place}-${random}.tmp`],
      ...[`file.unsound-0123456789ab.${gone}-${place}-${random}.tmp`, ours],
    ]
    for (const name of [...others, ...left]) writeFileSync(path.join(root, name), 'x')
    await createDurableFile(file).read()
    expect(readdirSync(root).toSorted()).toEqual(others.toSorted())
  })

  test('stay where a living process may be writing them now', async () => {
    const file = path.join(root, 'file')
    let place = ''
    await withTemporary(file, async (temporary) => {
      place = /-([0-9a-f]{12})-/.exec(temporary)?.[1] ?? ''
      const held = [
        ...[path.basename(temporary), `file.${process.ppid}-${place}-${random}.tmp`],
        // Of another machine, and just now.
        `file.${process.ppid}-000000000000-${random}.tmp`,
      ]
      for (const name of held) writeFileSync(path.join(root, name), 'x')
      await createDurableFile(file).read()
      expect(readdirSync(root).toSorted()).toEqual(held.toSorted())
    })
  })

  test('of another machine are swept once no write could last so long', async () => {
    const name = path.join(root, `file.${process.pid}-000000000000-${random}.tmp`)
    writeFileSync(name, 'x')
    const anHourAgo = new Date(Date.now() - 3_600_000)
    utimesSync(name, anHourAgo, anHourAgo)
    await createDurableFile(path.join(root, 'file')).read()
    expect(readdirSync(root)).toEqual([])
  })
})
