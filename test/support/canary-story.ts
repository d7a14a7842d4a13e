import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { expect } from 'vitest'
import { itemPath } from '../../electron/contract/ids.ts'
import { emptyDraft, type RequestDraft } from '../../electron/contract/requests.ts'
import { robotClientId } from '../../electron/playground/demo-credentials.ts'
import { aBendableIssuer, type BendableIssuer } from './bendable-issuer.ts'
import { createCanaries } from './canaries.ts'
import { askTheServer, byCookieAndHeader } from './canary-at-the-server.ts'
import { everyWayAtIndiscreetServers, exportedInto } from './canary-every-way.ts'
import { looksAtTokens } from './canary-inspector.ts'
import * as life from './canary-vault-life.ts'
import { aDataFolder, answerOf, composeForJourney, type Journey } from './compose-for-journey.ts'
import { anOAuthWay } from './token-builder.ts'
import { startHostileServer, type RawServer } from './hostile-server.ts'
import { callbackFor } from './journey-browser.ts'
import { noKeyring } from './keyring-builder.ts'
import { nobodysAddress } from './sign-in-trouble.ts'
import { ofProfile, verifiedOf } from './subject-of.ts'

const canaries = createCanaries()
const canary = canaries.plant
/** Every secret that this story brings along, and what it is; those that servers make are overheard. */
export const { planted } = canaries

const { passphrase, wrongPassphrase } = life
const [goodSecret, wrongSecret] = [canary('a client secret'), canary('a wrong client secret')]
const inALink = canary('a token in a link that could not be opened')
const typed: Partial<RequestDraft> = {
  method: 'POST',
  headers: [
    { name: 'Authorization', value: `Bearer ${canary('a typed Authorization header')}`, enabled: true },
    { name: 'X-Api-Key', value: canary('a typed API key'), enabled: true },
    { name: 'Cookie', value: `session=${canary('a typed cookie')}`, enabled: true },
  ],
  body: { kind: 'form', fields: [{ name: 'password', value: canary('a typed password'), enabled: true }] },
}
const inTheQuery = canary('a token in the query')

