import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVaultFiles } from '../../../electron/adapters/vault-files.ts'
import { createVault } from '../../../electron/domain/vault/vault.ts'
import { bundleProgram, runProgram } from '../../support/child-program.ts'
import { aKeyring } from '../../support/keyring-builder.ts'

let root = ''
let vaultWriter = ''
let durableWriter = ''
beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))
  vaultWriter = await bundleProgram('programs/vault-writer.ts', root)
  durableWriter = await bundleProgram('programs/durable-writer.ts', root)
}, 30_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('a program that is killed while it writes', () => {
  const kills = 20

  test(`loses nothing that was acknowledged, in ${kills} kills`, async () => {
    const folder = path.join(root, 'vault')
    const lost: string[] = []
    let acknowledgedInAll = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const writesBefore = 1 + ((kill * 7) % 23)
      let seen = 0
      const { signal, lines, errors } = await runProgram(process.execPath, [vaultWriter, folder], (_line, child) => {
        seen += 1
        // Some way into the next write: each time at another point of it.
        if (seen === writesBefore) setTimeout(() => child.kill('SIGKILL'), kill / 8)
      })
      expect({ signal, errors }).toEqual({ signal: 'SIGKILL', errors: '' })
      acknowledgedInAll += lines.length

      const { wrapper } = aKeyring({ key: Buffer.alloc(32, 7) })
      const vault = createVault({ keyWrapper: wrapper, ...createVaultFiles(folder), randomBytes })
      expect(await vault.status()).toMatchObject({ state: 'open', records: 1, unreadable: 0 })
      const kept = Number((await vault.read('tokens', 'counter'))?.reveal().split(' ')[0])
      const acknowledged = Number(lines.at(-1))
      if (!(kept >= acknowledged && kept <= acknowledged + 1)) lost.push(`${acknowledged} acknowledged, ${kept} kept`)
    }
    expect({ lost, isManyWrites: acknowledgedInAll > kills * 5 }).toEqual({ lost: [], isManyWrites: true })
    expect(readdirSync(folder).toSorted()).toEqual(['vault.json', 'vault.json.bak'])
  }, 60_000)
})

describe.skipIf(process.platform === 'win32')('a program that may write files of 20 kB only', () => {
  const underLimit = (file: string, size: number) =>
    runProgram('bash', ['-c', 'ulimit -f 20; exec "$@"', '-', process.execPath, durableWriter, file, String(size)])

  test('is told that a larger one does not fit, and keeps the old bytes', async () => {
    const file = path.join(root, 'limited')
    writeFileSync(file, 'old bytes')
    const { lines } = await underLimit(file, 60_000)
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { code: 'storage.write_failed', details: { file: 'limited', reason: 'disk-full' } },
    ])
    expect(readFileSync(file, 'utf8')).toBe('old bytes')
    expect(readdirSync(root).filter((name) => name.startsWith('limited'))).toEqual(['limited'])
  })

  test('writes one that fits', async () => {
    const file = path.join(root, 'fitting')
    expect((await underLimit(file, 20_000)).lines).toEqual(['saved'])
    expect(readFileSync(file)).toHaveLength(20_000)
  })
})
