import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aDataFolder, answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { filesBelow, fingerprints } from '../support/folder-content.ts'
import { aJourneyClock } from '../support/journey-clock.ts'
import { aKeyring, noKeyring } from '../support/keyring-builder.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'
import { findSecrets } from '../support/secret-search.ts'
import { forged } from '../support/vault-fixtures.ts'
import { forgetting, opening, underPassphrase } from '../support/vault-requests.ts'
import { ofProfile } from '../support/subject-of.ts'

let issuer: RotatingIssuer
beforeEach(async () => {
  issuer = await aRotatingIssuer()
})
afterEach(async () => {
  await endJourneys()
  await issuer.close()
})

const vaultFiles = /^vault\.json(\.bak)?$/
const namesLike = (folder: string, pattern: RegExp) =>
  [...filesBelow(folder).keys()].filter((name) => pattern.test(name))

/** A folder in which carol was signed in and her tokens refreshed since, and her vault as it was before that. */
async function withYesterdaysVault() {
  const [folder, keyring, clock] = [await aDataFolder(), aKeyring(), aJourneyClock()]
  const start = () => composeForJourney({ folder, keyring: keyring.wrapper, clock })
  const first = await start()
  await addProfileAt(first, issuer)
  await signInThere(first, issuer)
  await first.end()
  const yesterdays = readFileSync(path.join(folder, 'vault.json'))
  clock.passes(301)
  const second = await start()
  expect(answerOf(await second.send(issuer.orders, 'carol')).status).toBe(200)
  await second.end()
  expect(issuer.refreshes()).toBe(1)
  for (const name of ['vault.json', 'vault.json.bak']) writeFileSync(path.join(folder, name), yesterdays)
  return { folder, start, clock }
}

describe('yesterday’s vault in the place of today’s', () => {
  test('is told with both times, and nothing is read from it or written to it before the person accepts it', async () => {
    const { folder, start } = await withYesterdaysVault()
    const kept = fingerprints(folder, vaultFiles)
    const claimcheck = await start()
    const status = await claimcheck.ask('vault.status', {})
    if (status.state !== 'rolled-back') throw new Error(`the vault is ${status.state}`)
    expect(status.changesMissing).toBeGreaterThan(0)
    expect(Date.parse(status.lastWrittenAt) - Date.parse(status.writtenAt)).toBeGreaterThan(300_000)
    expect(await claimcheck.session('carol')).toEqual({ state: 'locked' })
    const { id: profileId } = await claimcheck.profile('carol')
    for (const failure of [
      await claimcheck.failureOfSend(issuer.orders, 'carol'),
      await claimcheck.failureOf('tokens.refresh', { profileId }),
      await claimcheck.failureOf('tokens.inspect', ofProfile(profileId)),
      await claimcheck.failureOf('signIn.start', { profileId, extraScopes: [] }),
    ]) {
      expect(failure).toEqual({ code: 'vault.rolled_back', details: {} })
    }
    await claimcheck.end()
    expect(fingerprints(folder, vaultFiles)).toEqual(kept)
    expect(issuer.refreshes()).toBe(1)
  })

  test('accepted, shows the spent refresh token once, and what the server makes of it is told; a new sign-in works', async () => {
    const { start } = await withYesterdaysVault()
    const claimcheck = await start()
    expect(await claimcheck.ask('vault.acceptRolledBack', {})).toMatchObject({ state: 'open' })
    expect(await claimcheck.failureOfSend(issuer.orders, 'carol')).toMatchObject({
      code: 'session.refresh_refused',
      details: { description: 'refresh token already used' },
    })
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'sign-in-again', reason: 'refused' })
    await signInThere(claimcheck, issuer)
    expect(answerOf(await claimcheck.send(issuer.orders, 'carol')).status).toBe(200)
    await claimcheck.end()
    const next = await start()
    expect(await next.ask('vault.status', {})).toMatchObject({ state: 'open' })
    expect(await next.session('carol')).toMatchObject({ state: 'active' })
  })

  test('can be set aside instead: it is kept, and a new vault begins', async () => {
    const { folder, start } = await withYesterdaysVault()
    const claimcheck = await start()
    expect(await claimcheck.ask('vault.setAside', {})).toMatchObject({ state: 'open', strength: 'keyring' })
    expect(namesLike(folder, /^vault\.json\.aside-/)).toHaveLength(2)
    expect(await claimcheck.session('carol')).toEqual({ state: 'signed-out' })
    await signInThere(claimcheck, issuer)
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'active', kept: 'on-disk' })
  })
})

