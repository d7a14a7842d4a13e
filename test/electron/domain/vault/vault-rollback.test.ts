import { describe, expect, test } from 'vitest'
import { aDisk, aVault, protectWith, secret, unlockWith } from '../../../support/vault-builder.ts'
import { keyringOfFixtures, vaultFixture } from '../../../support/vault-fixtures.ts'
import { at, fiveMinutes, startOver } from '../../../support/vault-over-minutes.ts'

describe('an old copy in the place of the vault', () => {
  test('is noticed at the next start, and nothing is read from it', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[1] ?? null
    const vault = startOver(disk)
    expect(await vault.status()).toEqual({
      ...{
        state: 'rolled-back',
        writtenAt: at(1).toISOString(),
        lastWrittenAt: at(4).toISOString(),
        changesMissing: 3,
      },
    })
    const refused = { code: 'vault.rolled_back' }
    await expect(vault.read('tokens', 'alice')).rejects.toMatchObject(refused)
    await expect(vault.write('tokens', 'alice', secret('x'))).rejects.toMatchObject(refused)
    await expect(vault.assertOpen()).rejects.toMatchObject(refused)
    await expect(vault.catchUp()).rejects.toMatchObject(refused)
    await expect(protectWith(vault)).rejects.toMatchObject(refused)
    expect(await vault.unlock({ by: 'keyring' })).toMatchObject({ state: 'rolled-back' })
    expect(disk.main).toBe(files[1])
  })

  test('is used once the person accepts it, and is not asked about again', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[1] ?? null
    const vault = startOver(disk)
    await vault.status()
    expect(await vault.acceptRolledBack()).toMatchObject({ state: 'open', records: 1 })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
    await vault.settled()
    expect(await startOver(disk).status()).toMatchObject({ state: 'open' })
    // What was the newest is the old copy now.
    disk.main = files[4] ?? null
    expect(await startOver(disk).status()).toMatchObject({ state: 'rolled-back', changesMissing: 1 })
  })

  test('stays closed where accepting it can’t be saved', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[1] ?? null
    const vault = startOver(disk)
    await vault.status()
    disk.fault = new Error('disk full')
    await expect(vault.acceptRolledBack()).rejects.toThrow('disk full')
    expect(await vault.status()).toMatchObject({ state: 'rolled-back', changesMissing: 3 })
  })

  test('can be locked, opened to the same question, and set aside', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[0] ?? null
    const vault = startOver(disk)
    expect(await vault.status()).toMatchObject({ state: 'rolled-back' })
    expect(await vault.lock('by-hand')).toMatchObject({ state: 'locked', opensWith: ['keyring'] })
    expect(await vault.unlock({ by: 'keyring' })).toMatchObject({ state: 'rolled-back' })
    expect(await vault.setAside()).toMatchObject({ state: 'open', records: 0 })
    expect(disk.movedAside).toContain(files[0])
  })

  test('opens by looking again once the newer file is back, and not before', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[1] ?? null
    const vault = startOver(disk)
    expect(await vault.status()).toMatchObject({ state: 'rolled-back' })
    expect(await vault.unlock({ by: 'looking-again' })).toMatchObject({ state: 'rolled-back', changesMissing: 3 })
    disk.main = files[2] ?? null
    expect(await vault.unlock({ by: 'looking-again' })).toMatchObject({ state: 'rolled-back', changesMissing: 2 })
    disk.main = files[4] ?? null
    expect(await vault.unlock({ by: 'looking-again' })).toMatchObject({ state: 'open' })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-4')
  })

  test('of a vault under a passphrase is noticed when it is opened, and the newer file asks for it again', async () => {
    const { disk, vault } = await fiveMinutes()
    await protectWith(vault)
    const old = disk.main
    await vault.write('tokens', 'alice', secret('refresh-6'))
    await vault.lock('by-hand')
    const newer = disk.main
    disk.main = old
    const restarted = startOver(disk)
    expect(await restarted.status()).toMatchObject({ state: 'locked' })
    expect(await unlockWith(restarted)).toMatchObject({ state: 'rolled-back' })
    expect(await restarted.unlock({ by: 'looking-again' })).toMatchObject({ state: 'rolled-back' })
    disk.main = newer
    expect(await restarted.unlock({ by: 'looking-again' })).toMatchObject({ state: 'locked' })
    expect(await unlockWith(restarted)).toMatchObject({ state: 'open' })
  })

  test('is noticed where the copy is of version 1, whatever generation it claims', async () => {
    const disk = aDisk(vaultFixture('version-1-keyring'))
    const vault = aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })
    await vault.write('tokens', 'alice', secret('refresh-1'))
    await vault.settled()
    disk.main = vaultFixture('version-1-keyring')
    const restarted = aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })
    expect(await restarted.status()).toMatchObject({ state: 'rolled-back' })
  })

  test('takes nothing from a vault that is open, or was locked here: the next save is over it', async () => {
    for (const locks of [false, true]) {
      const { disk, files, vault } = await fiveMinutes()
      if (locks) await vault.lock('idle')
      disk.main = files[0] ?? null
      if (locks) expect(await vault.unlock({ by: 'keyring' })).toMatchObject({ state: 'open' })
      expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-4')
      await vault.write('client-secret', 'robot', secret('s'))
      const restarted = startOver(disk)
      expect(await restarted.status()).toMatchObject({ state: 'open', records: 2 })
      expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-4')
    }
  })
})

test('a vault that another process saves while this one opens it is no old copy', async () => {
  const { disk, vault } = await fiveMinutes()
  const opening = startOver({
    ...disk,
    get main() {
      const { main } = disk
      // Read by the one that opens; by the time that it has looked at it, the other has saved, and noted what it saw.
      disk.main = newer.main
      disk.seen = newer.seen
      return main
    },
    get seen() {
      return disk.seen
    },
    set main(bytes: Uint8Array | null) {
      disk.main = bytes
    },
    set seen(bytes: Uint8Array | null) {
      disk.seen = bytes
    },
  })
  const before = { main: disk.main, seen: disk.seen }
  await vault.write('tokens', 'alice', secret('refresh-5'))
  await vault.settled()
  const newer = { main: disk.main, seen: disk.seen }
  Object.assign(disk, before)
  expect(await opening.status()).toMatchObject({ state: 'open' })
})

describe('the predecessor of a vault that is damaged', () => {
  test('is taken as recovered also where nothing was seen of it but the vault itself', async () => {
    const { disk } = await fiveMinutes()
    disk.seen = null
    const vault = startOver(disk)
    await vault.status()
    await vault.settled()
    disk.main = Buffer.from('garbage')
    expect(await startOver(disk).status()).toMatchObject({ state: 'open', recovered: true })
  })

  test('is taken as recovered, and is no old copy', async () => {
    const { disk } = await fiveMinutes()
    disk.main = Buffer.from('garbage')
    const vault = startOver(disk)
    expect(await vault.status()).toMatchObject({ state: 'open', recovered: true })
    expect((await vault.read('tokens', 'alice'))?.reveal()).toBe('refresh-3')
  })

  test('is an old copy where it is older than a predecessor can be', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = Buffer.from('garbage')
    disk.backup = files[1] ?? null
    expect(await startOver(disk).status()).toMatchObject({ state: 'rolled-back', changesMissing: 3 })
  })
})
