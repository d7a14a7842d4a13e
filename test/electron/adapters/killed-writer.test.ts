import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { bundleProgram, runProgram } from '../../support/child-program.ts'
import { aVaultIn } from '../../support/vault-on-disk.ts'

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

      const vault = aVaultIn(folder)
      expect(await vault.status()).toMatchObject({ state: 'open', records: 1, unreadable: 0 })
      const kept = Number((await vault.read('tokens', 'counter'))?.reveal().split(' ')[0])
      const acknowledged = Number(lines.at(-1))
      if (!(kept >= acknowledged && kept <= acknowledged + 1)) lost.push(`${acknowledged} acknowledged, ${kept} kept`)
    }
    expect({ lost, isManyWrites: acknowledgedInAll > kills * 5 }).toEqual({ lost: [], isManyWrites: true })
    // What the last of them held is taken over.
    const vault = aVaultIn(folder)
    await vault.write('tokens', 'counter', new SecretText('0'))
    await vault.settled()
    const ours = ['locks', 'vault-seen.json', 'vault-seen.json.bak', 'vault.json', 'vault.json.bak']
    expect(readdirSync(folder).filter((name) => !ours.includes(name))).toEqual([])
    expect(readdirSync(path.join(folder, 'locks'))).toEqual([])
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
