import { describe, expect, test } from 'vitest'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, protectWith, secret, textOf, unlockWith } from '../../../support/vault-builder.ts'

describe('with a keyring that protects', () => {
  test('a new vault is open without a question, and nothing is on the disk before the first secret', async () => {
    const disk = aDisk()
    const vault = aVault({ disk, keyWrapper: aKeyring().wrapper })
    expect(await vault.status()).toEqual({
      state: 'open',
      strength: 'keyring',
      records: 0,
      unreadable: 0,
      recovered: false,
      keyring: { offered: 'GNOME keyring', sealedUnder: 'GNOME keyring', trouble: null },
      lockAsks: false,
    })
    expect(disk.writes).toBe(0)
  })

  test('a secret is there after a restart, and is nowhere in the file', async () => {
    const disk = aDisk()
    const keyring = aKeyring()
    expect(await aVault({ disk, keyWrapper: keyring.wrapper }).write('tokens', 'alice', secret('refresh-1'))).toBe(
      'on-disk',
    )
    expect(textOf(disk.main)).not.toContain('refresh-1')
    expect(textOf(disk.main)).not.toContain(Buffer.from('refresh-1').toString('base64'))
    const restarted = aVault({ disk, keyWrapper: keyring.wrapper })
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
    expect(await restarted.read('client-secret', 'alice')).toBeNull()
  })

  test('a secret that was removed is gone, also from the file', async () => {
    const disk = aDisk()
    const keyring = aKeyring()
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    await vault.write('tokens', 'alice', secret('refresh-1'))
    await vault.remove('tokens', 'alice')
    expect(await vault.read('tokens', 'alice')).toBeNull()
    expect(await aVault({ disk, keyWrapper: keyring.wrapper }).status()).toMatchObject({ records: 0, unreadable: 0 })
    expect(textOf(disk.main)).not.toContain('alice')
  })

  test('what is written along takes no save of its own: it is in the file with the next, sealed', async () => {
    const disk = aDisk()
    const keyring = aKeyring()
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    await vault.writeAlong('token-history', 'alice', secret('before-1'))
    expect(disk.writes).toBe(0)
    const writing = vault.write('tokens', 'alice', secret('refresh-1'))
    await vault.writeAlong('token-history', 'alice', secret('history-1'))
    await writing
    expect(disk.writes).toBe(1)
    expect(textOf(disk.main)).not.toMatch(/history-1|before-1/)
    const restarted = aVault({ disk, keyWrapper: keyring.wrapper })
    expect((await restarted.read('token-history', 'alice'))?.reveal()).toBe('history-1')
  })

  test('removing what is not there writes nothing', async () => {
    const disk = aDisk()
    await aVault({ disk, keyWrapper: aKeyring().wrapper }).remove('tokens', 'nobody')
    expect(disk.writes).toBe(0)
  })

  test('secrets written together are saved in few writes, each on the disk before it is acknowledged', async () => {
    const disk = aDisk()
    const keyring = aKeyring()
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        await vault.write('tokens', `profile-${index}`, secret(`refresh-${index}`))
        expect(textOf(disk.main)).toContain(`"profile-${index}"`)
      }),
    )
    expect(disk.writes).toBeLessThanOrEqual(3)
    expect(await aVault({ disk, keyWrapper: keyring.wrapper }).status()).toMatchObject({ records: 50 })
  })

  test('the last of several writes to one record wins', async () => {
    const disk = aDisk()
    const keyring = aKeyring()
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    await Promise.all(['refresh-1', 'refresh-2', 'refresh-3'].map((text) => vault.write('tokens', 'a', secret(text))))
    expect((await aVault({ disk, keyWrapper: keyring.wrapper }).read('tokens', 'a'))?.reveal()).toBe('refresh-3')
  })

  test.each(['startToLie', 'refuseNewKeys'] as const)(
    'a keyring that can’t be given the key and asked for it again is as good as none (%s)',
    async (fault) => {
      const keyring = aKeyring()
      keyring[fault]()
      expect(await aVault({ disk: aDisk(), keyWrapper: keyring.wrapper }).status()).toMatchObject({
        state: 'choice-needed',
      })
    },
  )
})

