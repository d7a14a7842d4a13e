import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlainFile } from '../../../electron/host/plain-file.ts'
import { bundleProgram, runProgram } from '../../support/child-program.ts'
import { openConf } from '../../support/plain-store-builder.ts'

let root = ''
let plainWriter = ''
beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))
  plainWriter = await bundleProgram('programs/plain-writer.ts', root)
}, 30_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

const underLimit = (folder: string, size: number, environment = '') =>
  runProgram('bash', [
    '-c',
    `ulimit -f 20; exec env ${environment} "$@"`,
    '-',
    process.execPath,
    plainWriter,
    folder,
    String(size),
  ])

describe.skipIf(process.platform === 'win32')('electron-store’s writer, where files of 20 kB are the largest', () => {
  const noRoom = { code: 'storage.write_failed', details: { file: 'plain.json', reason: 'disk-full' } }

  test.each([
    ['replacing the file', ''],
    ['writing in place, as it does inside a Snap', 'SNAP=/snap/claimcheck/1'],
  ])('%s, loses nothing: the save fails and the old content is read back', async (how, environment) => {
    const folder = path.join(root, how.split(' ')[0] ?? '')
    const file = createPlainFile({ folder, name: 'plain', migrations: [(bare) => bare], openStore: openConf })
    file.write('old content')
    const before = readFileSync(path.join(folder, 'plain.json'), 'utf8')
    const { lines, errors } = await underLimit(folder, 60_000, environment)
    expect({ said: lines.map((line) => JSON.parse(line)), errors }).toEqual({ said: [noRoom], errors: '' })
    expect(readFileSync(path.join(folder, 'plain.json'), 'utf8')).toBe(before)
  })

  test('saves what fits', async () => {
    expect((await underLimit(path.join(root, 'fits'), 1000)).lines).toEqual(['saved'])
  })
})
