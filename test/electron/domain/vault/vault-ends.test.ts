import { describe, expect, test } from 'vitest'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, protectWith, secret, sha256, unlockWith } from '../../../support/vault-builder.ts'
import { forged } from '../../../support/vault-fixtures.ts'
import { holdsBoth, under, vaultUnder } from '../../../support/vault-under.ts'

/** As a later version of the program may write it. */
const newer = forged(null, () => '{"version":7,"shelves":{}}')

describe('memory only, chosen over an open vault', () => {
  test.each(['keyring', 'passphrase', 'both'] as const)(
    'under %s keeps what it holds, removes its files, and is remembered',
    async (from) => {
      const { disk, keyring, vault, current, given } = await vaultUnder(from)
      await vault.settled()
      expect(await vault.chooseMemoryOnly(current)).toMatchObject({
        state: 'open',
        strength: 'memory-only',
        records: 2,
        lockAsks: false,
      })
      expect([disk.main, disk.backup, disk.seen, disk.remembersMemoryOnly]).toEqual([null, null, null, true])
      expect(await holdsBoth(vault)).toBe(true)
      expect(await vault.write('tokens', 'bob', secret('x'))).toBe('until-quit')
      await vault.settled()
      expect([disk.main, disk.seen]).toEqual([null, null])
      expect(given.at(-1)?.every((byte) => byte === 0)).toBe(true)
      const restarted = aVault({ disk, keyWrapper: keyring.wrapper })
      expect(await restarted.status()).toMatchObject({ state: 'open', strength: 'memory-only', records: 0 })
    },
  )

  test.each(['passphrase', 'both'] as const)(
    'under %s asks for it: else whoever finds the window open could export all without it',
    async (from) => {
      const { disk, vault } = await vaultUnder(from)
      await vault.settled()
      const before = sha256(disk.main)
      for (const current of [null, secret('not this passphrase')]) {
        await expect(vault.chooseMemoryOnly(current)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
      }
      expect(await vault.status()).toMatchObject({ state: 'open', records: 2, lockAsks: true })
      expect([sha256(disk.main), disk.remembersMemoryOnly]).toEqual([before, false])
      await expect(vault.assertPassphrase(null)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    },
  )

  test('leaves what was kept aside for a person: copies of damaged vaults, and those that were set aside', async () => {
    const { disk, vault } = await vaultUnder('keyring')
    const [damaged, aside] = [Buffer.from('damaged'), Buffer.from('aside')]
    disk.keptAside.push(damaged)
    disk.movedAside.push(aside)
    disk.keptVersions.push({ bytes: Buffer.from('older'), version: 1 })
    await vault.chooseMemoryOnly()
    expect([disk.main, disk.backup, disk.keptVersions]).toEqual([null, null, []])
    expect([disk.keptAside, disk.movedAside]).toEqual([[damaged], [aside]])
  })

  test('loses nothing where only some of its files can be removed', async () => {
    const { disk, keyring, vault } = await vaultUnder('keyring')
    await vault.settled()
    disk.afterRemoval = () => {
      throw new Error('what was seen can’t be removed')
    }
    await expect(vault.chooseMemoryOnly()).rejects.toThrow('can’t be removed')
    await vault.catchUp()
    expect([await vault.status(), await holdsBoth(vault)]).toMatchObject([{ state: 'open', strength: 'keyring' }, true])
    expect(await holdsBoth(aVault({ disk, keyWrapper: keyring.wrapper }))).toBe(true)
    expect(disk.remembersMemoryOnly).toBe(false)
  })

  test('leaves the vault as it is where its files can’t be removed', async () => {
    const { disk, vault } = await vaultUnder('keyring')
    disk.fault = new Error('not allowed')
    await expect(vault.chooseMemoryOnly()).rejects.toThrow('not allowed')
    expect(await vault.status()).toMatchObject({ state: 'open', strength: 'keyring', records: 2 })
    expect(disk.remembersMemoryOnly).toBe(false)
    disk.fault = null
    expect(await vault.write('tokens', 'bob', secret('x'))).toBe('on-disk')
  })

  test('takes along what could not be saved, and what another process saved meanwhile', async () => {
    const { disk, keyring, vault } = await vaultUnder('keyring')
    await aVault({ disk, keyWrapper: keyring.wrapper }).write('tokens', 'carol', secret('refresh-c'))
    disk.fault = new Error('disk full')
    await expect(vault.write('tokens', 'bob', secret('refresh-b'))).rejects.toThrow('disk full')
    disk.fault = null
    await vault.chooseMemoryOnly()
    expect((await vault.read('tokens', 'bob'))?.reveal()).toBe('refresh-b')
    expect((await vault.read('tokens', 'carol'))?.reveal()).toBe('refresh-c')
  })

  test('does not hold at a start that finds a vault: killed in between, nothing is lost', async () => {
    const { disk, keyring } = await vaultUnder('keyring')
    disk.remembersMemoryOnly = true
    expect(await aVault({ disk, keyWrapper: keyring.wrapper }).status()).toMatchObject({
      strength: 'keyring',
      records: 2,
    })
    expect(disk.remembersMemoryOnly).toBe(false)
  })

  test.each(['keyring', 'passphrase', 'both'] as const)('can be left for %s, with what it held', async (to) => {
    const { disk, keyring, vault } = await vaultUnder('keyring')
    await vault.chooseMemoryOnly()
    expect(await vault.protect({ current: null, protection: under[to] })).toMatchObject({ state: 'open', records: 2 })
    expect([await holdsBoth(vault), disk.remembersMemoryOnly]).toEqual([true, false])
    const restarted = aVault({ disk, keyWrapper: keyring.wrapper })
    if (to === 'passphrase') await unlockWith(restarted, under[to].passphrase)
    expect(await holdsBoth(restarted)).toBe(true)
  })

  test('stays where the new protection could not be saved', async () => {
    const { disk, vault } = await vaultUnder('keyring')
    await vault.chooseMemoryOnly()
    disk.fault = new Error('disk full')
    await expect(protectWith(vault)).rejects.toThrow('disk full')
    expect(await vault.status()).toMatchObject({ strength: 'memory-only', records: 2 })
    expect([await holdsBoth(vault), disk.remembersMemoryOnly]).toEqual([true, true])
  })

  test('writes over no vault that another process began meanwhile', async () => {
    const disk = aDisk()
    const vault = aVault({ disk, keyWrapper: noKeyring() })
    await vault.chooseMemoryOnly()
    const other = aVault({ disk: Object.assign(disk, { remembersMemoryOnly: false }), keyWrapper: noKeyring() })
    await protectWith(other)
    const before = sha256(disk.main)
    await expect(protectWith(vault)).rejects.toMatchObject({ code: 'vault.replaced' })
    expect(sha256(disk.main)).toBe(before)
  })
})

describe('memory only, chosen over a closed vault', () => {
  test.each(['locked', 'damaged', 'newer', 'rolled-back'] as const)(
    'that is %s passes it over for this session',
    async (state) => {
      const { disk, vault: made, keyring } = await vaultUnder('keyring')
      const old = disk.main
      await made.write('tokens', 'later', secret('x'))
      await made.settled()
      if (state === 'locked') keyring.goAway()
      if (state === 'damaged') Object.assign(disk, { main: Buffer.from('?'), backup: null })
      if (state === 'newer') disk.main = newer
      if (state === 'rolled-back') disk.main = old
      const bytes = disk.main
      const vault = aVault({ disk, keyWrapper: keyring.wrapper })
      expect(await vault.status()).toMatchObject({ state })
      await vault.chooseMemoryOnly()
      await vault.write('tokens', 'alice', secret('other'))
      expect(disk.remembersMemoryOnly).toBe(false)
      await expect(protectWith(vault)).rejects.toMatchObject({ code: 'vault.locked' })
      expect(disk.main).toBe(bytes)
    },
  )
})

describe('forgetting everything', () => {
  test.each(['open', 'locked', 'choice-needed', 'memory-only', 'damaged', 'newer'] as const)(
    'ends as at a first start: %s',
    async (state) => {
      const { disk, keyring, vault: made } = await vaultUnder('both')
      await made.settled()
      disk.keptAside.push(Buffer.from('an old one'))
      if (state === 'choice-needed') Object.assign(disk, { main: null, backup: null })
      if (state === 'damaged') Object.assign(disk, { main: Buffer.from('?'), backup: null })
      if (state === 'newer') disk.main = newer
      const hasKeyring = state === 'open' || state === 'memory-only'
      const vault = aVault({ disk, keyWrapper: hasKeyring ? keyring.wrapper : noKeyring() })
      if (state === 'memory-only') await vault.chooseMemoryOnly(passphrase)
      const { state: found } = await vault.status()
      expect(found).toBe(state === 'memory-only' ? 'open' : state)
      const next = await vault.forgetEverything()
      expect(next).toMatchObject(
        hasKeyring ? { state: 'open', strength: 'keyring', records: 0 } : { state: 'choice-needed' },
      )
      expect([disk.main, disk.backup, disk.seen, disk.remembersMemoryOnly]).toEqual([null, null, null, false])
      expect(disk.keptAside).toEqual([])
      expect(await vault.read('tokens', 'alice')).toBeNull()
      await vault.settled()
      expect([disk.main, disk.seen]).toEqual([null, null])
    },
  )

  test('that fails leaves the vault as it is', async () => {
    const { disk, vault } = await vaultUnder('keyring')
    disk.fault = new Error('not allowed')
    await expect(vault.forgetEverything()).rejects.toThrow('not allowed')
    expect(await holdsBoth(vault)).toBe(true)
  })
})

describe('setting a vault aside', () => {
  test('keeps what was unsaved in it, too', async () => {
    const { disk, vault } = await vaultUnder('passphrase')
    disk.fault = new Error('disk full')
    await expect(vault.write('tokens', 'bob', secret('refresh-b'))).rejects.toThrow('disk full')
    await vault.lock('by-hand')
    disk.fault = null
    await vault.setAside()
    const [kept] = disk.keptAside
    const found = aVault({ disk: aDisk(kept ?? null), keyWrapper: noKeyring() })
    await unlockWith(found)
    expect((await found.read('tokens', 'bob'))?.reveal()).toBe('refresh-b')
  })

  test('does nothing to one that is open', async () => {
    const { disk, vault } = await vaultUnder('keyring')
    expect(await vault.setAside()).toMatchObject({ state: 'open', records: 2 })
    expect(disk.movedAside).toEqual([])
  })
})

test('a passphrase is asked for only where the vault is under one, and opens nothing', async () => {
  const { vault } = await vaultUnder('passphrase')
  await vault.lock('by-hand')
  await expect(vault.assertPassphrase(passphrase)).rejects.toMatchObject({ code: 'vault.locked' })
  await aVault({ disk: aDisk(), keyWrapper: aKeyring().wrapper }).assertPassphrase(null)
})
