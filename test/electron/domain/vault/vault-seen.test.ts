import { describe, expect, test } from 'vitest'
import { aDisk, aVault, type MemoryDisk, secret, textOf } from '../../../support/vault-builder.ts'
import { fiveMinutes, keyring, noon, startOver } from '../../../support/vault-over-minutes.ts'

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
      'changed in both its parts',
      (disk) => {
        const seen = textOf(disk.seen).replace(/"sealed":"..../, '"sealed":"AAAA')
        disk.seen = Buffer.from(seen.replace('"generation":', '"generation":-'))
      },
    ],
  ])('gives no warning when it is %s', async (_how, change) => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[1] ?? null
    change(disk)
    expect(await startOver(disk).status()).toMatchObject({ state: 'open' })
  })

  test('gives a warning from its plain part when only its sealed part is changed', async () => {
    const { disk, files } = await fiveMinutes()
    disk.main = files[1] ?? null
    disk.seen = Buffer.from(textOf(disk.seen).replace(/"sealed":"..../, '"sealed":"AAAA'))
    expect(await startOver(disk).status()).toMatchObject({ state: 'rolled-back', changesMissing: 3 })
  })

  test('says to who has no key how often and when the vault was written, and nothing else', async () => {
    const { disk } = await fiveMinutes()
    expect(JSON.parse(textOf(disk.seen))).toEqual({
      ...{ version: 1, vaultId: expect.any(String), nonce: expect.any(String), sealed: expect.any(String) },
      said: { generation: 5, previous: 4, writtenAt: '2026-03-01T12:04:00.000Z' },
    })
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
