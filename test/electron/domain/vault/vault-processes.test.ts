import { describe, expect, test } from 'vitest'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, protectWith, secret, sha256, unlockWith } from '../../../support/vault-builder.ts'
import { twoProcesses } from '../../../support/two-processes.ts'
import { other } from '../../../support/vault-under.ts'

describe('two processes on one vault', () => {
  test('both keep what they changed', async () => {
    const { process, first, second, textIn } = await twoProcesses()
    await Promise.all([
      first.write('tokens', 'bob', secret('of the first')),
      second.write('tokens', 'carol', secret('of the second')),
      first.write('tokens', 'dave', secret('of the first')),
    ])
    const third = process()
    expect(await Promise.all(['alice', 'bob', 'carol', 'dave'].map((id) => textIn(third, id)))).toEqual([
      ...['refresh-1', 'of the first', 'of the second', 'of the first'],
    ])
  })

  test('see what the other saved once they catch up; a look at an unchanged file reads nothing', async () => {
    const { disk, first, second, textIn } = await twoProcesses()
    await second.write('tokens', 'alice', secret('refresh-2'))
    expect(await textIn(first, 'alice')).toBe('refresh-1')
    let heard = 0
    first.onChanged(() => void (heard += 1))
    expect(await first.catchUp()).toBe(true)
    expect(await textIn(first, 'alice')).toBe('refresh-2')
    const { reads } = disk
    expect(await first.catchUp()).toBe(false)
    expect([disk.reads, heard]).toEqual([reads, 1])
    await first.write('tokens', 'alice', secret('refresh-3'))
    expect(await first.catchUp()).toBe(false)
  })

  test('do not bring back what the other removed', async () => {
    const { process, first, second, textIn } = await twoProcesses()
    await second.remove('tokens', 'alice')
    await first.write('tokens', 'bob', secret('x'))
    expect([await textIn(first, 'alice'), await textIn(process(), 'alice')]).toEqual([null, null])
  })

  test('remove also what the other saved and they have not seen yet; what is nowhere is removed without a write', async () => {
    const { disk, process, first, second, textIn } = await twoProcesses()
    await second.write('tokens', 'bob', secret('of the second'))
    await first.remove('tokens', 'bob')
    expect(await textIn(process(), 'bob')).toBeNull()
    const { writes } = disk
    await first.remove('tokens', 'nobody')
    expect(disk.writes).toBe(writes)
  })

  test('begin one vault, though both were there before it was', async () => {
    const disk = aDisk()
    const keyring = aKeyring()
    const [first, second] = [1, 2].map(() => aVault({ disk, keyWrapper: keyring.wrapper }))
    await Promise.all([first?.status(), second?.status()])
    await Promise.all([
      first?.write('tokens', 'a', secret('of the first')),
      second?.write('tokens', 'b', secret('of the second')),
    ])
    const third = aVault({ disk, keyWrapper: keyring.wrapper })
    expect(await third.status()).toMatchObject({ state: 'open', records: 2, unreadable: 0 })
    expect((await third.read('tokens', 'b'))?.reveal()).toBe('of the second')
    expect((await second?.read('tokens', 'a'))?.reveal()).toBe('of the first')
  })

  test('find a choice that the other made', async () => {
    const disk = aDisk()
    const [first, second] = [1, 2].map(() => aVault({ disk, keyWrapper: noKeyring() }))
    expect(await second?.status()).toMatchObject({ state: 'choice-needed' })
    if (first !== undefined) await protectWith(first)
    expect(await second?.catchUp()).toBe(true)
    expect(await second?.status()).toMatchObject({ state: 'locked', opensWith: ['passphrase'] })
  })
})

