import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Vault } from '../../../../electron/domain/vault/vault.ts'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import {
  aDisk,
  aVault,
  type MemoryDisk,
  passphrase,
  protectWith,
  secret,
  sha256,
  textOf,
  unlockWith,
} from '../../../support/vault-builder.ts'

const other = secret('another good passphrase')
const under = {
  keyring: { under: 'keyring' },
  passphrase: { under: 'passphrase', passphrase: other },
  both: { under: 'both', passphrase: other },
} as const
type Protection = keyof typeof under
const strengths = { keyring: 'keyring', passphrase: 'passphrase', both: 'keyring-and-passphrase' } as const

/** An open vault with two secrets under a protection; its passphrase, where it has one, is `passphrase`. */
async function vaultUnder(from: Protection) {
  const disk = aDisk()
  const keyring = aKeyring()
  const given: Buffer[] = []
  const random = (count: number) => {
    const bytes = randomBytes(count)
    if (count === 32) given.push(bytes)
    return bytes
  }
  const vault = aVault({ disk, keyWrapper: keyring.wrapper, random })
  const current = from === 'keyring' ? null : passphrase
  await vault.write('tokens', 'alice', secret('refresh-1'))
  if (current !== null) await vault.protect({ current: null, protection: { under: from, passphrase: current } })
  await vault.write('client-secret', 'robot', secret('s3cr3t'))
  return { disk, keyring, vault, current, given }
}

const holdsBoth = async (vault: Vault) =>
  (await vault.read('tokens', 'alice'))?.reveal() === 'refresh-1' &&
  (await vault.read('client-secret', 'robot'))?.reveal() === 's3cr3t'

/** A new start over some bytes: does this passphrase open them, and are both secrets in them? */
async function opensWith(bytes: Uint8Array | null, text: typeof passphrase): Promise<boolean> {
  const vault = aVault({ disk: aDisk(bytes), keyWrapper: noKeyring() })
  try {
    return (await unlockWith(vault, text)).state === 'open' && (await holdsBoth(vault))
  } catch {
    return false
  }
}

async function opensByKeyring(bytes: Uint8Array | null, keyring: ReturnType<typeof aKeyring>): Promise<boolean> {
  const vault = aVault({ disk: aDisk(bytes), keyWrapper: keyring.wrapper })
  return (await vault.status()).state === 'open' && holdsBoth(vault)
}

const everyChange = (['keyring', 'passphrase', 'both'] as const).flatMap((from) =>
  (['keyring', 'passphrase', 'both'] as const).map((to) => [from, to] as const),
)

