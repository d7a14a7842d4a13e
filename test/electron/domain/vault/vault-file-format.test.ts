import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  formatVaultFile,
  isSoundVaultFile,
  parseVaultFile,
} from '../../../../electron/domain/vault/vault-file-format.ts'
import { readLines } from '../../../../electron/domain/vault/vault-file-lines.ts'
import { noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, secret, sha256, unlockWith } from '../../../support/vault-builder.ts'
import { keyringOfFixtures, vaultFixture } from '../../../support/vault-fixtures.ts'

const soundFile = async (bytes: Uint8Array) => {
  const parsed = await parseVaultFile(bytes)
  if (parsed.kind !== 'sound') throw new Error('it does not parse')
  return parsed.file
}

/** The vault within its frame. */
const bodyOf = (text: string): Buffer => Buffer.from(text.slice(text.indexOf('"vault":') + 8, text.lastIndexOf('}')))

/** What the fixtures hold. */
const kept = [
  ['tokens', '0b0d7a3c-6a3e-4a7e-9d0e-5b7f6a1c2d3e 4f1c', '{"accessToken":"äöü 🔑","refreshToken":"r-1"}'],
  ['client-secret', 'robot', 's3cr3t of the robot'],
  ['profile-secret', 'robot password', 'line\nbreak'],
  ['dpop-key', 'robot', '{"kty":"EC"}'],
  ['refresh-intent', 'robot 4f1c', '{"startedAt":"2026-01-01T00:00:00.000Z"}'],
] as const

describe('a vault that version 1 saved', () => {
  test('opens for ever, with what was in it', async () => {
    const disk = aDisk(vaultFixture('version-1'))
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    expect(await unlockWith(vault)).toMatchObject({ state: 'open', strength: 'passphrase', records: 2, unreadable: 0 })
    expect((await vault.read('tokens', '0b0d7a3c-6a3e-4a7e-9d0e-5b7f6a1c2d3e'))?.reveal()).toBe(
      '{"accessToken":"äöü 🔑"}',
    )
    expect((await vault.read('client-secret', 'robot'))?.reveal()).toBe('s3cr3t of the robot')
  })

  test.each(['version-1-keyring', 'version-1-passphrase', 'version-2-both'] as const)(
    'opens for ever, every kind of record: %s',
    async (name) => {
      const disk = aDisk(vaultFixture(name))
      const isPassphrase = name === 'version-1-passphrase'
      const vault = aVault({ disk, keyWrapper: isPassphrase ? noKeyring() : keyringOfFixtures().wrapper })
      expect(await (isPassphrase ? unlockWith(vault) : vault.status())).toMatchObject({ state: 'open', records: 5 })
      for (const [kind, id, text] of kept) expect((await vault.read(kind, id))?.reveal()).toBe(text)
      expect(disk.writes).toBe(0)
    },
  )

  test('is kept as it was before anything is written in its place, once', async () => {
    const disk = aDisk(vaultFixture('version-1-keyring'))
    const before = sha256(disk.main)
    const vault = aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })
    await vault.write('client-secret', 'robot', secret('new'))
    await vault.write('client-secret', 'robot', secret('newer'))
    expect(disk.keptVersions.map(({ bytes, version }) => [sha256(bytes), version])).toEqual([[before, 1]])
    expect(await soundFile(disk.main ?? new Uint8Array())).toMatchObject({ version: 2 })
    const restarted = aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })
    expect((await restarted.read('client-secret', 'robot'))?.reveal()).toBe('newer')
    expect((await restarted.read('profile-secret', 'robot password'))?.reveal()).toBe('line\nbreak')
  })

  test('stays as it is when it can’t be kept: nothing is written in its place', async () => {
    const disk = aDisk(vaultFixture('version-1-keyring'))
    const before = sha256(disk.main)
    disk.keptVersions.push = () => {
      throw new Error('disk full')
    }
    const vault = aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })
    await expect(vault.write('client-secret', 'robot', secret('new'))).rejects.toThrow('disk full')
    expect([sha256(disk.main), disk.writes]).toEqual([before, 0])
    expect((await vault.read('client-secret', 'robot'))?.reveal()).toBe('new')
  })

  test('takes its record that can’t be opened along, byte for byte', async () => {
    const disk = aDisk(vaultFixture('version-1-unreadable'))
    const vault = aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })
    expect(await vault.status()).toMatchObject({ records: 5, unreadable: 1 })
    const sealed = (await soundFile(disk.main ?? new Uint8Array())).records.find(({ id }) => id === 'robot pass-word')
    await vault.write('client-secret', 'robot', secret('new'))
    expect((await soundFile(disk.main ?? new Uint8Array())).records).toContainEqual(sealed)
    expect(await vault.status()).toMatchObject({ records: 5, unreadable: 1 })
  })
})

