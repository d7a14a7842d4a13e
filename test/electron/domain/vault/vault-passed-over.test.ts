import { describe, expect, test } from 'vitest'
import { noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, protectWith, secret, unlockWith } from '../../../support/vault-builder.ts'
import { fiveMinutes, keyring, startOver } from '../../../support/vault-over-minutes.ts'

const lookAgain = { by: 'looking-again' } as const

/** A vault under a passphrase, passed over at a start, with what was kept in memory since. */
async function passedOver() {
  const { disk, vault: before } = await fiveMinutes()
  await before.write('tokens', 'bob', secret('refresh-bob'))
  await protectWith(before)
  await before.settled()
  const vault = startOver(disk)
  await vault.chooseMemoryOnly()
  await vault.write('tokens', 'alice', secret('refresh-of-session'))
  await vault.write('client-secret', 'robot', secret('s'))
  return { disk, vault, file: disk.main }
}

describe('a closed vault that is passed over', () => {
  test('says so, and is gone back to by looking again', async () => {
    const { disk, vault, file } = await passedOver()
    expect(await vault.status()).toMatchObject({ state: 'open', strength: 'memory-only', passesOver: true })
    await expect(protectWith(vault)).rejects.toMatchObject({ code: 'vault.locked' })
    expect(await vault.unlock(lookAgain)).toMatchObject({ state: 'locked', opensWith: ['passphrase'] })
    await expect(vault.read('tokens', 'alice')).rejects.toMatchObject({ code: 'vault.locked' })
    await vault.settled()
    expect(disk.main).toBe(file)
  })

  test('is given what was kept in memory meanwhile once it is open, and can be protected again', async () => {
    const { disk, vault } = await passedOver()
    await vault.unlock(lookAgain)
    await expect(unlockWith(vault, secret('not the passphrase'))).rejects.toMatchObject({
      code: 'vault.wrong_passphrase',
    })
    const opened = await unlockWith(vault)
    expect(opened).toMatchObject({ state: 'open', strength: 'passphrase', records: 3 })
    expect(opened).not.toHaveProperty('passesOver')
    await vault.settled()
    const restarted = startOver(disk)
    await unlockWith(restarted)
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-of-session')
    expect((await restarted.read('client-secret', 'robot'))?.reveal()).toBe('s')
    expect((await restarted.read('tokens', 'bob'))?.reveal()).toBe('refresh-bob')
    expect(await protectWith(restarted, secret('another battery staple'), passphrase)).toMatchObject({ state: 'open' })
  })

  test('loses nothing of the session where the person passes it over once more', async () => {
    const { vault } = await passedOver()
    await vault.unlock(lookAgain)
    expect(await vault.chooseMemoryOnly()).toMatchObject({ records: 2, passesOver: true })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-of-session')
  })

  test('gives what was kept to the vault that is begun in its place', async () => {
    const { vault } = await passedOver()
    await vault.unlock(lookAgain)
    expect(await vault.setAside()).toMatchObject({ state: 'open', strength: 'keyring', records: 2 })
  })

  test('leaves nothing behind where everything is forgotten on the way', async () => {
    const { vault } = await passedOver()
    await vault.unlock(lookAgain)
    expect(await vault.forgetEverything()).toMatchObject({ state: 'open', records: 0 })
    await vault.settled()
    expect(await vault.ids('tokens')).toEqual([])
  })

  test.each([true, false])(
    'stays with what is in memory where the file is gone; chosen elsewhere: %s',
    async (chosen) => {
      const disk = aDisk()
      await protectWith(aVault({ disk, keyWrapper: noKeyring() }))
      const vault = aVault({ disk, keyWrapper: noKeyring() })
      await vault.chooseMemoryOnly()
      await vault.write('tokens', 'alice', secret('refresh-of-session'))
      Object.assign(disk, { main: null, backup: null, seen: null, remembersMemoryOnly: chosen })
      const status = await vault.unlock(lookAgain)
      expect(status).toMatchObject({ state: 'open', strength: 'memory-only', records: 1 })
      expect(status).not.toHaveProperty('passesOver')
      expect(await protectWith(vault)).toMatchObject({ state: 'open', strength: 'passphrase', records: 1 })
    },
  )

  test('that was locked by hand is not opened by a keyring alone', async () => {
    const { disk, vault } = await fiveMinutes()
    await vault.protect({ current: null, protection: { under: 'both', passphrase } })
    await vault.lock('by-hand')
    await vault.chooseMemoryOnly()
    expect(await vault.unlock(lookAgain)).toMatchObject({
      state: 'locked',
      cause: 'by-hand',
      opensWith: ['passphrase'],
    })
    expect(await unlockWith(vault)).toMatchObject({ state: 'open', records: 1 })
    expect(disk.main).not.toBeNull()
  })

  test('keeps what could not be saved before it was locked', async () => {
    const { disk, vault } = await fiveMinutes()
    disk.fault = new Error('disk full')
    await expect(vault.write('tokens', 'alice', secret('refresh-unsaved'))).rejects.toThrow('disk full')
    await vault.lock('by-hand')
    await vault.chooseMemoryOnly()
    disk.fault = null
    expect(await vault.unlock(lookAgain)).toMatchObject({ state: 'open', strength: 'keyring' })
    await vault.settled()
    expect((await startOver(disk).read('tokens', 'alice'))?.reveal()).toBe('refresh-unsaved')
  })

  test('and was rolled back is asked about again, and takes what was kept once it is accepted', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[1] ?? null
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    await vault.chooseMemoryOnly()
    await vault.write('client-secret', 'robot', secret('s'))
    expect(await vault.unlock(lookAgain)).toMatchObject({ state: 'rolled-back', changesMissing: 3 })
    expect(disk.main).toBe(files[1])
    expect(await vault.acceptRolledBack()).toMatchObject({ state: 'open', records: 2 })
    await vault.settled()
    expect((await startOver(disk).read('client-secret', 'robot'))?.reveal()).toBe('s')
  })
})
