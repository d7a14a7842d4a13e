import { describe, expect, test } from 'vitest'
import type { Presence } from '../../../../electron/domain/vault/presence.ts'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, secret, sha256, textOf, unlockWith } from '../../../support/vault-builder.ts'
import { under, vaultUnder } from '../../../support/vault-under.ts'

type Keyring = ReturnType<typeof aKeyring>

describe.each<[string, (keyring: Keyring) => void, string, string]>([
  ['absent', (keyring) => keyring.goAway(), 'no keyring', 'absent'],
  ['weak', (keyring) => keyring.weaken(), 'no keyring', 'weak'],
  ['another one', (keyring) => keyring.changeTo('KWallet 6'), 'KWallet 6', 'changed'],
  ['made anew', (keyring) => keyring.forget(), 'GNOME keyring', 'key-not-held'],
  ['giving other plaintext', (keyring) => keyring.startToLie(), 'GNOME keyring', 'key-not-held'],
  ['refusing for now', (keyring) => keyring.refuse(1), 'GNOME keyring', 'key-not-held'],
])('where the keyring is %s', (_fate, befall, offered, trouble) => {
  const facts = { offered, sealedUnder: 'GNOME keyring', trouble }

  test('a vault under it alone is locked, with its file as it was, and says why', async () => {
    const { disk, keyring } = await vaultUnder('keyring')
    const before = sha256(disk.main)
    befall(keyring)
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    expect(await vault.status()).toEqual({ state: 'locked', cause: 'keyring', opensWith: [], keyring: facts })
    befall(keyring)
    await expect(vault.unlock({ by: 'keyring' })).rejects.toMatchObject({
      code: 'vault.keyring_unavailable',
      details: { offered, trouble },
    })
    await expect(vault.read('tokens', 'alice')).rejects.toMatchObject({ code: 'vault.locked' })
    expect([sha256(disk.main), disk.keptAside]).toEqual([before, []])
  })

  test('a vault under a passphrase too opens with that, and tells what is wrong with the keyring', async () => {
    const { disk, keyring } = await vaultUnder('both')
    befall(keyring)
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    expect(await vault.status()).toEqual({
      ...{ state: 'locked', cause: 'keyring', opensWith: ['passphrase'], keyring: facts },
    })
    befall(keyring)
    expect(await unlockWith(vault)).toMatchObject({ state: 'open', strength: 'keyring-and-passphrase', keyring: facts })
  })

  test('no new vault is begun under it, unless it can keep a key', async () => {
    const keyring = aKeyring()
    befall(keyring)
    const vault = aVault({ disk: aDisk(), keyWrapper: keyring.wrapper })
    const begins = trouble === 'changed' || _fate === 'made anew'
    expect((await vault.status()).state).toBe(begins ? 'open' : 'choice-needed')
  })
})

describe('a keyring that was in trouble', () => {
  test('opens the vault when it is back: at a click, and when somebody looks again', async () => {
    for (const by of ['keyring', 'looking-again'] as const) {
      for (const from of ['keyring', 'both'] as const) {
        const { disk, keyring } = await vaultUnder(from)
        keyring.refuse(1)
        const vault = aVault({ disk, keyWrapper: keyring.wrapper })
        expect(await vault.status()).toMatchObject({ state: 'locked', cause: 'keyring' })
        expect(await vault.unlock({ by })).toMatchObject({ state: 'open', keyring: { trouble: null } })
      }
    }
  })

  test('for three tries opens the vault at the fourth, and nothing was reset meanwhile', async () => {
    const { disk, keyring } = await vaultUnder('keyring')
    const before = sha256(disk.main)
    keyring.refuse(3)
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    expect(await vault.status()).toMatchObject({ state: 'locked' })
    for (let tries = 1; tries < 3; tries += 1) {
      await expect(vault.unlock({ by: 'keyring' })).rejects.toThrow('vault.keyring_unavailable')
    }
    expect(await vault.unlock({ by: 'keyring' })).toMatchObject({ state: 'open', records: 2 })
    expect(sha256(disk.main)).toBe(before)
  })

  test('is put right by protecting the vault with both anew: the keyring of now holds the key then', async () => {
    const { disk, keyring, vault } = await vaultUnder('both')
    await vault.lock('by-hand')
    keyring.changeTo('KWallet 6')
    const opened = aVault({ disk, keyWrapper: keyring.wrapper })
    await unlockWith(opened)
    const protection = { under: 'both', passphrase } as const
    expect(await opened.protect({ current: passphrase, protection })).toMatchObject({
      strength: 'keyring-and-passphrase',
      keyring: { offered: 'KWallet 6', sealedUnder: 'KWallet 6', trouble: null },
    })
    expect(await aVault({ disk, keyWrapper: keyring.wrapper }).status()).toMatchObject({ state: 'open', records: 2 })
  })

  test('that takes a key and gives it back wrong counts as none: the new wrap is read back before it holds', async () => {
    const { disk, keyring, vault } = await vaultUnder('both')
    const before = sha256(disk.main)
    keyring.startToLie()
    await expect(vault.protect({ current: passphrase, protection: under.both })).rejects.toMatchObject({
      code: 'vault.keyring_unavailable',
    })
    expect(sha256(disk.main)).toBe(before)
  })
})

/** A finger that is or isn't the person's. */
function finger(answers: boolean[]): Presence & { asked: () => number } {
  let asked = 0
  return {
    isOffered: () => true,
    async ask() {
      asked += 1
      return answers.shift() ?? false
    },
    asked: () => asked,
  }
}

