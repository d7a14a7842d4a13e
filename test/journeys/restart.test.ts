import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { itemPath } from '../../electron/contract/ids.ts'
import { emptyDraft } from '../../electron/contract/requests.ts'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { aDataFolder, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { fingerprints } from '../support/folder-content.ts'
import { callbackFor } from '../support/journey-browser.ts'
import { aKeyring } from '../support/keyring-builder.ts'

const issuers: BendableIssuer[] = []
afterEach(async () => {
  await endJourneys()
  for (const issuer of issuers.splice(0)) await issuer.close()
})

/** A server of one's own, which remembers its sessions while Claimcheck is away; the playground forgets them. */
async function aServer() {
  const server = await aBendableIssuer()
  issuers.push(server)
  server.answer('/token', { body: { access_token: 'access-1', token_type: 'Bearer', expires_in: 300, scope: 'read' } })
  return server
}

async function signInAtOwn(claimcheck: Journey, name: string, code = 'a-code', iss = ''): Promise<void> {
  const ending = claimcheck.startSignIn(name)
  const address = await claimcheck.browser.next()
  await fetch(callbackFor(address, { code, iss }))
  expect(await ending).toMatchObject({ ok: true })
}

const draft = { ...emptyDraft, url: '{{baseUrl}}/me', notes: 'half done' }

/** A day's work: a profile, a sign-in, tabs, requests, a variable, a setting. */
async function work(claimcheck: Journey, server: BendableIssuer) {
  await claimcheck.saveProfile({ name: 'carol', issuer: server.issuer, scopes: ['read'] })
  await signInAtOwn(claimcheck, 'carol', 'a-code', server.issuer)
  const robot = await claimcheck.profile('bob')
  await claimcheck.ask('profiles.remove', { profileId: robot.id })

  const made = await claimcheck.ask('collections.createFolder', { parent: itemPath.parse(''), name: 'Mine' })
  await claimcheck.ask('collections.saveRequest', { to: 'new', folder: made.path, name: 'First', draft })
  await claimcheck.ask('collections.rename', { path: itemPath.parse('Orders/Order by id.yml'), name: 'One order' })
  const { environment } = await claimcheck.ask('environment.read', {})
  await claimcheck.ask('environment.save', {
    ...environment,
    variables: [...environment.variables, { name: 'size', value: '42', enabled: true }],
  })
  const tab = { id: randomUUID(), path: null, title: 'Untitled', draft, changed: true }
  await claimcheck.ask('workbench.save', { tabs: [tab], activeTab: tab.id })
  await claimcheck.ask('settings.save', { theme: 'light' })
}

async function whatIsThere(claimcheck: Journey) {
  const profiles = await claimcheck.ask('profiles.list', {})
  return {
    profiles: profiles.map(({ session, ...profile }) => ({ ...profile, session: session.state })),
    tree: await claimcheck.ask('collections.tree', {}),
    request: await claimcheck.ask('collections.readRequest', { path: itemPath.parse('Mine/First.yml') }),
    environment: (await claimcheck.ask('environment.read', {})).environment,
    workbench: await claimcheck.ask('workbench.load', {}),
    settings: await claimcheck.ask('settings.get', {}),
  }
}

describe('after a restart', () => {
  test('one is still signed in, and profiles, tabs, drafts, requests, variables and settings are back', async () => {
    const [folder, keyring, server] = [await aDataFolder(), aKeyring(), await aServer()]
    const yesterday = await composeForJourney({ folder, keyring: keyring.wrapper })
    await work(yesterday, server)
    const left = await whatIsThere(yesterday)
    await yesterday.end()

    const today = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await whatIsThere(today)).toEqual(left)
    expect(left.profiles.map(({ name, session }) => [name, session])).toEqual([
      ['alice', 'signed-out'],
      ['admin', 'signed-out'],
      ['robot', 'signed-out'],
      ['carol', 'active'],
    ])
    expect(left.workbench.tabs[0]?.draft.notes).toBe('half done')
    expect(left.environment.variables).toContainEqual({ name: 'size', value: '42', enabled: true })
    expect(await today.session('carol')).toMatchObject({ state: 'active', kept: 'on-disk', scopes: ['read'] })
  })

  test('a program that was not quit but killed has lost nothing that it had acknowledged', async () => {
    const [folder, keyring, server] = [await aDataFolder(), aKeyring(), await aServer()]
    const killed = await composeForJourney({ folder, keyring: keyring.wrapper })
    await work(killed, server)
    const left = await whatIsThere(killed)
    // Never ended; a second program starts on what is on the disk.
    const next = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await whatIsThere(next)).toEqual(left)
  })
})

