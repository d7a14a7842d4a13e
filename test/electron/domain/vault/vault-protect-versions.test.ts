import { describe, expect, test } from 'vitest'
import { aDisk, aVault, passphrase, sha256, textOf } from '../../../support/vault-builder.ts'
import { keyringOfFixtures, vaultFixture } from '../../../support/vault-fixtures.ts'
import { under } from '../../../support/vault-under.ts'

const old = vaultFixture('version-1-keyring')

/** A vault that an earlier version wrote, open, with that version's file kept beside the one that followed it. */
async function aVaultWithACopy() {
  const disk = aDisk(old)
  const keyring = keyringOfFixtures()
  const start = () => aVault({ disk, keyWrapper: keyring.wrapper })
  const vault = start()
  await vault.remove('tokens', 'somebody')
  const [id = ''] = await vault.ids('client-secret')
  const [record] = [await vault.read('client-secret', id)]
  await vault.write('client-secret', id, record ?? passphrase)
  await vault.settled()
  expect(disk.keptVersions.map(({ bytes }) => sha256(bytes))).toEqual([sha256(old)])
  return { disk, vault, start }
}

describe('the copy of an earlier version’s file', () => {
  test('stays at every start while the protection is the one it was sealed under', async () => {
    const { disk, start } = await aVaultWithACopy()
    const vault = start()
    await vault.status()
    await vault.settled()
    expect(disk.keptVersions).toHaveLength(1)
  })

  test.each(['keyring', 'passphrase', 'both'] as const)(
    'goes with the change to %s: it would still open with what opened the vault before',
    async (to) => {
      const { disk, vault } = await aVaultWithACopy()
      await vault.protect({ current: null, protection: under[to] })
      expect(disk.keptVersions).toEqual([])
    },
  )

  test('goes also where the change itself is the first save of this version', async () => {
    const disk = aDisk(old)
    await aVault({ disk, keyWrapper: keyringOfFixtures().wrapper }).protect({
      current: null,
      protection: under.passphrase,
    })
    expect(disk.keptVersions).toEqual([])
  })

  test('stays where the change fails', async () => {
    const { disk, vault } = await aVaultWithACopy()
    disk.fault = new Error('disk full')
    await expect(vault.protect({ current: null, protection: under.passphrase })).rejects.toThrow('disk full')
    expect(disk.keptVersions).toHaveLength(1)
  })

  test('that can’t be removed does not make the change fail, and goes at the next start', async () => {
    const { disk, vault, start } = await aVaultWithACopy()
    disk.beforeVersionsGo = () => {
      throw new Error('in the way')
    }
    expect(await vault.protect({ current: null, protection: under.both })).toMatchObject({ state: 'open' })
    expect(disk.keptVersions).toHaveLength(1)
    disk.beforeVersionsGo = () => undefined
    const next = start()
    expect(await next.status()).toMatchObject({ state: 'open' })
    await next.settled()
    expect(disk.keptVersions).toEqual([])
  })

  test('of another vault, and one that can’t be read, are not ours to remove', async () => {
    const { disk, vault } = await aVaultWithACopy()
    const another = Buffer.from(vaultFixture('version-1'))
    disk.keptVersions.push({ bytes: another, version: 1 }, { bytes: Buffer.from('cut short'), version: 1 })
    await vault.protect({ current: null, protection: under.passphrase })
    const left = disk.keptVersions.map(({ bytes }) => textOf(bytes))
    expect(left).toEqual([textOf(another), 'cut short'])
  })
})
