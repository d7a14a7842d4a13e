import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aDataFolder, answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { startEchoServer, type EchoServer } from '../support/echo-server.ts'
import { fingerprints } from '../support/folder-content.ts'
import { aJourneyClock } from '../support/journey-clock.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'
import { findSecrets } from '../support/secret-search.ts'
import { passphrase as ofVault, underBoth } from '../support/vault-requests.ts'
import { aStaticTokenWay } from '../support/way-builder.ts'

let issuer: RotatingIssuer
let api: EchoServer
beforeEach(async () => {
  ;[issuer, api] = await Promise.all([aRotatingIssuer(), startEchoServer()])
})
afterEach(async () => {
  await endJourneys()
  await Promise.all([issuer.close(), api.close()])
})

const passphrase = 'for the way between two machines'
const key = 'canary-of-a-static-key'
const enter = (value: string) => ({ token: { change: 'replace', value } }) as const

/** A workbench with a profile that has a secret, and carol, who is signed in. */
async function theOldMachine(clock = aJourneyClock()) {
  const file = path.join(await aDataFolder(), 'claimcheck-export.json')
  const claimcheck = await composeForJourney({ savedFile: file, openedFile: file, clock })
  await claimcheck.addProfile({ name: 'with a key', way: aStaticTokenWay(), secrets: enter(key) })
  await addProfileAt(claimcheck, issuer)
  await signInThere(claimcheck, issuer)
  const exportIt = (withSignIns: boolean, current: string | null = null) =>
    claimcheck.ask('vault.export', { current, passphrase, withSignIns })
  return { claimcheck, clock, file, exportIt }
}

const newMachine = (file: string, clock = aJourneyClock()) => composeForJourney({ openedFile: file, clock })

async function importAll(claimcheck: Journey, withSignIns: boolean) {
  await claimcheck.ask('vault.chooseImport', {})
  const { profiles } = await claimcheck.ask('vault.openImport', { passphrase })
  return claimcheck.ask('vault.import', { profileIds: profiles.map(({ profileId }) => profileId), withSignIns })
}

const statusOfSend = async (claimcheck: Journey) => answerOf(await claimcheck.send(issuer.orders, 'carol')).status
const sentWithKey = async (claimcheck: Journey) => {
  await claimcheck.send({ url: `${api.origin}/me` }, 'with a key')
  return /^authorization: (.*)\r$/im.exec(api.requests.at(-1) ?? '')?.[1]
}
const state = (folder: string) => fingerprints(folder, /^(vault|profiles)\.json$/)

describe('a vault that is exported', () => {
  test('without the sign-ins brings profiles and secrets to another machine, and nobody is signed in there', async () => {
    const { file, exportIt } = await theOldMachine()
    const told = await exportIt(false)
    expect(told).toMatchObject({ saved: true, profiles: 6 })
    const secrets = new Map([...issuer.tokens, key, passphrase].map((each) => [each, 'a secret']))
    expect(findSecrets(secrets, [['the file', readFileSync(file)]])).toEqual([])

    const there = await newMachine(file)
    expect(await there.ask('vault.chooseImport', {})).toEqual({
      ...{ fileName: 'claimcheck-export.json', exportedAt: expect.any(String) },
    })
    const { profiles } = await there.ask('vault.openImport', { passphrase })
    const byName = Object.fromEntries(profiles.map(({ name, ...rest }) => [name, rest]))
    expect(byName['with a key']).toMatchObject({ here: 'no', secretCount: 1, hasSignIn: false })
    expect(byName['carol']).toMatchObject({ here: 'no', secretCount: 0, hasSignIn: false })
    expect(byName['alice']).toMatchObject({ here: 'same' })
    const chosen = profiles.filter(({ here }) => here === 'no').map(({ profileId }) => profileId)
    expect(await there.ask('vault.import', { profileIds: chosen, withSignIns: false })).toEqual({
      ...{ added: 2, replaced: 0, secrets: 1 },
    })
    expect(await sentWithKey(there)).toBe(`Bearer ${key}`)
    expect(await there.session('carol')).toEqual({ state: 'signed-out' })
    await signInThere(there, issuer)
    expect(await statusOfSend(there)).toBe(200)
  })

  test('with the sign-ins goes on where the other stopped, and keeps it through a restart', async () => {
    const { claimcheck, file, exportIt, clock } = await theOldMachine()
    expect((await exportIt(true)).secrets).toBe((await exportIt(false)).secrets + 1)
    await exportIt(true)
    await claimcheck.end()
    const there = await newMachine(file, clock)
    expect(await importAll(there, true)).toMatchObject({ added: 2 })
    expect(await there.session('carol')).toMatchObject({ state: 'active', kept: 'on-disk', refreshable: true })
    expect(await statusOfSend(there)).toBe(200)
    expect(there.browser.addresses).toEqual([])
    clock.passes(301)
    expect(await statusOfSend(there)).toBe(200)
    expect(issuer.refreshes()).toBe(1)
    await there.end()
    const again = await composeForJourney({ folder: there.folder, keyring: there.keyring, clock })
    expect(await statusOfSend(again)).toBe(200)
    expect(await sentWithKey(again)).toBe(`Bearer ${key}`)
    expect(issuer.refreshes()).toBe(1)
  })

  test('with the sign-ins, and used in both places, is ended by a server that rotates: both are told why', async () => {
    const { claimcheck: here, file, exportIt, clock } = await theOldMachine()
    await exportIt(true)
    const there = await newMachine(file, clock)
    await importAll(there, true)
    clock.passes(301)
    expect(await statusOfSend(there)).toBe(200)
    const used = { code: 'session.refresh_refused', details: { description: 'refresh token already used' } }
    expect(await here.failureOfSend(issuer.orders, 'carol')).toMatchObject(used)
    expect(await here.session('carol')).toMatchObject({ state: 'sign-in-again', reason: 'refused' })
    // The server ended the whole sign-in, so the other place is next.
    clock.passes(301)
    expect(await there.failureOfSend(issuer.orders, 'carol')).toMatchObject(used)
    expect(await there.session('carol')).toMatchObject({ state: 'sign-in-again', reason: 'refused' })
    // One sign-in for each place is the way out, and both go on.
    await signInThere(here, issuer)
    await signInThere(there, issuer)
    clock.passes(301)
    expect([await statusOfSend(here), await statusOfSend(there)]).toEqual([200, 200])
  })

  test('asks for the passphrase of now where the vault has one, before anybody is asked where', async () => {
    const { claimcheck, exportIt, file } = await theOldMachine()
    await claimcheck.ask('vault.protect', underBoth())
    for (const current of [null, 'correct horse batterz']) {
      expect(await claimcheck.failureOf('vault.export', { current, passphrase, withSignIns: false })).toMatchObject({
        code: 'vault.wrong_passphrase',
      })
    }
    expect(() => readFileSync(file)).toThrow('ENOENT')
    expect(await exportIt(false, ofVault)).toMatchObject({ saved: true })
    expect(
      await claimcheck.failureOf('vault.export', { current: ofVault, passphrase: 'too short', withSignIns: false }),
    ).toEqual({ code: 'vault.weak_passphrase', details: { minimumLength: 12 } })
  })
})

