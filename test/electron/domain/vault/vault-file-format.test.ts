import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  formatVaultFile,
  isSoundVaultFile,
  parseVaultFile,
} from '../../../../electron/domain/vault/vault-file-format.ts'
import { noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, secret } from '../../../support/vault-builder.ts'

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, '../../../fixtures/vault', name))

describe('a vault that version 1 saved', () => {
  test('opens for ever, with what was in it', async () => {
    const disk = aDisk(fixture('version-1.json'))
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    expect(await vault.unlock(passphrase)).toMatchObject({ state: 'open', records: 2, unreadable: 0 })
    expect((await vault.read('tokens', '0b0d7a3c-6a3e-4a7e-9d0e-5b7f6a1c2d3e'))?.reveal()).toBe(
      '{"accessToken":"äöü 🔑"}',
    )
    expect((await vault.read('client-secret', 'robot'))?.reveal()).toBe('s3cr3t of the robot')
    await vault.write('client-secret', 'robot', secret('new'))
    expect(isSoundVaultFile(disk.main ?? new Uint8Array())).toBe(true)
  })

  test('is the same bytes when it is read and written', () => {
    const bytes = fixture('version-1.json')
    const parsed = parseVaultFile(bytes)
    if (parsed.kind !== 'sound') throw new Error('the fixture does not parse')
    expect(Buffer.from(formatVaultFile(parsed.contents)).equals(bytes)).toBe(true)
  })

  test('is JSON for any other tool', () => {
    expect(JSON.parse(fixture('version-1.json').toString('utf8'))).toMatchObject({ vault: { version: 1 } })
  })
})

test.each([
  ['nothing', ''],
  ['zeros', '\0'.repeat(4096)],
  ['an empty object', '{}'],
  ['a checksum over something else', `{"sha256":"${'0'.repeat(64)}","vault":{"version":1}}\n`],
  ['a list', '[]'],
])('%s is no vault', (_what, text) => {
  expect(parseVaultFile(Buffer.from(text))).toEqual({ kind: 'unsound' })
})
