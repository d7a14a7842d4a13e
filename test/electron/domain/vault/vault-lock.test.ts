import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, protectWith, secret, sha256, unlockWith } from '../../../support/vault-builder.ts'

/** A passphrase vault with one secret, and a look at every buffer of random bytes it was given. */
async function aPassphraseVault() {
  const disk = aDisk()
  const given: Buffer[] = []
  const random = (count: number) => {
    const bytes = randomBytes(count)
    given.push(bytes)
    return bytes
  }
  const vault = aVault({ disk, keyWrapper: noKeyring(), random })
  await protectWith(vault)
  await vault.write('tokens', 'alice', secret('refresh-1'))
  return { disk, vault, given }
}

describe('a vault under a passphrase', () => {
  test('is locked at the next start, and opens with the passphrase only', async () => {
    const { disk } = await aPassphraseVault()
    const before = sha256(disk.main)
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    expect(await vault.status()).toEqual({
      state: 'locked',
      cause: 'start',
      opensWith: ['passphrase'],
      keyring: { offered: 'no keyring', sealedUnder: null, trouble: 'absent' },
    })
    await expect(vault.unlock({ by: 'keyring' })).rejects.toMatchObject({ code: 'vault.locked' })
    expect(await vault.unlock({ by: 'looking-again' })).toMatchObject({ state: 'locked' })
    await expect(unlockWith(vault, secret('wrong passphrase'))).rejects.toMatchObject({
      code: 'vault.wrong_passphrase',
    })
    expect(await vault.status()).toMatchObject({ state: 'locked' })
    expect(await unlockWith(vault)).toMatchObject({ state: 'open', strength: 'passphrase', records: 1 })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
    expect(sha256(disk.main)).toBe(before)
  })

  test('gives and takes nothing while it is locked', async () => {
    const { disk, vault } = await aPassphraseVault()
    await vault.lock('by-hand')
    const before = sha256(disk.main)
    const locked = { code: 'vault.locked' }
    await expect(vault.read('tokens', 'alice')).rejects.toMatchObject(locked)
    await expect(vault.write('tokens', 'alice', secret('x'))).rejects.toMatchObject(locked)
    await expect(vault.remove('tokens', 'alice')).rejects.toMatchObject(locked)
    await expect(protectWith(vault, passphrase, passphrase)).rejects.toMatchObject(locked)
    expect(sha256(disk.main)).toBe(before)
  })

  test('forgets its data key when it is locked: the buffer is zeros', async () => {
    const { vault, given } = await aPassphraseVault()
    const dataKey = given.find((bytes) => bytes.length === 32)
    expect(dataKey?.some((byte) => byte !== 0)).toBe(true)
    await vault.lock('by-hand')
    expect(dataKey?.every((byte) => byte === 0)).toBe(true)
  })

  test('lets the writes that were begun finish before it locks', async () => {
    const { disk, vault } = await aPassphraseVault()
    const first = vault.write('tokens', 'alice', secret('refresh-2'))
    await vault.status() // now the first save is running, and the next has to wait for it
    const second = vault.write('tokens', 'alice', secret('refresh-3'))
    expect(await vault.lock('by-hand')).toMatchObject({ state: 'locked' })
    expect(await Promise.all([first, second])).toEqual(['on-disk', 'on-disk'])
    const restarted = aVault({ disk, keyWrapper: noKeyring() })
    await unlockWith(restarted)
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-3')
  })

  test('can be given another passphrase, and the first opens it no more', async () => {
    const { disk, vault } = await aPassphraseVault()
    await protectWith(vault, secret('another good passphrase'), passphrase)
    const restarted = aVault({ disk, keyWrapper: noKeyring() })
    await expect(unlockWith(restarted)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    await unlockWith(restarted, secret('another good passphrase'))
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
  })

  test('stays as it is for a session in memory beside it', async () => {
    const { disk } = await aPassphraseVault()
    const before = sha256(disk.main)
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    await vault.status()
    await vault.chooseMemoryOnly()
    await vault.write('tokens', 'alice', secret('other'))
    await expect(protectWith(vault)).rejects.toMatchObject({ code: 'vault.locked' })
    expect(sha256(disk.main)).toBe(before)
  })

  test('can be set aside when the passphrase is lost: it is renamed, not deleted', async () => {
    const { disk } = await aPassphraseVault()
    const before = sha256(disk.main)
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    await vault.status()
    expect(await vault.setAside()).toMatchObject({ state: 'choice-needed' })
    expect(disk.movedAside.map(sha256)).toContain(before)
    await protectWith(vault, secret('a passphrase to remember'))
    expect(await vault.status()).toMatchObject({ state: 'open', records: 0 })
  })
})

describe('a vault under the keyring', () => {
  /** A vault with one secret, on a disk, under a keyring. */
  async function aKeyringVault() {
    const disk = aDisk()
    const keyring = aKeyring()
    await aVault({ disk, keyWrapper: keyring.wrapper }).write('tokens', 'alice', secret('refresh-1'))
    return { disk, keyring }
  }

  test('is locked by hand, and opened by asking the keyring again', async () => {
    const { disk, keyring } = await aKeyringVault()
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    await vault.status()
    expect(await vault.lock('by-hand')).toMatchObject({
      state: 'locked',
      cause: 'by-hand',
      opensWith: ['keyring'],
    })
    await expect(vault.read('tokens', 'alice')).rejects.toMatchObject({ code: 'vault.locked' })
    expect(await vault.unlock({ by: 'keyring' })).toMatchObject({ state: 'open' })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
  })

  test('is locked, and its file is not touched, over ten starts without the keyring; then it is back', async () => {
    const { disk, keyring } = await aKeyringVault()
    const before = sha256(disk.main)
    keyring.goAway()
    for (let start = 0; start < 10; start += 1) {
      const vault = aVault({ disk, keyWrapper: keyring.wrapper })
      expect(await vault.status()).toEqual({
        state: 'locked',
        cause: 'keyring',
        opensWith: [],
        keyring: { offered: 'no keyring', sealedUnder: 'GNOME keyring', trouble: 'absent' },
      })
      await expect(vault.unlock({ by: 'keyring' })).rejects.toMatchObject({ code: 'vault.keyring_unavailable' })
      await expect(vault.write('tokens', 'alice', secret('x'))).rejects.toMatchObject({ code: 'vault.locked' })
      expect(sha256(disk.main)).toBe(before)
    }
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    await vault.status()
    keyring.comeBack()
    expect(await vault.unlock({ by: 'keyring' })).toMatchObject({ state: 'open', strength: 'keyring' })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
  })

  test.each(['forget', 'startToLie'] as const)('is locked when the keyring holds another key (%s)', async (fate) => {
    const { disk, keyring } = await aKeyringVault()
    const before = sha256(disk.main)
    keyring[fate]()
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    expect(await vault.status()).toMatchObject({ state: 'locked', keyring: { trouble: 'key-not-held' } })
    expect(sha256(disk.main)).toBe(before)
  })

  test('can go over to a passphrase, and needs no keyring any more', async () => {
    const { disk, keyring } = await aKeyringVault()
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    expect(await protectWith(vault)).toMatchObject({ strength: 'passphrase', records: 1 })
    const restarted = aVault({ disk, keyWrapper: noKeyring() })
    await unlockWith(restarted)
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
  })
})

test('a keyring that comes while the choice is open makes the choice unnecessary', async () => {
  const keyring = aKeyring()
  keyring.goAway()
  const vault = aVault({ disk: aDisk(), keyWrapper: keyring.wrapper })
  expect(await vault.status()).toMatchObject({ state: 'choice-needed' })
  keyring.comeBack()
  expect(await vault.unlock({ by: 'looking-again' })).toMatchObject({ state: 'open', strength: 'keyring' })
})