describe('a save that could not be made', () => {
  test.each(['fault', 'inUse'] as const)(
    'stays, and is made with the next, over what another process saved meanwhile (%s)',
    async (kind) => {
      const { disk, process, first, second, textIn } = await twoProcesses()
      disk[kind] = new Error('not now')
      await expect(first.write('tokens', 'alice', secret('refresh-2'))).rejects.toThrow('not now')
      disk[kind] = null
      await second.write('tokens', 'bob', secret('of the second'))
      expect(await first.catchUp()).toBe(true)
      expect([await textIn(first, 'alice'), await textIn(first, 'bob')]).toEqual(['refresh-2', 'of the second'])
      await first.write('client-secret', 'robot', secret('s'))
      expect(await textIn(process(), 'alice')).toBe('refresh-2')
    },
  )

  test('is made when the vault is locked, or when it is opened again', async () => {
    for (const heals of ['before the lock', 'after it'] as const) {
      const { disk, process, first, textIn } = await twoProcesses()
      disk.fault = new Error('disk full')
      await expect(first.write('tokens', 'alice', secret('refresh-2'))).rejects.toThrow('disk full')
      if (heals === 'before the lock') disk.fault = null
      await first.lock('suspended')
      disk.fault = null
      if (heals === 'after it') {
        await first.unlock({ by: 'keyring' })
        await first.settled()
      }
      expect(await textIn(process(), 'alice')).toBe('refresh-2')
    }
  })

  test('is nothing lost where the disk took it and said no all the same', async () => {
    const { disk, process, first, second, textIn } = await twoProcesses()
    disk.afterWrite = () => Promise.reject(new Error('the folder could not be flushed'))
    await expect(first.write('tokens', 'alice', secret('refresh-2'))).rejects.toThrow('flushed')
    disk.afterWrite = async () => undefined
    await second.write('tokens', 'bob', secret('of the second'))
    await first.write('tokens', 'carol', secret('of the first'))
    const third = process()
    expect(await Promise.all(['alice', 'bob', 'carol'].map((id) => textIn(third, id)))).toEqual([
      ...['refresh-2', 'of the second', 'of the first'],
    ])
  })
})

test('a removal that could not be saved is not taken for done when it is tried again', async () => {
  const { disk, process, first, textIn } = await twoProcesses()
  disk.fault = new Error('disk full')
  for (let tries = 1; tries <= 2; tries += 1) await expect(first.remove('tokens', 'alice')).rejects.toThrow('disk full')
  expect(await textIn(process(), 'alice')).toBe('refresh-1')
  disk.fault = null
  await first.remove('tokens', 'alice')
  expect(await textIn(process(), 'alice')).toBeNull()
})

describe('a vault that another process protected anew', () => {
  test('goes on by itself where the keyring opens it', async () => {
    const { process, first, second, textIn } = await twoProcesses()
    await second.protect({ current: null, protection: { under: 'both', passphrase } })
    await first.write('tokens', 'bob', secret('of the first'))
    expect(await first.status()).toMatchObject({ strength: 'keyring-and-passphrase', records: 2 })
    expect(await textIn(process(), 'bob')).toBe('of the first')
  })

  test('is locked where only a person can open it, and what was being saved is there after', async () => {
    const { disk, first, second, textIn } = await twoProcesses({ under: 'passphrase' })
    await protectWith(second, other, passphrase)
    const before = sha256(disk.main)
    await expect(first.write('tokens', 'alice', secret('refresh-2'))).rejects.toMatchObject({ code: 'vault.locked' })
    expect(await first.status()).toMatchObject({
      state: 'locked',
      cause: 'changed-elsewhere',
      opensWith: ['passphrase'],
    })
    expect(sha256(disk.main)).toBe(before)
    await expect(unlockWith(first)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    expect(await unlockWith(first, other)).toMatchObject({ state: 'open', records: 1 })
    expect(await textIn(first, 'alice')).toBe('refresh-2')
    await first.settled()
    const third = aVault({ disk, keyWrapper: noKeyring() })
    await unlockWith(third, other)
    expect(await textIn(third, 'alice')).toBe('refresh-2')
  })

  test('is locked when it catches up', async () => {
    const { first, second } = await twoProcesses({ under: 'passphrase' })
    await protectWith(second, other, passphrase)
    await expect(first.catchUp()).rejects.toMatchObject({ code: 'vault.locked' })
    expect(await first.status()).toMatchObject({ state: 'locked', cause: 'changed-elsewhere' })
  })

  test('while it was locked here asks for what opens it now', async () => {
    const { first, second, textIn } = await twoProcesses({ under: 'passphrase' })
    await first.lock('idle')
    await second.write('tokens', 'alice', secret('refresh-2'))
    await protectWith(second, other, passphrase)
    await expect(unlockWith(first)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    await unlockWith(first, other)
    expect(await textIn(first, 'alice')).toBe('refresh-2')
  })
})