/** An API that repeats the token it got, in a header, in its challenge and in its body. */
const anIndiscreetApi = (): Promise<RawServer> =>
  startHostileServer((socket, head) => {
    const token = /^authorization: bearer (.*)$/im.exec(head)?.[1] ?? 'none'
    // What was typed in the window is known there already.
    const echo = (planted.get(token) ?? '').startsWith('a typed') ? 'withheld' : token
    const body = JSON.stringify({ title: 'Not you', detail: `Nobody knows ${echo}` })
    socket.end(
      `HTTP/1.1 401 Unauthorized\r\nX-Echo: ${echo}\r\nContent-Type: application/problem+json\r\n` +
        `WWW-Authenticate: Bearer error="invalid_token", error_description="Nobody knows ${echo}"\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    )
  })

async function atThePlayground(claimcheck: Journey): Promise<void> {
  const under = (text: string) => ({ current: null, protection: { under: 'passphrase', passphrase: text } }) as const
  await claimcheck.failureOf('vault.protect', under(wrongPassphrase.slice(0, 11)))
  await claimcheck.ask('vault.protect', under(passphrase))
  expect(await claimcheck.signIn('alice', { consent: 'deny' })).toMatchObject({ failure: { code: 'sign_in.denied' } })
  expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
  const { id: profileId } = await claimcheck.profile('alice')
  expect(answerOf(await claimcheck.send({ url: '{{baseUrl}}/orders' }, 'alice')).status).toBe(200)
  expect(answerOf(await claimcheck.send({ url: '{{baseUrl}}/orders', method: 'POST' }, 'alice')).status).toBe(403)
  for (const which of ['access', 'id'] as const) {
    await claimcheck.ask('tokens.inspect', ofProfile(profileId, which))
    expect(await claimcheck.ask('tokens.verify', verifiedOf(profileId, which))).toMatchObject({
      signature: { verdict: 'valid' },
    })
    await claimcheck.ask('tokens.copy', ofProfile(profileId, which))
  }
  expect(await claimcheck.ask('tokens.refresh', { profileId })).toMatchObject({ refreshCount: 1 })
  await claimcheck.ask('signIn.trace', { profileId })

  expect(await claimcheck.startSignIn('robot')).toMatchObject({ ok: true })
  const { issuer } = await claimcheck.ask('playground.status', {})
  await claimcheck.saveProfile({
    ...{ name: 'mallory', issuer: issuer ?? '', grant: { type: 'client_credentials' }, clientId: robotClientId },
    ...{ scopes: [], clientAuthentication: 'client_secret_basic' },
    secrets: { clientSecret: { change: 'replace', value: wrongSecret } },
  })
  expect(await claimcheck.startSignIn('mallory')).toMatchObject({ failure: { code: 'sign_in.client_refused' } })
  await claimcheck.ask('signIn.trace', { profileId: (await claimcheck.profile('mallory')).id })
}

async function carolComesBack(claimcheck: Journey, server: BendableIssuer): Promise<void> {
  const ending = claimcheck.startSignIn('carol')
  const address = await claimcheck.browser.nextUnless(ending)
  if (address !== null) await fetch(callbackFor(address, { code: canary('a code'), iss: server.issuer }))
  await ending
  await claimcheck.ask('signIn.trace', { profileId: (await claimcheck.profile('carol')).id })
}

async function carolIsLetIn(claimcheck: Journey, server: BendableIssuer): Promise<void> {
  server.answer('/token', () => ({
    body: {
      ...{ access_token: canary('an access token'), refresh_token: canary('a refresh token') },
      ...{ token_type: 'Bearer', expires_in: 300 },
    },
  }))
  await carolComesBack(claimcheck, server)
}

const carolAt = ({ issuer }: BendableIssuer) => ({
  ...{ name: 'carol', issuer, scopes: ['read'], clientAuthentication: 'client_secret_post' as const },
  secrets: { clientSecret: { change: 'replace' as const, value: goodSecret } },
})

/** At a server that repeats every secret it was sent. */
async function atAnIndiscreetServer(claimcheck: Journey, server: BendableIssuer, api: RawServer): Promise<void> {
  const { id: profileId } = await claimcheck.saveProfile(carolAt(server))
  for (const [status, error] of [
    [401, 'invalid_client'],
    [400, 'invalid_grant'],
    [200, null],
  ] as const) {
    server.answer('/token', ({ form }) => ({
      status,
      body: { error, error_description: `You sent ${[...form.values()].join(' and ')}`, secret: form.get('code') },
    }))
    await carolComesBack(claimcheck, server)
  }
  claimcheck.browser.breakDown()
  await carolComesBack(claimcheck, server)
  await claimcheck.failureOf('app.openLink', { url: `https://app.example.test/?access_token=${inALink}` })
  expect(claimcheck.bugs.splice(0)).toHaveLength(1)
  claimcheck.browser.repair()

  await carolIsLetIn(claimcheck, server)
  const exchange = await claimcheck.send({ url: api.origin }, 'carol')
  expect(exchange).toMatchObject({ refreshed: 'after-401', why: { cause: expect.any(String) } })
  await claimcheck.ask('tokens.inspect', ofProfile(profileId))
  server.answer('/token', ({ form }) => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: `Nobody knows ${form.get('refresh_token')}` },
  }))
  expect(await claimcheck.failureOf('tokens.refresh', { profileId })).toMatchObject({ code: 'session.refresh_refused' })
}

async function whereNobodyIs(claimcheck: Journey, server: BendableIssuer): Promise<void> {
  const { id } = await claimcheck.profile('carol')
  const { name, secrets, ...way } = carolAt(server)
  await claimcheck.addProfile({ ...{ id, name, secrets }, way: anOAuthWay({ ...way, issuer: await nobodysAddress() }) })
  expect(await claimcheck.startSignIn('carol')).toMatchObject({ failure: { code: 'sign_in.issuer_unreachable' } })
}

async function withTypedSecrets(claimcheck: Journey, api: RawServer): Promise<void> {
  const draft = { ...emptyDraft, ...typed, url: `${api.origin}/?access_token=${inTheQuery}&page=2` }
  expect(answerOf(await claimcheck.send(draft)).status).toBe(401)
  await claimcheck.ask('requests.preview', { draft })
  const folderOfRequest = itemPath.parse('')
  await claimcheck.ask('collections.saveRequest', { to: 'new', folder: folderOfRequest, name: 'Typed', draft })
  await claimcheck.ask('collections.readRequest', { path: itemPath.parse('Typed.yml') })
  const tab = { id: randomUUID(), path: null, title: 'Typed', draft, changed: true }
  await claimcheck.ask('workbench.save', { tabs: [tab], activeTab: tab.id })
}

