import { copyFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aDataFolder, answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { filesBelow, fingerprints } from '../support/folder-content.ts'
import { aKeyring, noKeyring } from '../support/keyring-builder.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'
import {
  opening,
  otherPassphrase,
  passphrase,
  underBoth,
  underKeyring,
  underPassphrase,
} from '../support/vault-requests.ts'

let issuer: RotatingIssuer
beforeEach(async () => {
  issuer = await aRotatingIssuer()
})
afterEach(async () => {
  await endJourneys()
  await issuer.close()
})

const vaultFiles = /^vault\.json(\.bak)?$/
const open = (strength: string) => ({ state: 'open', strength, unreadable: 0 })
const sendAsCarol = async (claimcheck: Journey) => answerOf(await claimcheck.send(issuer.orders, 'carol')).status

async function signedInAsCarol(situation: Parameters<typeof composeForJourney>[0]): Promise<Journey> {
  const claimcheck = await composeForJourney(situation)
  await addProfileAt(claimcheck, issuer)
  await signInThere(claimcheck, issuer)
  return claimcheck
}

describe('a vault whose protection a person changes', () => {
  test('from a passphrase to both, to the keyring and back: opens with what it is under then, and nothing is lost', async () => {
    const [folder, keyring] = [await aDataFolder(), aKeyring()]
    keyring.goAway()
    const first = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await first.ask('vault.status', {})).toMatchObject({ state: 'choice-needed' })
    expect(await first.ask('vault.protect', underPassphrase())).toMatchObject(open('passphrase'))
    await addProfileAt(first, issuer)
    await signInThere(first, issuer)
    keyring.comeBack()
    expect(await first.ask('vault.protect', underBoth(passphrase, passphrase))).toMatchObject(
      open('keyring-and-passphrase'),
    )
    expect(await sendAsCarol(first)).toBe(200)
    await first.end()

    // Either opens it: the keyring without a question, and the passphrase where the keyring is gone.
    const second = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await second.ask('vault.status', {})).toMatchObject({ ...open('keyring-and-passphrase'), lockAsks: true })
    expect(await sendAsCarol(second)).toBe(200)
    await second.end()
    const elsewhere = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await elsewhere.ask('vault.status', {})).toMatchObject({ state: 'locked', opensWith: ['passphrase'] })
    expect(await elsewhere.ask('vault.unlock', opening())).toMatchObject(open('keyring-and-passphrase'))
    expect(await sendAsCarol(elsewhere)).toBe(200)
    await elsewhere.end()

    const third = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await third.ask('vault.protect', underKeyring(passphrase))).toMatchObject({
      ...open('keyring'),
      lockAsks: false,
    })
    await third.end()
    const without = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await without.ask('vault.status', {})).toMatchObject({ state: 'locked', opensWith: [] })
    expect(await without.failureOf('vault.unlock', opening())).toMatchObject({ code: 'vault.wrong_passphrase' })
    await without.end()

    const fourth = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await fourth.ask('vault.protect', underPassphrase(otherPassphrase))).toMatchObject(open('passphrase'))
    await fourth.end()
    const last = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await last.ask('vault.status', {})).toMatchObject({ state: 'locked', opensWith: ['passphrase'] })
    expect(await last.failureOf('vault.unlock', opening())).toMatchObject({ code: 'vault.wrong_passphrase' })
    expect(await last.ask('vault.unlock', opening(otherPassphrase))).toMatchObject(open('passphrase'))
    expect(await sendAsCarol(last)).toBe(200)
    expect(issuer.refreshes()).toBe(0)
  })

  test('opens with the old passphrase no more, neither as it is nor with its predecessor put in its place', async () => {
    const folder = await aDataFolder()
    const first = await composeForJourney({ folder, keyring: noKeyring() })
    await first.ask('vault.protect', underPassphrase())
    await addProfileAt(first, issuer)
    await signInThere(first, issuer)
    await first.ask('vault.protect', underPassphrase(otherPassphrase, passphrase))
    await first.end()

    const second = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await second.failureOf('vault.unlock', opening())).toMatchObject({ code: 'vault.wrong_passphrase' })
    await second.end()
    copyFileSync(path.join(folder, 'vault.json.bak'), path.join(folder, 'vault.json'))
    const third = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await third.failureOf('vault.unlock', opening())).toMatchObject({ code: 'vault.wrong_passphrase' })
    // With the right one it is what it is: an old copy.
    expect(await third.ask('vault.unlock', opening(otherPassphrase))).toMatchObject({ state: 'rolled-back' })
  })

  test('under a wrong passphrase of now, or a weak new one, stays as it is, byte for byte', async () => {
    const folder = await aDataFolder()
    const claimcheck = await composeForJourney({ folder, keyring: noKeyring() })
    await claimcheck.ask('vault.protect', underPassphrase())
    await addProfileAt(claimcheck, issuer)
    await signInThere(claimcheck, issuer)
    const kept = fingerprints(folder, vaultFiles)
    expect(Object.keys(kept)).toContain('vault.json')

    for (const current of ['correct horse batterz', null]) {
      expect(await claimcheck.failureOf('vault.protect', underPassphrase(otherPassphrase, current))).toEqual({
        code: 'vault.wrong_passphrase',
        details: {},
      })
    }
    expect(await claimcheck.failureOf('vault.protect', underPassphrase('too short', passphrase))).toEqual({
      code: 'vault.weak_passphrase',
      details: { minimumLength: 12 },
    })
    expect(await claimcheck.failureOf('vault.protect', underKeyring(passphrase))).toMatchObject({
      code: 'vault.keyring_unavailable',
      details: { trouble: 'absent' },
    })
    expect(fingerprints(folder, vaultFiles)).toEqual(kept)
    expect(await sendAsCarol(claimcheck)).toBe(200)
    await claimcheck.ask('vault.lock', {})
    expect(await claimcheck.failureOf('vault.unlock', opening(otherPassphrase))).toMatchObject({
      code: 'vault.wrong_passphrase',
    })
    expect(await claimcheck.ask('vault.unlock', opening())).toMatchObject(open('passphrase'))
  })
})

