import { describe, expect, test } from 'vitest'
import type { ProtectRequest } from '../../../../electron/domain/vault/protect-vault.ts'
import { highestGeneration } from '../../../../electron/domain/vault/vault-file-format.ts'
import type { Vault } from '../../../../electron/domain/vault/vault.ts'
import { aDisk, aVault, type MemoryDisk, passphrase, secret, textOf } from '../../../support/vault-builder.ts'
import { keyring } from '../../../support/vault-over-minutes.ts'
import { keyringOfFixtures, vaultFixture } from '../../../support/vault-fixtures.ts'

const later = secret('another battery staple')
const noon = new Date('2026-03-01T12:00:00.000Z')
const aStart = (disk: MemoryDisk) => aVault({ disk, keyWrapper: keyring.wrapper, now: () => noon })

type Protecting = ProtectRequest['protection']
const underKeyring: Protecting = { under: 'keyring' }
const changes: [string, Protecting, Protecting][] = [
  ['one passphrase to another', { under: 'passphrase', passphrase }, { under: 'passphrase', passphrase: later }],
  ['the keyring to both', underKeyring, { under: 'both', passphrase: later }],
  ['both to the keyring', { under: 'both', passphrase }, underKeyring],
]

/** A vault that was put under another protection, killed right afterwards, and its two files of before. */
async function protectedAnew(from: Protecting, to: Protecting) {
  const disk = aDisk()
  const vault = aStart(disk)
  await vault.write('tokens', 'alice', secret('refresh-old'))
  await vault.protect({ current: null, protection: from })
  await vault.settled()
  const before = { main: disk.main, backup: disk.backup }
  await vault.protect({ current: from.under === 'keyring' ? null : passphrase, protection: to })
  return { disk, before, vault }
}

async function openedWith(vault: Vault, text = passphrase) {
  const status = await vault.status()
  return status.state === 'locked' ? vault.unlock({ by: 'passphrase', passphrase: text }) : status
}

describe.each(changes)('a copy from before a change of %s', (_words, from, to) => {
  test.each(['main', 'main and predecessor', 'predecessor, with a damaged main'])(
    'is noticed in the place of: %s',
    async (which) => {
      const { disk, before } = await protectedAnew(from, to)
      disk.main = which.startsWith('main') ? before.main : Buffer.from('garbage')
      if (which !== 'main') disk.backup = which.startsWith('main') ? before.backup : before.main
      const files = { main: disk.main, backup: disk.backup }
      const restarted = aStart(disk)
      expect(await openedWith(restarted)).toMatchObject({ state: 'rolled-back', lastWrittenAt: noon.toISOString() })
      await expect(restarted.read('tokens', 'alice')).rejects.toMatchObject({ code: 'vault.rolled_back' })
      await restarted.settled()
      expect({ main: disk.main, backup: disk.backup }).toEqual(files)
    },
  )

  test('goes on when the person accepts it, and is not asked about again', async () => {
    const { disk, before } = await protectedAnew(from, to)
    const newest = disk.main
    Object.assign(disk, before)
    const restarted = aStart(disk)
    await openedWith(restarted)
    expect(await restarted.acceptRolledBack()).toMatchObject({ state: 'open', records: 1 })
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-old')
    await restarted.settled()
    expect(await openedWith(aStart(disk))).toMatchObject({ state: 'open' })
    // What was the newest is the old copy now.
    disk.main = newest
    expect(await openedWith(aStart(disk), later)).toMatchObject({ state: 'rolled-back' })
  })

  test('raises no question about the newest one, whichever write the program was killed before', async () => {
    const { disk, vault } = await protectedAnew(from, to)
    await vault.settled()
    // Of before the next change: nothing that was seen after it reached the disk.
    const seen = disk.seen
    const current = to.under === 'keyring' ? null : later
    const between: MemoryDisk[] = []
    disk.afterWrite = async () => void between.push({ ...aDisk(disk.main, disk.backup), seen })
    await vault.protect({ current, protection: from })
    expect(between).toHaveLength(2)
    for (const killed of between) {
      expect(await openedWith(aStart(killed))).toMatchObject({ state: 'open', records: 1, recovered: false })
    }
    disk.main = Buffer.from('garbage')
    expect(await openedWith(aStart(disk))).toMatchObject({ state: 'open', recovered: true })
  })
})

test('a copy of version 1 from before a change of protection is noticed', async () => {
  const disk = aDisk(vaultFixture('version-1-keyring'))
  const { wrapper } = keyringOfFixtures()
  const vault = aVault({ disk, keyWrapper: wrapper })
  await vault.protect({ current: null, protection: { under: 'both', passphrase } })
  disk.main = vaultFixture('version-1-keyring')
  expect(await aVault({ disk, keyWrapper: wrapper }).status()).toMatchObject({ state: 'rolled-back' })
})

test('a vault that another process protects while this one opens it is no old copy', async () => {
  const { disk, vault } = await protectedAnew(underKeyring, { under: 'both', passphrase: later })
  const before = { main: disk.main, backup: disk.backup, seen: disk.seen }
  await vault.protect({ current: later, protection: underKeyring })
  const after = { main: disk.main, backup: disk.backup, seen: disk.seen }
  const opening = {
    ...aDisk(),
    ...before,
    get main() {
      const { main } = before
      Object.assign(before, after)
      return main
    },
    get seen() {
      return before.seen
    },
    set seen(_bytes: Uint8Array | null) {},
  }
  expect(await aStart(opening).status()).toMatchObject({ state: 'open' })
})

describe('what the memory says in plain', () => {
  /** Changed by somebody who has no key. */
  async function withPlain(change: (content: Record<string, unknown>) => unknown) {
    const { disk, vault, before } = await protectedAnew(underKeyring, { under: 'both', passphrase: later })
    await vault.settled()
    const content: unknown = JSON.parse(textOf(disk.seen))
    disk.seen = Buffer.from(JSON.stringify(change(Object(content))))
    return { disk, before }
  }
  const aClaim = (generation: number) => ({ generation, previous: 0, writtenAt: noon.toISOString() })

  test.each([
    ['a higher generation', { said: aClaim(9_999) }],
    ['garbage', { said: 'garbage' }],
    ['nothing', { said: undefined }],
  ])('is not asked where the key opens the sealed part: %s', async (_words, forged) => {
    const { disk } = await withPlain((content) => ({ ...content, ...forged }))
    expect(await aStart(disk).status()).toMatchObject({ state: 'open' })
  })

  test('is a needless question at worst, and the vault goes on from there', async () => {
    const { disk } = await withPlain((content) => ({ ...content, sealed: 'AAAA', said: aClaim(highestGeneration / 2) }))
    const vault = aStart(disk)
    expect(await vault.status()).toMatchObject({ state: 'rolled-back' })
    expect(await vault.acceptRolledBack()).toMatchObject({ state: 'open' })
    await vault.write('tokens', 'alice', secret('refresh-new'))
    await vault.settled()
    const restarted = aStart(disk)
    expect(await restarted.status()).toMatchObject({ state: 'open', records: 1 })
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe('refresh-new')
  })

  test.each([
    ['of another vault', { vaultId: 'a'.repeat(32) }],
    ['unreadable', { said: { generation: 'many' } }],
    ['missing, as it was in what was written before there was any', { said: undefined }],
    ['of a generation that no vault has', { said: aClaim(highestGeneration / 2 + 1) }],
  ])('is no memory where it is %s', async (_words, forged) => {
    const { disk, before } = await withPlain((content) => ({ ...content, ...forged }))
    Object.assign(disk, before)
    expect(await aStart(disk).status()).toMatchObject({ state: 'open' })
  })
})
