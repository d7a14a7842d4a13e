import { describe, expect, test } from 'vitest'
import { aDisk, aVault, type MemoryDisk, passphrase, secret, unlockWith } from '../../../support/vault-builder.ts'
import {
  holdsBoth,
  opensByKeyring,
  opensWith,
  other,
  type Protection,
  strengths,
  under,
  vaultUnder,
} from '../../../support/vault-under.ts'

/** Each protection is left and come to, and one passphrase is changed for another. */
const changes: [Protection, Protection][] = [
  ['keyring', 'passphrase'],
  ['passphrase', 'passphrase'],
  ['passphrase', 'both'],
  ['both', 'keyring'],
]

describe.each(changes)('a vault whose change from %s to %s is disturbed', (from, to) => {
  /** Faults at every boundary of the two writes: before the file is replaced, and after. */
  const failures: [string, (disk: MemoryDisk) => void][] = [1, 2].flatMap((which) =>
    (['beforeWrite', 'afterWrite'] as const).map((place): [string, (disk: MemoryDisk) => void] => [
      `${place} ${which}`,
      (disk) => {
        let count = 0
        disk[place] = async () => {
          count += 1
          if (count === which) throw new Error('disk full')
        }
      },
    ]),
  )
  test.each(failures)(
    'fails once (%s) and works as it did under the old one, and nothing is lost',
    async (_at, fail) => {
      const { disk, keyring, vault, current } = await vaultUnder(from)
      fail(disk)
      await expect(vault.protect({ current, protection: under[to] })).rejects.toThrow('disk full')
      expect(await vault.status()).toMatchObject({ state: 'open', strength: strengths[from], records: 2 })
      expect(await holdsBoth(vault)).toBe(true)
      await vault.write('tokens', 'bob', secret('refresh-b'))
      if (from !== 'keyring') expect(await opensWith(disk.main, passphrase)).toBe(true)
      if (from !== 'passphrase') expect(await opensByKeyring(disk.main, keyring)).toBe(true)
      if (to !== 'keyring') expect(await opensWith(disk.main, other)).toBe(false)
      await vault.protect({ current, protection: under[to] })
      expect(await vault.status()).toMatchObject({ state: 'open', strength: strengths[to], records: 3 })
    },
  )

  test.each([
    ['only the first write works', 1],
    ['only the first half of the second', 2],
  ])('fails for good (%s) and goes on under what is on the disk, and nothing is lost', async (_how, after) => {
    const { disk, keyring, vault, current } = await vaultUnder(from)
    let count = 0
    disk.afterWrite = async () => {
      count += 1
      if (count < after) return
      disk.beforeWrite = () => Promise.reject(new Error('disk gone'))
      throw new Error('disk full')
    }
    await expect(vault.protect({ current, protection: under[to] })).rejects.toThrow('disk full')
    expect(await vault.status()).toMatchObject({ state: 'open', strength: strengths[to] })
    expect(await holdsBoth(vault)).toBe(true)
    disk.beforeWrite = async () => undefined
    disk.afterWrite = async () => undefined
    await vault.write('tokens', 'bob', secret('refresh-b'))
    for (const bytes of [disk.main, disk.backup]) {
      expect(await opensWith(bytes, passphrase)).toBe(false)
      expect((await opensWith(bytes, other)) || (await opensByKeyring(bytes, keyring))).toBe(true)
    }
  })

  test.each([1, 2])('is killed in write %i and opens at the next start, with all that was in it', async (which) => {
    for (const place of ['beforeWrite', 'afterWrite'] as const) {
      const { disk, keyring, vault, current } = await vaultUnder(from)
      let count = 0
      const killed = new Promise<void>((resolve) => {
        disk[place] = () => {
          count += 1
          if (count < which) return Promise.resolve()
          resolve()
          return new Promise(() => undefined)
        }
      })
      void vault.protect({ current, protection: under[to] })
      await killed
      const isNew = which === 2 || place === 'afterWrite'
      const now = isNew ? to : from
      const text = isNew ? other : passphrase
      const restartedOn = { ...aDisk(disk.main, disk.backup), seen: disk.seen }
      const restarted = aVault({ disk: restartedOn, keyWrapper: keyring.wrapper })
      if (now === 'passphrase') await unlockWith(restarted, text)
      expect(await restarted.status()).toMatchObject({ state: 'open', strength: strengths[now], records: 2 })
      expect(await holdsBoth(restarted)).toBe(true)
      await restarted.settled()
      // What the killed process left of the old protection is cleared away by the next.
      if (isNew) {
        expect(await opensWith(restartedOn.backup, passphrase)).toBe(false)
        if (to === 'passphrase') expect(await opensByKeyring(restartedOn.backup, keyring)).toBe(false)
      }
    }
  })
})