describe('memory only, chosen over an open vault', () => {
  test('removes its files, goes on with what was in it, and is what the next start begins with', async () => {
    const [folder, keyring] = [await aDataFolder(), aKeyring()]
    const first = await signedInAsCarol({ folder, keyring: keyring.wrapper })
    expect(existsSync(path.join(folder, 'vault.json'))).toBe(true)
    expect(await first.ask('vault.chooseMemoryOnly', {})).toMatchObject(open('memory-only'))
    const left = () => [...filesBelow(folder).keys()].filter((name) => name.startsWith('vault'))
    expect(left()).toEqual([])
    expect(await first.session('carol')).toMatchObject({ state: 'active', kept: 'until-quit' })
    expect(await sendAsCarol(first)).toBe(200)
    first.clock.passes(301)
    expect(await sendAsCarol(first)).toBe(200)
    expect(issuer.refreshes()).toBe(1)
    // Nothing to lock: there is no other copy of what it holds.
    expect(await first.ask('vault.lock', {})).toMatchObject(open('memory-only'))
    await first.end()
    expect(left()).toEqual([])

    const second = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await second.ask('vault.status', {})).toMatchObject(open('memory-only'))
    expect(await second.session('carol')).toEqual({ state: 'signed-out' })
    expect(await second.startSignIn('robot')).toMatchObject({ ok: true })
    await second.end()
    expect(left()).toEqual([])
  })

  test('and given up for the keyring again keeps what was in memory', async () => {
    const [folder, keyring] = [await aDataFolder(), aKeyring()]
    const first = await signedInAsCarol({ folder, keyring: keyring.wrapper })
    await first.ask('vault.chooseMemoryOnly', {})
    expect(await first.ask('vault.protect', underKeyring())).toMatchObject(open('keyring'))
    expect(await first.session('carol')).toMatchObject({ state: 'active', kept: 'on-disk' })
    await first.end()
    const second = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await second.ask('vault.status', {})).toMatchObject(open('keyring'))
    expect(await sendAsCarol(second)).toBe(200)
    expect(issuer.refreshes()).toBe(0)
  })

  test('over one that is locked passes it over for this time, and leaves its file alone', async () => {
    const folder = await aDataFolder()
    const first = await composeForJourney({ folder, keyring: noKeyring() })
    await first.ask('vault.protect', underPassphrase())
    await addProfileAt(first, issuer)
    await signInThere(first, issuer)
    await first.end()
    const kept = fingerprints(folder, vaultFiles)

    const second = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await second.ask('vault.chooseMemoryOnly', {})).toMatchObject(open('memory-only'))
    await signInThere(second, issuer)
    expect(await sendAsCarol(second)).toBe(200)
    expect(await second.failureOf('vault.protect', underPassphrase(otherPassphrase))).toMatchObject({
      code: 'vault.locked',
    })
    await second.end()
    expect(fingerprints(folder, vaultFiles)).toEqual(kept)
    const third = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await third.ask('vault.status', {})).toMatchObject({ state: 'locked', cause: 'start' })
  })
})