describe('an import', () => {
  test('under a wrong passphrase changes nothing, and the right one still works', async () => {
    const { file, exportIt } = await theOldMachine()
    await exportIt(true)
    const there = await newMachine(file)
    await there.ask('vault.chooseImport', {})
    const before = state(there.folder)
    expect(await there.failureOf('vault.openImport', { passphrase: `${passphrase}!` })).toEqual({
      ...{ code: 'vault.wrong_passphrase', details: {} },
    })
    expect(await there.failureOf('vault.import', { profileIds: [], withSignIns: false })).toMatchObject({
      code: 'vault.import_none_chosen',
    })
    expect(state(there.folder)).toEqual(before)
    expect((await there.ask('vault.openImport', { passphrase })).profiles).toHaveLength(6)
  })

  test.each([
    ['a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xd8])],
    ['something else in JSON', () => Buffer.from('{"info": {"name": "A collection"}}')],
    ['one that was cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 200)],
    ['one of a newer version', (bytes: Buffer) => Buffer.from(bytes.toString().replace('"version":1', '"version":99'))],
    [
      'one that costs gigabytes to open',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace(/"n": ?\d+/, '"n":1073741824')),
    ],
  ])('of %s is refused in words, and changes nothing', async (_what, bend) => {
    const { file, exportIt } = await theOldMachine()
    await exportIt(true)
    const bytes = readFileSync(file)
    const bent = bend(bytes)
    expect(bent.equals(bytes)).toBe(false)
    writeFileSync(file, bent)
    const there = await newMachine(file)
    const before = state(there.folder)
    expect(await there.failureOf('vault.chooseImport', {})).toMatchObject({
      code: 'vault.import_unreadable',
      details: { reason: expect.stringMatching(/^[A-Z].{10,}/) },
    })
    expect(await there.failureOf('vault.openImport', { passphrase })).toMatchObject({
      code: 'vault.import_none_chosen',
    })
    expect(state(there.folder)).toEqual(before)
  })

  test('of a profile that is here with another secret says so, and replaces it when it is chosen', async () => {
    const { claimcheck, exportIt } = await theOldMachine()
    await exportIt(true)
    const { session: _, isPlayground: __, secrets: ___, ...settings } = await claimcheck.profile('with a key')
    await claimcheck.ask('profiles.save', { ...settings, secrets: enter('a-newer-key') })
    expect(await sentWithKey(claimcheck)).toBe('Bearer a-newer-key')
    await claimcheck.ask('vault.chooseImport', {})
    const { profiles } = await claimcheck.ask('vault.openImport', { passphrase })
    expect(Object.fromEntries(profiles.map(({ name, here }) => [name, here]))).toMatchObject({
      ...{ 'with a key': 'differs', carol: 'same' },
    })
    const chosen = profiles.filter(({ here }) => here === 'differs').map(({ profileId }) => profileId)
    expect(await claimcheck.ask('vault.import', { profileIds: chosen, withSignIns: false })).toEqual({
      ...{ added: 0, replaced: 1, secrets: 1 },
    })
    expect(await sentWithKey(claimcheck)).toBe(`Bearer ${key}`)
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'active' })
    expect(await claimcheck.ask('profiles.list', {})).toHaveLength(6)
  })

  test('is forgotten with the vault that it would go to: after a lock its passphrase is asked for again', async () => {
    const { claimcheck, exportIt } = await theOldMachine()
    await exportIt(true)
    await claimcheck.ask('vault.chooseImport', {})
    const { profiles } = await claimcheck.ask('vault.openImport', { passphrase })
    const wanted = { profileIds: profiles.map(({ profileId }) => profileId), withSignIns: true }
    await claimcheck.ask('vault.lock', {})
    expect(await claimcheck.failureOf('vault.import', wanted)).toMatchObject({ code: 'vault.locked' })
    await claimcheck.ask('vault.unlock', { by: 'keyring' })
    expect(await claimcheck.failureOf('vault.import', wanted)).toMatchObject({ code: 'vault.import_none_chosen' })
    await claimcheck.ask('vault.openImport', { passphrase })
    expect(await claimcheck.ask('vault.import', wanted)).toMatchObject({ added: 0 })
  })
})
