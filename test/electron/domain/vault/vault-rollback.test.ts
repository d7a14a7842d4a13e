import { describe, expect, test } from 'vitest'
import { aKeyring } from '../../../support/keyring-builder.ts'
import {
  aDisk,
  aVault,
  type MemoryDisk,
  protectWith,
  secret,
  textOf,
  unlockWith,
} from '../../../support/vault-builder.ts'
import { keyringOfFixtures, vaultFixture } from '../../../support/vault-fixtures.ts'

const keyring = aKeyring()
const noon = new Date('2026-03-01T12:00:00.000Z')
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)

/** A vault that was changed once a minute, its files after each change, and what was seen of the last. */
async function fiveMinutes() {
  const disk = aDisk()
  let minutes = 0
  const vault = aVault({ disk, keyWrapper: keyring.wrapper, now: () => at(minutes) })
  const files: Uint8Array[] = []
  for (; minutes < 5; minutes += 1) {
    await vault.write('tokens', 'alice', secret(`refresh-${minutes}`))
    if (disk.main !== null) files.push(disk.main)
  }
  await vault.settled()
  return { disk, files, vault }
}
const startOver = (disk: MemoryDisk) => aVault({ disk, keyWrapper: keyring.wrapper, now: () => at(60) })

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

  test('of a vault under a passphrase is noticed when it is opened', async () => {
    const { disk, vault } = await fiveMinutes()
    await protectWith(vault)
    const old = disk.main
    await vault.write('tokens', 'alice', secret('refresh-6'))
    await vault.lock('by-hand')
    disk.main = old
    const restarted = startOver(disk)
    expect(await restarted.status()).toMatchObject({ state: 'locked' })
    expect(await unlockWith(restarted)).toMatchObject({ state: 'rolled-back' })
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

describe('the predecessor of a vault that is damaged', () => {
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

describe('the memory of what was last seen', () => {
  test.each<[string, (disk: MemoryDisk) => void]>([
    ['missing', (disk) => void (disk.seen = null)],
    ['empty', (disk) => void (disk.seen = new Uint8Array())],
    ['garbage', (disk) => void (disk.seen = Buffer.from('{"version":1}'))],
    [
      'of another vault',
      (disk) => void (disk.seen = Buffer.from(textOf(disk.seen).replace(/[0-9a-f]{32}/, 'a'.repeat(32)))),
    ],
    [
      'changed',
      (disk) => void (disk.seen = Buffer.from(textOf(disk.seen).replace(/"sealed":"..../, '"sealed":"AAAA'))),
    ],
  ])('gives no warning when it is %s', async (_how, change) => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[1] ?? null
    change(disk)
    expect(await startOver(disk).status()).toMatchObject({ state: 'open' })
  })

  test('says nothing of the vault to who has no key', async () => {
    const { disk } = await fiveMinutes()
    expect(Object.keys(JSON.parse(textOf(disk.seen)))).toEqual(['version', 'vaultId', 'nonce', 'sealed'])
    expect(textOf(disk.seen)).not.toContain('2026')
  })

  test('is never a reason for a save to fail', async () => {
    const disk = aDisk()
    Object.defineProperty(disk, 'seen', {
      get: () => null,
      set: () => {
        throw new Error('disk full')
      },
    })
    const vault = aVault({ disk, keyWrapper: keyring.wrapper })
    expect(await vault.write('tokens', 'alice', secret('refresh-1'))).toBe('on-disk')
    await vault.lock('by-hand')
    await vault.settled()
  })

  test('is written at most every few seconds, and when the vault is locked or the program ends', async () => {
    const disk = aDisk()
    let [now, writes, seen] = [noon, 0, disk.seen]
    Object.defineProperty(disk, 'seen', {
      get: () => seen,
      set: (bytes: Uint8Array) => {
        seen = bytes
        writes += 1
      },
    })
    const vault = aVault({ disk, keyWrapper: keyring.wrapper, now: () => now })
    for (let second = 0; second < 10; second += 1) {
      now = new Date(noon.getTime() + second * 500)
      await vault.write('tokens', 'alice', secret(`refresh-${second}`))
    }
    expect(writes).toBeLessThanOrEqual(2)
    const before = writes
    await vault.settled()
    expect(writes).toBe(before + 1)
    await vault.write('tokens', 'alice', secret('last'))
    await vault.lock('by-hand')
    expect(writes).toBe(before + 2)
    // The clock was set back: that is no reason to write no more.
    await vault.unlock({ by: 'keyring' })
    now = new Date(noon.getTime() - 3_600_000)
    await vault.write('tokens', 'alice', secret('after the step'))
    await vault.write('tokens', 'alice', secret('and once more'))
    expect(writes).toBe(before + 3)
  })
})