test('a vault of a newer Claimcheck is read only: told by its version, no byte changed, and no way around it', async () => {
  const [folder, keyring] = [await aDataFolder(), aKeyring()]
  const first = await composeForJourney({ folder, keyring: keyring.wrapper })
  await addProfileAt(first, issuer)
  await signInThere(first, issuer)
  await first.end()
  const file = path.join(folder, 'vault.json')
  writeFileSync(
    file,
    forged(null, () => '{"version":7,"newThings":[1,2,3]}'),
  )
  const kept = fingerprints(folder, vaultFiles)

  const second = await composeForJourney({ folder, keyring: keyring.wrapper })
  expect(await second.ask('vault.status', {})).toEqual({ state: 'newer', version: 7 })
  const newer = { code: 'vault.newer', details: { version: 7 } }
  expect(await second.failureOfSend(issuer.orders, 'carol')).toEqual(newer)
  expect(await second.startSignIn('carol')).toMatchObject({ ok: false, failure: newer })
  expect(await second.failureOf('vault.protect', underPassphrase())).toEqual(newer)
  expect(await second.session('carol')).toEqual({ state: 'locked' })
  expect(await second.ask('vault.chooseMemoryOnly', {})).toMatchObject({ state: 'open', strength: 'memory-only' })
  await signInThere(second, issuer)
  expect(answerOf(await second.send(issuer.orders, 'carol')).status).toBe(200)
  await second.end()
  expect(fingerprints(folder, vaultFiles)).toEqual(kept)
})

describe('everything forgotten', () => {
  test('from an open vault leaves no file, no token and no diary of it, and the starters work again', async () => {
    const [folder, keyring] = [await aDataFolder(), aKeyring()]
    const claimcheck = await composeForJourney({ folder, keyring: keyring.wrapper })
    await addProfileAt(claimcheck, issuer)
    await signInThere(claimcheck, issuer)
    expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
    await claimcheck.ask('vault.lock', {})
    await claimcheck.ask('vault.unlock', { by: 'keyring' })

    expect(await claimcheck.ask('vault.forgetEverything', forgetting)).toMatchObject({ state: 'open' })
    expect(namesLike(folder, /^vault\.json\.(aside|damaged|unsound|version)/)).toEqual([])
    for (const name of ['carol', 'alice']) {
      expect(await claimcheck.session(name)).toEqual({ state: 'signed-out' })
      const { id: profileId } = await claimcheck.profile(name)
      expect(await claimcheck.ask('tokens.timeline', { profileId })).toEqual([])
    }
    expect(await claimcheck.startSignIn('robot')).toMatchObject({ ok: true })
    expect(answerOf(await claimcheck.send({ url: '{{baseUrl}}/orders' }, 'robot')).status).toBe(200)
    await claimcheck.end()
    const secrets = new Map(issuer.tokens.map((token) => [token, 'a token']))
    expect(findSecrets(secrets, filesBelow(folder))).toEqual([])
    const next = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await next.session('carol')).toEqual({ state: 'signed-out' })
    expect(await next.session('robot')).toMatchObject({ state: 'active' })
  })

  test('from a locked vault works too: a passphrase may be lost, and the next choice is free', async () => {
    const folder = await aDataFolder()
    const first = await composeForJourney({ folder, keyring: noKeyring() })
    await first.ask('vault.protect', underPassphrase())
    await addProfileAt(first, issuer)
    await signInThere(first, issuer)
    await first.end()

    const second = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await second.ask('vault.status', {})).toMatchObject({ state: 'locked' })
    expect(await second.ask('vault.forgetEverything', forgetting)).toMatchObject({ state: 'choice-needed' })
    expect(namesLike(folder, /^vault/)).toEqual([])
    const { id: profileId } = await second.profile('carol')
    expect(await second.ask('tokens.timeline', { profileId })).toEqual([])
    expect(await second.ask('vault.protect', underPassphrase('another one altogether'))).toMatchObject({
      ...{ state: 'open', strength: 'passphrase' },
    })
    expect(await second.signIn('alice')).toMatchObject({ ok: true })
    expect(answerOf(await second.send({ url: '{{baseUrl}}/orders' }, 'alice')).status).toBe(200)
    expect(await second.profile('robot')).toMatchObject({ secrets: ['clientSecret'] })
    await second.end()
    const third = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await third.failureOf('vault.unlock', opening())).toMatchObject({ code: 'vault.wrong_passphrase' })
  })
})