describe.each(everyChange)('an open vault that goes from %s to %s', (from, to) => {
  test('opens with the new protection only, and so does its predecessor', async () => {
    const { disk, keyring, vault, current } = await vaultUnder(from)
    const before = sha256(disk.main)
    expect(await vault.protect({ current, protection: under[to] })).toMatchObject({
      strength: strengths[to],
      records: 2,
    })
    expect(await holdsBoth(vault)).toBe(true)
    for (const bytes of [disk.main, disk.backup]) {
      expect(sha256(bytes)).not.toBe(before)
      expect(await opensWith(bytes, passphrase)).toBe(false)
      expect(await opensWith(bytes, other)).toBe(to !== 'keyring')
      expect(await opensByKeyring(bytes, keyring)).toBe(to !== 'passphrase')
    }
  })

  test('has a new data key, and the old one is zeros', async () => {
    const { disk, vault, current, given } = await vaultUnder(from)
    const [oldKey] = given.slice(-1)
    const sealed = (bytes: Uint8Array | null) => textOf(bytes).match(/"sealed":"[^"]+"/g) ?? []
    const before = new Set(sealed(disk.main))
    await vault.protect({ current, protection: under[to] })
    expect(oldKey?.every((byte) => byte === 0)).toBe(true)
    expect(sealed(disk.main).filter((each) => before.has(each))).toEqual([])
  })

  test.runIf(from !== 'keyring')('asks for the passphrase of now', async () => {
    const { disk, vault } = await vaultUnder(from)
    const before = sha256(disk.main)
    for (const wrong of [null, other]) {
      await expect(vault.protect({ current: wrong, protection: under[to] })).rejects.toMatchObject({
        code: 'vault.wrong_passphrase',
      })
    }
    expect(sha256(disk.main)).toBe(before)
    expect(await vault.status()).toMatchObject({ strength: strengths[from] })
  })

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
    'and fails once (%s) works as it did under the old one, and nothing is lost',
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
  ])('and fails for good (%s) goes on under what is on the disk, and nothing is lost', async (_how, after) => {
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

  test.each([1, 2])('and is killed in write %i opens at the next start, with all that was in it', async (which) => {
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

describe('a change of protection', () => {
  test('to a keyring that protects nothing is refused, and changes nothing', async () => {
    const { disk, keyring, vault } = await vaultUnder('passphrase')
    const before = sha256(disk.main)
    for (const [fate, trouble] of [
      ['goAway', 'absent'],
      ['weaken', 'weak'],
    ] as const) {
      keyring[fate]()
      await expect(vault.protect({ current: passphrase, protection: under.both })).rejects.toMatchObject({
        code: 'vault.keyring_unavailable',
        details: { offered: 'no keyring', trouble },
      })
    }
    expect(sha256(disk.main)).toBe(before)
  })

  test('to a keyring that does not give its key back is refused', async () => {
    const { disk, keyring, vault } = await vaultUnder('passphrase')
    const before = sha256(disk.main)
    keyring.startToLie()
    await expect(vault.protect({ current: passphrase, protection: under.keyring })).rejects.toMatchObject({
      code: 'vault.keyring_unavailable',
      details: { offered: 'GNOME keyring', trouble: 'key-not-held' },
    })
    expect(sha256(disk.main)).toBe(before)
  })

  test('to a passphrase under 12 characters is refused', async () => {
    const { vault } = await vaultUnder('keyring')
    for (const protection of [
      { under: 'passphrase', passphrase: secret('12345678901') },
      { under: 'both', passphrase: secret('12345678901') },
    ] as const) {
      await expect(vault.protect({ current: null, protection })).rejects.toMatchObject({
        code: 'vault.weak_passphrase',
      })
    }
  })

  test('takes along what could not be saved before', async () => {
    const { disk, vault } = await vaultUnder('keyring')
    disk.fault = new Error('disk full')
    await expect(vault.write('tokens', 'bob', secret('refresh-b'))).rejects.toThrow('disk full')
    disk.fault = null
    await protectWith(vault, other)
    const restarted = aVault({ disk, keyWrapper: noKeyring() })
    await unlockWith(restarted, other)
    expect((await restarted.read('tokens', 'bob'))?.reveal()).toBe('refresh-b')
  })

  test('of a passphrase is checked by itself, too', async () => {
    const { vault } = await vaultUnder('both')
    await vault.assertPassphrase(passphrase)
    await expect(vault.assertPassphrase(other)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    await expect(vault.assertPassphrase(null)).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    await (await vaultUnder('keyring')).vault.assertPassphrase(null)
  })

  test('of a vault of a thousand records never holds up the process for long', async () => {
    const vault = aVault({ disk: aDisk(), keyWrapper: aKeyring().wrapper })
    const ids = Array.from({ length: 1000 }, (_, index) => `profile ${index}`)
    await Promise.all(ids.map((id) => vault.write('tokens', id, secret('x'.repeat(1500)))))
    let [turns, isOver] = [0, false]
    const count = (): void => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    await protectWith(vault, other)
    isOver = true
    expect(turns).toBeGreaterThan(30)
    expect(await vault.status()).toMatchObject({ records: 1000 })
  })
})