/** Alice again, at the playground: what its server says of her tokens, and its sign-out page at the end. */
async function aliceSignsOut(claimcheck: Journey): Promise<void> {
  const { id: profileId } = await claimcheck.profile('alice')
  await claimcheck.ask('tokenService.userinfo', { profileId })
  for (const which of ['access', 'refresh'] as const) {
    await claimcheck.ask('tokenService.introspect', { profileId, which })
  }
  expect(await claimcheck.ask('tokenService.signOut', { profileId })).toMatchObject({ openedBrowser: true })
  await claimcheck.browser.next()
}

/** Whatever else the window asks for in a day. */
async function lookAround(claimcheck: Journey, server: BendableIssuer, api: RawServer): Promise<void> {
  await claimcheck.ask('app.facts', {})
  await claimcheck.ask('vault.status', {})
  await claimcheck.ask('settings.save', { refreshInBackground: false })
  await claimcheck.ask('settings.get', {})
  await claimcheck.ask('collections.tree', {})
  const { environment } = await claimcheck.ask('environment.read', {})
  await claimcheck.ask('environment.save', environment)
  await claimcheck.ask('profiles.discover', { issuer: server.issuer })
  await claimcheck.ask('findLogin.start', { url: api.origin })
}

export interface CanaryStory {
  readonly journeys: readonly Journey[]
  /** What was in the data folders, from the first sign-in to the end. */
  readonly disks: readonly life.OnDisk[]
  /** Where people let Claimcheck write. */
  readonly exported: string
}

/**
 * A day with a secret in every place that takes one, with all that can fail; then the life of its vault: locked and
 * opened, under another passphrase, exported, imported elsewhere under a keyring and under both, and forgotten.
 */
export async function canaryStory(folder: string): Promise<CanaryStory> {
  const [server, api] = [await aBendableIssuer(), await anIndiscreetApi()]
  const [exported, elsewhere] = [await aDataFolder(), await aDataFolder()]
  const disks: life.OnDisk[] = []
  const look = (when: string) => void disks.push(life.lookAtDisk(when, folder))
  const vaultExport = path.join(exported, 'vault-export.json')
  try {
    const first = await composeForJourney({ folder, keyring: noKeyring(), savedFile: exportedInto(exported) })
    await atThePlayground(first)
    look('signed in and refreshed')
    await aliceSignsOut(first)
    await atAnIndiscreetServer(first, server, api)
    look('refused')
    await carolIsLetIn(first, server)
    await askTheServer(first, server, 'carol')
    await looksAtTokens(first)
    look('with tokens looked at')
    disks.push(await life.lockAndUnlock(first, (await first.profile('carol')).id, folder))
    await everyWayAtIndiscreetServers(first, server)
    await byCookieAndHeader(first, api, canary)
    look('with every way in')
    await whereNobodyIs(first, server)
    await withTypedSecrets(first, api)
    await lookAround(first, server, api)
    look('with typed secrets')
    await first.end()
    look('after the first end')

    const second = await composeForJourney({ folder, keyring: noKeyring(), savedFile: vaultExport })
    await second.failureOf('vault.unlock', { by: 'passphrase', passphrase: wrongPassphrase })
    await second.ask('vault.unlock', { by: 'passphrase', passphrase })
    expect((await second.ask('workbench.load', {})).tabs).toHaveLength(1)
    // The playground starts anew, so alice is signed out.
    await second.failureOfSend({ url: '{{baseUrl}}/orders' }, 'alice')
    disks.push(...(await life.protectAndExport(second, folder)))
    for (const { id: profileId } of await second.ask('profiles.list', {})) {
      await second.ask('tokens.timeline', { profileId })
      await second.ask('inspection.past', { profileId })
    }
    await second.end()

    const other = await life.importElsewhere(vaultExport, elsewhere)
    const last = await life.forgetEverything(folder)
    return {
      journeys: [first, second, other.journey, last.journey],
      disks: [...disks, ...other.disks, last.disk],
      exported,
    }
  } finally {
    await server.close()
    await api.close()
  }
}
