import { describe, expect, test } from 'vitest'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import {
  aDisk,
  aVault,
  passphrase,
  protectWith,
  secret,
  sha256,
  textOf,
  unlockWith,
} from '../../../support/vault-builder.ts'
import {
  holdsBoth,
  opensByKeyring,
  opensWith,
  other,
  strengths,
  under,
  vaultUnder,
} from '../../../support/vault-under.ts'

const everyChange = (['keyring', 'passphrase', 'both'] as const).flatMap((from) =>
  (['keyring', 'passphrase', 'both'] as const).map((to) => [from, to] as const),
)

describe.each(everyChange)('an open vault that goes from %s to %s', (from, to) => {
  test('opens with the new protection only, and so does its predecessor', async () => {
    const { disk, keyring, vault, current } = await vaultUnder(from)
    const before = sha256(disk.main)
    expect(await vault.protect({ current, protection: under[to] })).toMatchObject({
      strength: strengths[to],
      records: 2,
    })
    expect(await holdsBoth(vault)).toBe(true)
    for (const bytes of [disk.main, disk.backup]) {
      expect(sha256(bytes)).not.toBe(before)
      expect(await opensWith(bytes, passphrase)).toBe(false)
      expect(await opensWith(bytes, other)).toBe(to !== 'keyring')
      expect(await opensByKeyring(bytes, keyring)).toBe(to !== 'passphrase')
    }
  })

  test('has a new data key, and the old one is zeros', async () => {
    const { disk, vault, current, given } = await vaultUnder(from)
    const [oldKey] = given.slice(-1)
    const sealed = (bytes: Uint8Array | null) => textOf(bytes).match(/"sealed":"[^"]+"/g) ?? []
    const before = new Set(sealed(disk.main))
    await vault.protect({ current, protection: under[to] })
    expect(oldKey?.every((byte) => byte === 0)).toBe(true)
    expect(sealed(disk.main).filter((each) => before.has(each))).toEqual([])
  })

  test.runIf(from !== 'keyring')('asks for the passphrase of now', async () => {
    const { disk, vault } = await vaultUnder(from)
    const before = sha256(disk.main)
    for (const wrong of [null, other]) {
      await expect(vault.protect({ current: wrong, protection: under[to] })).rejects.toMatchObject({
        code: 'vault.wrong_passphrase',
      })
    }
    expect(sha256(disk.main)).toBe(before)
    expect(await vault.status()).toMatchObject({ strength: strengths[from] })
  })
})

describe('a change of protection', () => {
  test('to a keyring that protects nothing is refused, and changes nothing', async () => {
    const { disk, keyring, vault } = await vaultUnder('passphrase')
    const before = sha256(disk.main)
    for (const [fate, trouble] of [
      ['goAway', 'absent'],
      ['weaken', 'weak'],
    ] as const) {
      keyring[fate]()
      await expect(vault.protect({ current: passphrase, protection: under.both })).rejects.toMatchObject({
        code: 'vault.keyring_unavailable',
        details: { offered: 'no keyring', trouble },
      })
    }
    expect(sha256(disk.main)).toBe(before)
  })

  test('to a keyring that does not give its key back is refused', async () => {
    const { disk, keyring, vault } = await vaultUnder('passphrase')
    const before = sha256(disk.main)
    keyring.startToLie()
    await expect(vault.protect({ current: passphrase, protection: under.keyring })).rejects.toMatchObject({
      code: 'vault.keyring_unavailable',
      details: { offered: 'GNOME keyring', trouble: 'key-not-held' },
    })
    expect(sha256(disk.main)).toBe(before)
  })

  test('to a passphrase under 12 characters is refused', async () => {
    const { vault } = await vaultUnder('keyring')
    for (const protection of [
      { under: 'passphrase', passphrase: secret('12345678901') },
      { under: 'both', passphrase: secret('12345678901') },
    ] as const) {
      await expect(vault.protect({ current: null, protection })).rejects.toMatchObject({
        code: 'vault.weak_passphrase',
      })
    }
  })

  test('takes along what could not be saved before', async () => {
    const { disk, vault } = await vaultUnder('keyring')
    disk.fault = new Error('disk full')
    await expect(vault.write('tokens', 'bob', secret('refresh-b'))).rejects.toThrow('disk full')
    disk.fault = null
    await protectWith(vault, other)
    const restarted = aVault({ disk, keyWrapper: noKeyring() })
    await unlockWith(restarted, other)
    expect((await restarted.read('tokens', 'bob'))?.reveal()).toBe('refresh-b')
  })

  test('of a passphrase is checked by itself, too', async () => {
    const { vault } = await vaultUnder('both')
    await vault.assertPassphrase(passphrase)
    await expect(vault.assertPassphrase(other)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    await expect(vault.assertPassphrase(null)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    await (await vaultUnder('keyring')).vault.assertPassphrase(null)
  })

  test('of a vault of a thousand records never holds up the process for long', async () => {
    const vault = aVault({ disk: aDisk(), keyWrapper: aKeyring().wrapper })
    const ids = Array.from({ length: 1000 }, (_, index) => `profile ${index}`)
    await Promise.all(ids.map((id) => vault.write('tokens', id, secret('x'.repeat(1500)))))
    let [turns, isOver] = [0, false]
    const count = (): void => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    await protectWith(vault, other)
    isOver = true
    expect(turns).toBeGreaterThan(30)
    expect(await vault.status()).toMatchObject({ records: 1000 })
  })
})