describe('when the disk refuses a write', () => {
  test('the writer is told, the secret stays readable, and the next save includes it', async () => {
    const disk = aDisk()
    const keyring = aKeyring()
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    await vault.write('tokens', 'alice', secret('refresh-1'))
    disk.fault = new Error('disk full')
    await expect(vault.write('tokens', 'alice', secret('refresh-2'))).rejects.toThrow('disk full')
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-2')
    disk.fault = null
    await vault.write('client-secret', 'bob', secret('s'))
    expect((await aVault({ disk, keyWrapper: keyring.wrapper }).read('tokens', 'alice'))?.reveal()).toBe('refresh-2')
  })

  test('a secret that is not saved yet survives a lock', async () => {
    const disk = aDisk()
    const vault = aVault({ disk, keyWrapper: aKeyring().wrapper })
    disk.fault = new Error('disk full')
    await expect(vault.write('tokens', 'alice', secret('refresh-2'))).rejects.toThrow('disk full')
    await vault.lock('by-hand')
    await vault.unlock({ by: 'keyring' })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-2')
  })
})

describe('without a keyring and without a vault', () => {
  test('the choice is the person’s: nothing is stored before it', async () => {
    const disk = aDisk()
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    expect(await vault.status()).toEqual({
      state: 'choice-needed',
      keyring: { offered: 'no keyring', sealedUnder: null, trouble: 'absent' },
    })
    await expect(vault.write('tokens', 'a', secret('x'))).rejects.toMatchObject({ code: 'vault.choice_needed' })
    expect(await vault.read('tokens', 'a')).toBeNull()
    await vault.remove('tokens', 'a')
    expect(disk.writes).toBe(0)
  })

  test('memory only writes nothing to the disk, and is remembered at the next start', async () => {
    const disk = aDisk()
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    expect(await vault.chooseMemoryOnly()).toMatchObject({ state: 'open', strength: 'memory-only', records: 0 })
    expect(await vault.write('tokens', 'alice', secret('refresh-1'))).toBe('until-quit')
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
    await vault.lock('by-hand')
    expect(await vault.status()).toMatchObject({ state: 'open', records: 1 })
    await vault.remove('tokens', 'alice')
    expect(await vault.read('tokens', 'alice')).toBeNull()
    expect({ writes: disk.writes, main: disk.main }).toEqual({ writes: 0, main: null })
    const restarted = aVault({ disk, keyWrapper: aKeyring().wrapper })
    expect(await restarted.status()).toMatchObject({ state: 'open', strength: 'memory-only', records: 0 })
  })

  test('a passphrase chosen later takes over what was in memory', async () => {
    const disk = aDisk()
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    await vault.chooseMemoryOnly()
    await vault.write('tokens', 'line\nbreak', secret('refresh-1'))
    await protectWith(vault)
    const restarted = aVault({ disk, keyWrapper: noKeyring() })
    await unlockWith(restarted)
    expect((await restarted.read('tokens', 'line\nbreak'))?.reveal()).toBe('refresh-1')
  })

  test('a passphrase under 12 characters is refused', async () => {
    const disk = aDisk()
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    await expect(protectWith(vault, secret('12345678901'))).rejects.toMatchObject({
      code: 'vault.weak_passphrase',
      details: { minimumLength: 12 },
    })
    expect(disk.writes).toBe(0)
    expect(await protectWith(vault, secret('123456789012'))).toMatchObject({ strength: 'passphrase' })
  })

  test('a passphrase that could not be saved is not taken for chosen', async () => {
    const disk = aDisk()
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    disk.fault = new Error('disk full')
    await expect(protectWith(vault)).rejects.toThrow('disk full')
    expect(await vault.status()).toMatchObject({ state: 'choice-needed' })
  })
})

describe('listeners', () => {
  test('hear what the status is now, before whoever changed it', async () => {
    const vault = aVault({ disk: aDisk(), keyWrapper: aKeyring().wrapper })
    await vault.write('tokens', 'a', secret('1'))
    const heard: string[] = []
    vault.onChanged(({ state }) => void heard.push(state))
    await Promise.all([
      vault.lock('by-hand').then(() => heard.push('the lock is told')),
      vault.unlock({ by: 'keyring' }).then(() => heard.push('the unlock is told')),
    ])
    expect(heard.toSorted()).toEqual(['locked', 'open', 'the lock is told', 'the unlock is told'])
    expect(heard.indexOf('locked')).toBeLessThan(heard.indexOf('the lock is told'))
    expect(heard[0]).toBe('locked')
  })

  test('hear of every change of the status, and of nothing else', async () => {
    const vault = aVault({ disk: aDisk(), keyWrapper: noKeyring() })
    let heard = 0
    const stop = vault.onChanged(() => void (heard += 1))
    await vault.chooseMemoryOnly()
    expect(heard).toBe(1)
    await vault.write('tokens', 'a', secret('1'))
    expect(heard).toBe(2)
    await vault.write('tokens', 'a', secret('2'))
    await vault.status()
    await vault.chooseMemoryOnly()
    expect(heard).toBe(2)
    stop()
    await vault.remove('tokens', 'a')
    expect(heard).toBe(2)
  })
})
