import { describe, expect, test } from 'vitest'
import { aKeyring } from '../../../support/keyring-builder.ts'
import { twoProcesses } from '../../../support/two-processes.ts'
import { aDisk, aVault, protectWith, secret, sha256 } from '../../../support/vault-builder.ts'
import { forged } from '../../../support/vault-fixtures.ts'

describe('another vault in the place of the one that is open', () => {
  test('is not written over: every save says so, and what is held stays readable', async () => {
    const { disk, first, textIn } = await twoProcesses()
    await aVault({ disk: Object.assign(disk, { main: null, backup: null }), keyWrapper: aKeyring().wrapper }).write(
      'tokens',
      'x',
      secret('y'),
    )
    const before = sha256(disk.main)
    for (let tries = 1; tries <= 2; tries += 1) {
      await expect(first.write('tokens', 'bob', secret('x'))).rejects.toMatchObject({ code: 'vault.replaced' })
    }
    await expect(first.catchUp()).rejects.toMatchObject({ code: 'vault.replaced' })
    await expect(first.chooseMemoryOnly()).rejects.toMatchObject({ code: 'vault.replaced' })
    await expect(protectWith(first)).rejects.toMatchObject({ code: 'vault.replaced' })
    expect([sha256(disk.main), await textIn(first, 'alice')]).toEqual([before, 'refresh-1'])
  })

  test('is what is opened after a lock, and what was unsaved is kept aside', async () => {
    const { disk, keyring, first } = await twoProcesses()
    await aVault({ disk: Object.assign(disk, { main: null, backup: null }), keyWrapper: keyring.wrapper }).write(
      'tokens',
      'x',
      secret('y'),
    )
    await expect(first.write('tokens', 'bob', secret('refresh-b'))).rejects.toMatchObject({ code: 'vault.replaced' })
    await first.lock('by-hand')
    expect(await first.unlock({ by: 'keyring' })).toMatchObject({ state: 'open', records: 1 })
    const found = aVault({ disk: aDisk(disk.keptAside[0] ?? null), keyWrapper: keyring.wrapper })
    expect((await found.read('tokens', 'bob'))?.reveal()).toBe('refresh-b')
  })

  test('of a newer version is not written over', async () => {
    const { disk, first } = await twoProcesses()
    disk.main = forged(null, () => '{"version":7}')
    await expect(first.write('tokens', 'bob', secret('x'))).rejects.toMatchObject({ code: 'vault.newer' })
    await expect(first.catchUp()).rejects.toMatchObject({ code: 'vault.newer' })
  })
})

describe('a vault whose files another process removed', () => {
  test('is gone here too, once it catches up', async () => {
    const { disk, first, second, textIn } = await twoProcesses()
    await second.forgetEverything()
    expect(await first.catchUp()).toBe(true)
    expect([await textIn(first, 'alice'), disk.main]).toEqual([null, null])
    expect(await first.status()).toMatchObject({ state: 'open', records: 0 })
  })

  test('does not come back with the next save: only what is new is kept, in a new vault', async () => {
    const { disk, process, first, second, textIn } = await twoProcesses()
    await second.forgetEverything()
    await first.write('tokens', 'bob', secret('refresh-b'))
    expect([await textIn(first, 'alice'), await textIn(first, 'bob')]).toEqual([null, 'refresh-b'])
    expect([await textIn(process(), 'alice'), await textIn(process(), 'bob')]).toEqual([null, 'refresh-b'])
    expect(disk.keptAside).toEqual([])
  })

  test('under a passphrase takes no more, and gives nothing back to the disk', async () => {
    const { disk, first, second } = await twoProcesses({ under: 'passphrase' })
    await second.forgetEverything()
    await expect(first.write('tokens', 'bob', secret('x'))).rejects.toMatchObject({ code: 'vault.replaced' })
    expect(disk.main).toBeNull()
  })
})

describe('a file that was damaged while the vault is open', () => {
  test.each<[string, (bytes: Uint8Array | null) => Uint8Array]>([
    ['broken', () => Buffer.from('?')],
    ['forged', (bytes) => forged(bytes, (body) => body.replace('"alice"', '"eve"'))],
  ])('(%s) is kept aside, and written anew with the next save', async (_how, damage) => {
    const { disk, process, first } = await twoProcesses()
    const damaged = damage(disk.main)
    Object.assign(disk, { main: damaged, backup: null })
    await first.write('tokens', 'bob', secret('refresh-b'))
    expect(disk.keptAside).toEqual([damaged])
    const restarted = process()
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-1')
    expect((await restarted.read('tokens', 'bob'))?.reveal()).toBe('refresh-b')
  })
})