describe('a vault file', () => {
  test('is the same bytes when it is read and written', async () => {
    const bytes = vaultFixture('version-2-both')
    const file = await soundFile(bytes)
    const { header } = file
    if (header === null) throw new Error('it has no header')
    const digests: string[] = []
    const written = await formatVaultFile(file, (digest) => {
      digests.push(digest)
      return header
    })
    expect(Buffer.from(written).equals(bytes)).toBe(true)
    expect(digests).toEqual([file.digest])
  })

  test('is JSON for any other tool', () => {
    expect(JSON.parse(vaultFixture('version-2-both').toString('utf8'))).toMatchObject({ vault: { version: 2 } })
  })

  test.each([
    ['none', []],
    ['one', ['robot']],
    ['texts that look like what is between records', ['},\n{', '\n],"superseded":[\n', '"records":[', 'a\nb', '🔑\\n']],
    ['more than are read at once', Array.from({ length: 2000 }, (_, index) => `profile ${index}`)],
  ])('is read a line at a time as JSON is read: %s', async (_what, ids) => {
    const records = ids.map((id) => ({ kind: 'tokens', id, nonce: 'AAAA', sealed: 'A'.repeat(400) }))
    const contents = { vaultId: 'a'.repeat(32), generation: 1, wraps: [], records, superseded: records.slice(0, 3) }
    const text = Buffer.from(await formatVaultFile(contents, () => ({ nonce: '', sealed: '' }))).toString('utf8')
    const { vault } = JSON.parse(text)
    expect(vault).toMatchObject(contents)
    expect(await readLines(bodyOf(text))).toEqual(vault)
  })

  test('that any other tool has written without line feeds is read as well', async () => {
    const lines = vaultFixture('version-2-both').toString('utf8')
    expect(await readLines(bodyOf(lines.replaceAll('\n', '')))).toBeNull()
    const anew = JSON.stringify({ ...JSON.parse(lines).vault, wraps: [{ kind: 'keyring', backend: 'x', key: '' }] })
    const digest = createHash('sha256').update(anew).digest('hex')
    expect(await parseVaultFile(Buffer.from(`{"sha256":"${digest}","vault":${anew}}\n`))).toMatchObject({
      ...{ kind: 'sound', file: { records: JSON.parse(lines).vault.records } },
    })
  })

  test.each([
    ['a comma too few', '},\n{"kind"', '}\n{"kind"'],
    ['a comma too many', '"}\n]', '"},\n]'],
    ['a line that is empty', '},\n{"kind"', '},\n\n,{"kind"'],
  ])('with %s between its records is no vault', async (_what, from, to) => {
    const text = vaultFixture('version-2-both').toString('utf8').replace(from, to)
    expect(text).toContain(to)
    const body = bodyOf(text)
    const digest = createHash('sha256').update(body).digest('hex')
    const bytes = Buffer.concat([Buffer.from(`{"sha256":"${digest}","vault":`), body, Buffer.from('}\n')])
    expect(await parseVaultFile(bytes)).toEqual({ kind: 'unsound' })
  })

  test('of thousands of records never holds up the process for long', async () => {
    const records = Array.from({ length: 5000 }, (_, index) => ({
      ...{ kind: 'tokens', id: `profile ${index}`, nonce: 'AAAAAAAAAAAAAAAA', sealed: 'A'.repeat(800) },
    }))
    let turns = 0
    let isOver = false
    const count = (): void => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    const contents = { vaultId: 'a'.repeat(32), generation: 1, wraps: [], records, superseded: [] }
    const bytes = await formatVaultFile(contents, () => ({ nonce: '', sealed: '' }))
    const turnsToWrite = turns
    expect(turnsToWrite).toBeGreaterThan(20)
    expect(await isSoundVaultFile(bytes)).toBe(true)
    const turnsBefore = turns
    expect(await readLines(bodyOf(Buffer.from(bytes).toString('utf8')))).not.toBeNull()
    isOver = true
    expect(turns - turnsBefore).toBeGreaterThan(10)
  })
})

describe('what is no vault', () => {
  const withDigest = (body: string) =>
    `{"sha256":"${createHash('sha256').update(body).digest('hex')}","vault":${body}}\n`
  const record = '{"kind":"tokens","id":"a","nonce":"","sealed":""}'
  const aWrap = { kind: 'keyring', backend: 'x', key: '' }
  const versionTwo = (change: Record<string, unknown>) =>
    withDigest(
      JSON.stringify({
        ...{ version: 2, vaultId: 'a'.repeat(32), generation: 1, wraps: [aWrap] },
        ...{ records: [], superseded: [], header: { nonce: '', sealed: '' }, ...change },
      }),
    )

  test('and what is one, for comparison', async () => {
    expect(await parseVaultFile(Buffer.from(versionTwo({})))).toMatchObject({ kind: 'sound' })
  })

  test.each([
    ['nothing', ''],
    ['zeros', '\0'.repeat(4096)],
    ['an empty object', '{}'],
    ['a checksum over something else', `{"sha256":"${'0'.repeat(64)}","vault":{"version":1}}\n`],
    ['a list', '[]'],
    ['a frame around nothing', withDigest('')],
    ['a frame around no JSON', withDigest('{"version":2')],
    ['a vault of no version', withDigest('{}')],
    ['a vault under nothing', versionTwo({ wraps: [] })],
    ['a vault under two keyrings', versionTwo({ wraps: [aWrap, aWrap] })],
    ['a vault without a header', versionTwo({ header: null })],
    ['a vault with a record twice', versionTwo({ records: [JSON.parse(record), JSON.parse(record)] })],
    ['a vault with a record of another shape', versionTwo({ records: [{ ...JSON.parse(record), extra: '' }] })],
    ['a vault with a record that is none', versionTwo({ records: [null] })],
    ['a vault of a negative generation', versionTwo({ generation: -1 })],
    ['a vault with a field of its own', versionTwo({ shelves: {} })],
  ])('%s', async (_what, text) => {
    expect(await parseVaultFile(Buffer.from(text))).toEqual({ kind: 'unsound' })
  })

  test.each([...Array(12).keys()])('a file that is cut or changed is told from a whole one (%i)', async (at) => {
    const bytes = vaultFixture('version-2-both')
    expect(await isSoundVaultFile(bytes)).toBe(true)
    const place = Math.floor((bytes.length * at) / 12)
    const changed = Buffer.from(bytes)
    changed[place] = (changed[place] ?? 0) ^ 1
    expect(await isSoundVaultFile(changed)).toBe(false)
    expect(await isSoundVaultFile(bytes.subarray(0, place))).toBe(false)
  })
})
