import { describe, expect, test } from 'vitest'
import { parseVaultFile } from '../../../../electron/domain/vault/vault-file-format.ts'
import { aKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, protectWith, secret, textOf, unlockWith } from '../../../support/vault-builder.ts'
import { forged, keyringOfFixtures, vaultFixture } from '../../../support/vault-fixtures.ts'
import { fiveMinutes, startOver } from '../../../support/vault-over-minutes.ts'

/** What stands in a vault file under a name; JSON of any depth, as it is. */
const partOf = (bytes: Uint8Array | null, name: string): string => JSON.stringify(JSON.parse(textOf(bytes)).vault[name])

/** The file with one more field behind its header, where the digest in the header does not reach. */
const withBehind = (bytes: Uint8Array | null, field: string) =>
  forged(bytes, (body) => `${body.slice(0, -1)},${field}}`)

describe('what somebody without the key writes behind the sealed header', () => {
  test.each(['records', 'superseded', 'wraps', 'generation', 'vaultId', 'version'])(
    'is no vault file: %s for the second time',
    async (name) => {
      const bytes = vaultFixture('version-2-both')
      const changed = withBehind(bytes, `"${name}":${partOf(bytes, name)}`)
      expect(await parseVaultFile(changed)).toEqual({ kind: 'unsound' })
    },
  )

  test('brings no old record back', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = withBehind(disk.main, `"records":${partOf(files[0] ?? null, 'records')}`)
    disk.backup = null
    expect(await startOver(disk).status()).toMatchObject({ state: 'damaged' })
  })

  test('takes nothing from a vault that is open, and puts no other passphrase in the place of its own', async () => {
    const disk = aDisk()
    const keyWrapper = aKeyring().wrapper
    const vault = aVault({ disk, keyWrapper })
    await protectWith(vault)
    await vault.write('tokens', 'alice', secret('refresh-1'))
    const foreign = aDisk()
    await protectWith(aVault({ disk: foreign, keyWrapper }), secret('somebody else’s passphrase'))
    disk.main = withBehind(disk.main, `"wraps":${partOf(foreign.main, 'wraps')}`)
    await vault.write('tokens', 'bob', secret('refresh-b'))
    const restarted = aVault({ disk, keyWrapper })
    expect(await unlockWith(restarted)).toMatchObject({ state: 'open', records: 2 })
    await expect(restarted.assertPassphrase(passphrase)).resolves.toBeUndefined()
  })
})

/** A file as version 1 wrote it, which seals no header, with records that the vault once had. */
const asVersionOne = (bytes: Uint8Array | null, generation: number) =>
  forged(bytes, (body) => {
    const { vaultId, wraps, records } = JSON.parse(body)
    return JSON.stringify({ version: 1, vaultId, generation, wrap: wraps[0], records, superseded: [] })
  })

describe('a file of version 1, made of what a vault once held', () => {
  test('is an old copy also where the vault itself was damaged, so that its predecessor is taken', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = Buffer.from('garbage')
    disk.backup = asVersionOne(files[0] ?? null, 1_000_000)
    expect(await startOver(disk).status()).toMatchObject({ state: 'rolled-back' })
  })

  test('takes nothing from a vault that was locked here, though nothing remembers what was seen', async () => {
    const { disk, files, vault } = await fiveMinutes()
    await vault.lock('by-hand')
    disk.main = asVersionOne(files[0] ?? null, 1_000_000)
    disk.seen = null
    expect(await vault.unlock({ by: 'keyring' })).toMatchObject({ state: 'open' })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-4')
  })

  test('of a generation that nobody can count up to is no vault file', async () => {
    const bytes = asVersionOne(vaultFixture('version-2-both'), Number.MAX_SAFE_INTEGER)
    expect(await parseVaultFile(bytes)).toEqual({ kind: 'unsound' })
  })

  test('is the predecessor that it says it is where the vault was brought up only just now', async () => {
    const disk = aDisk(vaultFixture('version-1-keyring'))
    const vault = aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })
    await vault.write('tokens', 'alice', secret('refresh-1'))
    await vault.settled()
    disk.main = Buffer.from('garbage')
    const restarted = aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })
    expect(await restarted.status()).toMatchObject({ state: 'open', recovered: true })
  })

  test('puts no other passphrase in the place of that of a vault that is open', async () => {
    const disk = aDisk(vaultFixture('version-1-passphrase'))
    const keyWrapper = aKeyring().wrapper
    const vault = aVault({ disk, keyWrapper })
    await unlockWith(vault)
    const foreign = aDisk()
    const theirs = secret('somebody else’s passphrase')
    await protectWith(aVault({ disk: foreign, keyWrapper }), theirs)
    const wrap = JSON.parse(textOf(foreign.main)).vault.wraps[0]
    disk.main = forged(disk.main, (body) => JSON.stringify({ ...JSON.parse(body), wrap }))
    await vault.catchUp()
    await expect(vault.assertPassphrase(theirs)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    await vault.write('tokens', 'bob', secret('refresh-b'))
    expect(await unlockWith(aVault({ disk, keyWrapper }))).toMatchObject({ state: 'open' })
  })
})
