import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aClock, settled } from '../../../support/clock.ts'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import { locksInMemory } from '../../../support/locks-in-memory.ts'
import { aDisk, aVault, passphrase, protectWith, secret, unlockWith } from '../../../support/vault-builder.ts'

const aboutASecondMs = 1000
const longerThanAnyWaitMs = 60_000

/** An open vault under a passphrase, with its data key in the test's hand, and a machine whose locks others may hold. */
async function anOpenVault() {
  const clock = aClock(new Date('2026-11-22T09:00:00Z'))
  const locks = locksInMemory(clock.schedule)
  const disk = aDisk()
  const keys: Buffer[] = []
  const random = (count: number) => {
    const bytes = randomBytes(count)
    if (count === 32) keys.push(bytes)
    return bytes
  }
  const vault = aVault({ disk, keyWrapper: noKeyring(), random, now: clock.now, exclusively: locks.exclusively })
  await protectWith(vault)
  await vault.write('tokens', 'alice', secret('refresh-1'))
  const keyIsWiped = () => keys.at(-1)?.every((byte) => byte === 0) ?? false
  return { clock, locks, disk, vault, keyIsWiped }
}

const codeOf = (job: Promise<unknown>) =>
  job.then(
    () => 'done',
    (thrown: unknown) => (thrown instanceof Error && 'code' in thrown ? thrown.code : thrown),
  )

describe('a lock while another process hangs on the vault', () => {
  test('wipes the key within about a second, though saves wait; what they had to save is saved after the unlock', async () => {
    const { clock, locks, disk, vault, keyIsWiped } = await anOpenVault()
    const letGo = locks.hold('vault')
    const first = codeOf(vault.write('tokens', 'alice', secret('refresh-2')))
    await vault.status() // now the first save is waiting, and the second waits for it
    const second = codeOf(vault.write('tokens', 'bob', secret('of bob')))
    await settled()
    const locked = vault.lock('by-hand')
    await clock.advance(aboutASecondMs)
    expect(keyIsWiped()).toBe(true)
    expect(await locked).toMatchObject({ state: 'locked', cause: 'by-hand' })
    expect([await first, await second]).toEqual(['storage.in_use', 'storage.in_use'])
    letGo()
    await clock.advance(longerThanAnyWaitMs)
    expect(await unlockWith(vault)).toMatchObject({ state: 'open', records: 2 })
    await vault.settled()
    const restarted = aVault({ disk, keyWrapper: noKeyring() })
    await unlockWith(restarted)
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-2')
    expect((await restarted.read('tokens', 'bob'))?.reveal()).toBe('of bob')
  })

  test('wipes the key within about a second where an earlier save had failed already', async () => {
    const { clock, locks, disk, vault, keyIsWiped } = await anOpenVault()
    disk.fault = new Error('disk full')
    await expect(vault.write('tokens', 'alice', secret('refresh-2'))).rejects.toThrow('disk full')
    disk.fault = null
    locks.hold('vault')
    void vault.lock('suspended')
    await clock.advance(aboutASecondMs)
    expect(keyIsWiped()).toBe(true)
  })

  test('waits for nobody else who waits: neither a look for newer tokens, nor a change of the protection', async () => {
    const { clock, locks, disk, vault, keyIsWiped } = await anOpenVault()
    locks.hold('vault')
    const outcomes = [
      codeOf(vault.write('tokens', 'alice', secret('refresh-2'))),
      codeOf(vault.catchUp()),
      codeOf(protectWith(vault, secret('another good passphrase'), passphrase)),
    ]
    await settled()
    const locked = vault.lockWhereItAsks('idle')
    await clock.advance(aboutASecondMs)
    expect(keyIsWiped()).toBe(true)
    expect(await locked).toMatchObject({ state: 'locked', cause: 'idle' })
    expect(await Promise.all(outcomes)).toEqual(['storage.in_use', 'done', 'storage.in_use'])
    await clock.advance(longerThanAnyWaitMs)
    const restarted = aVault({ disk, keyWrapper: noKeyring() })
    expect(await unlockWith(restarted)).toMatchObject({ state: 'open', records: 1 })
  })

  test('runs nothing later that was given up, and the next save waits as long as ever', async () => {
    const { clock, locks, disk, vault } = await anOpenVault()
    const letGo = locks.hold('vault')
    const protecting = codeOf(protectWith(vault, secret('another good passphrase'), passphrase))
    await settled()
    void vault.lock('by-hand')
    await clock.advance(aboutASecondMs)
    const { writes } = disk
    letGo()
    await settled()
    expect([await protecting, disk.writes]).toEqual(['storage.in_use', writes])
    await unlockWith(vault)
    const letGoAgain = locks.hold('vault')
    const saved = codeOf(vault.write('tokens', 'alice', secret('refresh-2')))
    await clock.advance(9_000)
    letGoAgain()
    expect(await saved).toBe('done')
  })

  test('lets a save that is being made end, however long it takes', async () => {
    const { clock, disk, vault, keyIsWiped } = await anOpenVault()
    let finish = (): void => undefined
    disk.beforeWrite = () => new Promise((resolve) => void (finish = resolve))
    const saved = codeOf(vault.write('tokens', 'alice', secret('refresh-2')))
    await settled()
    const locked = vault.lock('by-hand')
    await clock.advance(longerThanAnyWaitMs)
    expect(keyIsWiped()).toBe(false)
    finish()
    expect([await saved, await locked]).toMatchObject(['done', { state: 'locked' }])
  })
})

describe('a vault that locks by itself', () => {
  test('does so only where somebody is asked to open it again', async () => {
    const { vault } = await anOpenVault()
    expect(await vault.lockWhereItAsks('idle')).toMatchObject({ state: 'locked', cause: 'idle' })
    const underKeyring = aVault({ disk: aDisk(), keyWrapper: aKeyring().wrapper })
    expect(await underKeyring.lockWhereItAsks('idle')).toMatchObject({ state: 'open' })
    const inMemory = aVault({ disk: aDisk(), keyWrapper: noKeyring() })
    await inMemory.chooseMemoryOnly()
    expect(await inMemory.lockWhereItAsks('suspended')).toMatchObject({ state: 'open' })
  })

  test('keeps the reason that it was locked for first', async () => {
    const { vault } = await anOpenVault()
    await vault.lock('by-hand')
    expect(await vault.lockWhereItAsks('idle')).toMatchObject({ state: 'locked', cause: 'by-hand' })
  })
})