test('a folder of one’s own that was opened as a workspace is open again, with its own tabs', async () => {
  const [folder, mine, keyring] = [await aDataFolder(), await aDataFolder(), aKeyring()]
  const yesterday = await composeForJourney({ folder, keyring: keyring.wrapper, pickedFolder: mine })
  const ofPlayground = await yesterday.ask('collections.tree', {})
  expect(await yesterday.ask('collections.chooseFolder', {})).toMatchObject({ folder: mine, isPlayground: false })
  const root = itemPath.parse('')
  await yesterday.ask('collections.saveRequest', { to: 'new', folder: root, name: 'First', draft })
  const tab = { id: randomUUID(), path: itemPath.parse('First.yml'), title: 'First', draft, changed: false }
  await yesterday.ask('workbench.save', { tabs: [tab], activeTab: tab.id })
  await yesterday.end()

  const today = await composeForJourney({ folder, keyring: keyring.wrapper })
  expect(await today.ask('collections.tree', {})).toMatchObject({ folder: mine, items: [{ name: 'First' }] })
  expect((await today.ask('workbench.load', {})).tabs).toEqual([tab])
  expect(await today.ask('collections.openPlayground', {})).toEqual(ofPlayground)
  expect((await today.ask('workbench.load', {})).tabs).toEqual([])
})

describe('a keyring that is gone at the next start', () => {
  test('locks what is kept, changes no byte of it, and gives it back when it returns', async () => {
    const [folder, keyring, server] = [await aDataFolder(), aKeyring(), await aServer()]
    const yesterday = await composeForJourney({ folder, keyring: keyring.wrapper })
    await work(yesterday, server)
    await yesterday.end()
    const kept = fingerprints(folder, /^vault/)
    expect(Object.keys(kept)).toContain('vault.json')

    keyring.goAway()
    const without = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await without.ask('vault.status', {})).toMatchObject({
      ...{ state: 'locked', cause: 'keyring', keyring: { trouble: 'absent' } },
    })
    expect(await without.session('carol')).toEqual({ state: 'locked' })
    expect(await without.failureOfSend({ url: 'http://127.0.0.1:9/' }, 'carol')).toMatchObject({ code: 'vault.locked' })
    expect(await without.startSignIn('carol')).toMatchObject({ ok: false, failure: { code: 'vault.locked' } })
    expect(without.browser.addresses).toEqual([])
    expect(await without.failureOf('vault.unlock', { by: 'keyring' })).toMatchObject({
      code: 'vault.keyring_unavailable',
    })
    const { id: profileId } = await without.profile('carol')
    expect(await without.failureOf('profiles.remove', { profileId })).toMatchObject({ code: 'vault.locked' })
    // What needs no secret goes on.
    expect((await without.ask('workbench.load', {})).tabs).toHaveLength(1)
    expect(fingerprints(folder, /^vault/)).toEqual(kept)

    keyring.comeBack()
    expect(await without.ask('vault.unlock', { by: 'keyring' })).toMatchObject({
      state: 'open',
      strength: 'keyring',
    })
    expect(await without.session('carol')).toMatchObject({ state: 'active' })
    await without.end()
    expect(fingerprints(folder, /^vault/)).toEqual(kept)
  })

  test('stays as it is through ten starts', async () => {
    const [folder, keyring, server] = [await aDataFolder(), aKeyring(), await aServer()]
    const yesterday = await composeForJourney({ folder, keyring: keyring.wrapper })
    await work(yesterday, server)
    await yesterday.end()
    const kept = fingerprints(folder, /^vault/)
    keyring.goAway()
    for (let start = 0; start < 10; start += 1) {
      const without = await composeForJourney({ folder, keyring: keyring.wrapper })
      expect(await without.session('carol')).toEqual({ state: 'locked' })
      await without.end()
    }
    expect(fingerprints(folder, /^vault/)).toEqual(kept)
  })

  test('a vault of another machine is locked, untouched, and can be set aside without losing it', async () => {
    const [folder, keyring, server] = [await aDataFolder(), aKeyring(), await aServer()]
    const there = await composeForJourney({ folder, keyring: keyring.wrapper })
    await work(there, server)
    await there.end()
    const kept = fingerprints(folder, /^vault\.json(\.bak)?$/)

    const here = await composeForJourney({ folder, keyring: aKeyring().wrapper })
    expect(await here.ask('vault.status', {})).toMatchObject({
      ...{ state: 'locked', cause: 'keyring', keyring: { trouble: 'key-not-held' } },
    })
    expect(fingerprints(folder, /^vault\.json(\.bak)?$/)).toEqual(kept)
    expect(await here.ask('vault.setAside', {})).toMatchObject({ state: 'open', strength: 'keyring' })
    expect(await here.session('carol')).toEqual({ state: 'signed-out' })
    await signInAtOwn(here, 'carol', 'a-code', server.issuer)
    expect(Object.values(fingerprints(folder, /^vault\.json\.aside/)).toSorted()).toEqual(
      Object.values(kept).toSorted(),
    )
  })
})

describe('a first start', () => {
  test('has its profiles in the first list that anyone sees, also when nothing has begun yet', async () => {
    const claimcheck = await composeForJourney({ begin: false })
    const profiles = await claimcheck.ask('profiles.list', {})
    expect(profiles.map(({ name }) => name)).toEqual(['alice', 'bob', 'admin', 'robot'])
  })
})