describe('a vault that a person or the machine locked', () => {
  test.each([
    ['keyring', ['keyring'], ['touch-id', 'keyring'], false],
    ['passphrase', ['passphrase'], ['passphrase'], true],
    ['both', ['passphrase'], ['touch-id', 'passphrase'], true],
  ] as const)('under %s opens with %j, with Touch ID with %j', async (from, without, withTouchId, lockAsks) => {
    const { disk, keyring } = await vaultUnder(from)
    for (const [presence, ways] of [
      [{ isOffered: () => false, ask: async () => false }, without],
      [finger([]), withTouchId],
    ] as const) {
      const vault = aVault({ disk, keyWrapper: keyring.wrapper, presence })
      if (from === 'passphrase') await unlockWith(vault)
      expect(await vault.status()).toMatchObject({ state: 'open', lockAsks })
      for (const cause of ['by-hand', 'idle', 'screen-locked', 'suspended'] as const) {
        expect(await vault.lock(cause)).toMatchObject({ state: 'locked', cause, opensWith: ways })
        expect(
          await vault.unlock(from === 'keyring' ? { by: 'keyring' } : { by: 'passphrase', passphrase }),
        ).toMatchObject({ state: 'open', records: 2 })
      }
    }
  })

  test('under both is not opened by the keyring alone: locking it would protect nothing', async () => {
    const { vault } = await vaultUnder('both')
    await vault.lock('idle')
    await expect(vault.unlock({ by: 'keyring' })).rejects.toMatchObject({ code: 'vault.locked' })
    expect(await vault.unlock({ by: 'looking-again' })).toMatchObject({ state: 'locked', cause: 'idle' })
  })

  test('under both stays locked for the same reason where the finger is right and the keyring fails', async () => {
    const { disk, keyring } = await vaultUnder('both')
    const vault = aVault({ disk, keyWrapper: keyring.wrapper, presence: finger([true]) })
    await vault.status()
    await vault.lock('by-hand')
    keyring.refuse(1)
    await expect(vault.unlock({ by: 'touch-id' })).rejects.toMatchObject({ code: 'vault.keyring_unavailable' })
    expect(await vault.status()).toMatchObject({ state: 'locked', cause: 'by-hand' })
    const asked = keyring.asked()
    expect(await vault.unlock({ by: 'looking-again' })).toMatchObject({ state: 'locked', cause: 'by-hand' })
    await expect(vault.unlock({ by: 'keyring' })).rejects.toMatchObject({ code: 'vault.locked' })
    expect(keyring.asked()).toBe(asked)
    expect(await unlockWith(vault)).toMatchObject({ state: 'open', records: 2 })
  })

  test('is opened with a finger: the person is asked first, then the keyring', async () => {
    for (const from of ['keyring', 'both'] as const) {
      const { disk, keyring } = await vaultUnder(from)
      const presence = finger([false, true])
      const vault = aVault({ disk, keyWrapper: keyring.wrapper, presence })
      await vault.status()
      await vault.lock('by-hand')
      const asked = keyring.asked()
      await expect(vault.unlock({ by: 'touch-id' })).rejects.toMatchObject({ code: 'vault.touch_id_refused' })
      expect([presence.asked(), keyring.asked()]).toEqual([1, asked])
      expect(await vault.status()).toMatchObject({ state: 'locked', cause: 'by-hand' })
      expect(await vault.unlock({ by: 'touch-id' })).toMatchObject({ state: 'open', records: 2 })
      expect(keyring.asked()).toBeGreaterThan(asked)
    }
  })

  test('is not opened with a finger where none is offered, or where no keyring holds the key', async () => {
    const keyringVault = await vaultUnder('keyring')
    await keyringVault.vault.lock('by-hand')
    await expect(keyringVault.vault.unlock({ by: 'touch-id' })).rejects.toMatchObject({
      code: 'vault.touch_id_refused',
    })
    const { disk } = await vaultUnder('passphrase')
    const presence = finger([true])
    const vault = aVault({ disk, keyWrapper: aKeyring().wrapper, presence })
    await expect(vault.unlock({ by: 'touch-id' })).rejects.toMatchObject({ code: 'vault.touch_id_refused' })
    expect(presence.asked()).toBe(0)
  })

  test('under the keyring alone is opened by no passphrase', async () => {
    const { vault } = await vaultUnder('keyring')
    await vault.lock('by-hand')
    await expect(unlockWith(vault)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
  })
})

test('a vault that both open is opened by either alone, and no wrap is in the clear', async () => {
  const { disk, keyring } = await vaultUnder('both')
  expect(await aVault({ disk, keyWrapper: keyring.wrapper }).status()).toMatchObject({ state: 'open', records: 2 })
  const elsewhere = aVault({ disk, keyWrapper: noKeyring() })
  expect(await unlockWith(elsewhere)).toMatchObject({ state: 'open', records: 2, keyring: { trouble: 'absent' } })
  expect((await elsewhere.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
  for (const text of ['refresh-1', passphrase.reveal(), 'claimcheck vault key']) {
    expect(textOf(disk.main)).not.toContain(text)
    expect(textOf(disk.main)).not.toContain(Buffer.from(text).toString('base64').replaceAll('=', ''))
  }
  await expect(
    unlockWith(aVault({ disk, keyWrapper: noKeyring() }), secret('not the passphrase')),
  ).rejects.toMatchObject({
    code: 'vault.wrong_passphrase',
  })
})
