import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { createCanaries } from './canaries.ts'
import { composeForJourney, type Journey } from './compose-for-journey.ts'
import { filesBelow } from './folder-content.ts'
import { aKeyring, noKeyring } from './keyring-builder.ts'
import { ofProfile } from './subject-of.ts'

/** What was on disk, at a moment with a name. */
export interface OnDisk {
  readonly when: string
  readonly files: ReadonlyMap<string, Buffer>
  /** Who may do what with each file and folder (the low nine bits, as in chmod). */
  readonly modes: ReadonlyMap<string, number>
}
export const lookAtDisk = (when: string, folder: string): OnDisk => ({
  when,
  files: filesBelow(folder),
  modes: new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => [
      name,
      statSync(path.join(folder, name)).mode & 0o777,
    ]),
  ),
})

const { planted, plant: aPassphrase } = createCanaries()
/** Every passphrase of these stories, by what it is for. */
export const passphrases = planted

export const passphrase = aPassphrase('the passphrase')
export const wrongPassphrase = aPassphrase('a wrong passphrase')
const nextPassphrase = aPassphrase('the next passphrase')
const ofExport = aPassphrase('the passphrase of a vault export')
const ofSecondVault = aPassphrase('the passphrase beside a keyring')

/** Locked by hand: what is asked of it then, a wrong passphrase, and the right one. */
export async function lockAndUnlock(claimcheck: Journey, profileId: string, folder: string): Promise<OnDisk> {
  const carol = (await claimcheck.ask('profiles.list', {})).find(({ id }) => id === profileId)
  if (carol === undefined) throw new Error('the story has no such profile')
  expect(await claimcheck.ask('vault.lock', {})).toMatchObject({ state: 'locked', cause: 'by-hand' })
  const locked = lookAtDisk('locked', folder)
  const which = 'access' as const
  await claimcheck.bridge.call('tokens.inspect', ofProfile(carol.id, which))
  await claimcheck.bridge.call('tokens.copy', ofProfile(carol.id, which))
  await claimcheck.bridge.call('tokens.refresh', { profileId: carol.id })
  await claimcheck.bridge.call('signIn.trace', { profileId: carol.id })
  await claimcheck.ask('tokens.timeline', { profileId: carol.id })
  expect(await claimcheck.failureOfSend({ url: 'http://127.0.0.1:9/' }, carol.name)).toMatchObject({
    code: 'vault.locked',
  })
  await claimcheck.failureOf('vault.unlock', { by: 'passphrase', passphrase: wrongPassphrase })
  expect(await claimcheck.ask('vault.unlock', { by: 'passphrase', passphrase })).toMatchObject({ state: 'open' })
  return locked
}

/** Another passphrase; then all of it into a file of its own, with the sign-ins and without. */
export async function protectAndExport(claimcheck: Journey, folder: string): Promise<OnDisk[]> {
  const protection = { under: 'passphrase', passphrase: nextPassphrase } as const
  await claimcheck.failureOf('vault.protect', { current: wrongPassphrase, protection })
  await claimcheck.ask('vault.protect', { current: passphrase, protection })
  const changed = lookAtDisk('under another passphrase', folder)
  const asked = { passphrase: ofExport, withSignIns: false }
  await claimcheck.failureOf('vault.export', { ...asked, current: wrongPassphrase })
  await claimcheck.ask('vault.export', { ...asked, current: nextPassphrase })
  const exported = await claimcheck.ask('vault.export', { ...asked, current: nextPassphrase, withSignIns: true })
  expect(exported).toMatchObject({ saved: true })
  expect(exported.secrets).toBeGreaterThan(15)
  return [changed, lookAtDisk('exported', folder)]
}

/** In another Claimcheck, where a keyring protects, and then both do. */
export async function importElsewhere(file: string, folder: string): Promise<{ journey: Journey; disks: OnDisk[] }> {
  const journey = await composeForJourney({ folder, keyring: aKeyring().wrapper, openedFile: file })
  await journey.ask('vault.chooseImport', {})
  await journey.failureOf('vault.openImport', { passphrase: wrongPassphrase })
  const { profiles } = await journey.ask('vault.openImport', { passphrase: ofExport })
  expect(profiles.length).toBeGreaterThan(10)
  const imported = await journey.ask('vault.import', {
    ...{ profileIds: profiles.map(({ profileId }) => profileId), withSignIns: true },
  })
  expect(imported.secrets).toBeGreaterThan(15)
  const disks = [lookAtDisk('imported, under a keyring', folder)]
  await journey.ask('vault.protect', { current: null, protection: { under: 'both', passphrase: ofSecondVault } })
  disks.push(lookAtDisk('under a keyring and a passphrase', folder))
  await journey.ask('vault.lock', {})
  await journey.ask('vault.unlock', { by: 'passphrase', passphrase: ofSecondVault })
  await journey.ask('vault.protect', { current: ofSecondVault, protection: { under: 'keyring' } })
  disks.push(lookAtDisk('under a keyring again', folder))
  await journey.ask('vault.chooseMemoryOnly', {})
  disks.push(lookAtDisk('in memory only', folder))
  await journey.end()
  return { journey, disks }
}

/** The last start: with the next passphrase, and then everything is forgotten. */
export async function forgetEverything(folder: string): Promise<{ journey: Journey; disk: OnDisk }> {
  const journey = await composeForJourney({ folder, keyring: noKeyring() })
  await journey.ask('vault.unlock', { by: 'passphrase', passphrase: nextPassphrase })
  await journey.ask('vault.forgetEverything', { confirmation: 'forget everything' })
  await journey.end()
  return { journey, disk: lookAtDisk('everything forgotten', folder) }
}
