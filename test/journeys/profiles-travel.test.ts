import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { profilesChannels } from '../../electron/contract/profiles.ts'
import { robotClientId } from '../../electron/playground/demo-credentials.ts'
import { aDataFolder, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { filesBelow, fingerprints } from '../support/folder-content.ts'
import { findSecrets } from '../support/secret-search.ts'
import { anOAuthWay } from '../support/token-builder.ts'
import { aCustomLoginWay, aSignedJwtWay, aStaticTokenWay } from '../support/way-builder.ts'
import { whoAmI } from '../support/who-am-i.ts'
import { ofProfile } from '../support/subject-of.ts'

afterEach(endJourneys)

const passphrase = 'correct horse battery staple'
const theirs = new Map([
  ['canary-of-a-client-secret', 'the client secret'],
  ['canary-of-a-password', 'the password'],
  ['canary-of-an-api-key', 'the API key'],
  ['canary-of-a-signing-key-that-is-long-enough', 'the signing key'],
  ['canary-of-a-pasted-refresh-token', 'the pasted refresh token'],
])
const [clientSecret = '', password = '', token = '', signingKey = '', refreshToken = ''] = theirs.keys()
const names = ['at a server', 'with a password', 'with a key', 'with a JWT', 'with a refresh token']

/** A workbench with a profile for every kind of secret, beside the playground's, signed in where it can be. */
async function aFilledWorkbench(file: string): Promise<Journey> {
  const claimcheck = await composeForJourney({ savedFile: file })
  await claimcheck.ask('playground.addExamples', {})
  const enter = (value: string) => ({ change: 'replace', value }) as const
  const way = anOAuthWay({ clientAuthentication: 'client_secret_basic', grant: { type: 'client_credentials' } })
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = names
  await claimcheck.addProfile({ name: first, way, secrets: { clientSecret: enter(clientSecret) } })
  await claimcheck.addProfile({ name: second, way: aCustomLoginWay(), secrets: { password: enter(password) } })
  await claimcheck.addProfile({ name: third, way: aStaticTokenWay(), secrets: { token: enter(token) } })
  await claimcheck.addProfile({ name: fourth, way: aSignedJwtWay(), secrets: { signingKey: enter(signingKey) } })
  await claimcheck.addProfile({
    ...{ name: fifth, way: anOAuthWay({ grant: { type: 'refresh_token' } }) },
    secrets: { refreshToken: enter(refreshToken) },
  })
  expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
  return claimcheck
}

const allIds = async (claimcheck: Journey) => (await claimcheck.ask('profiles.list', {})).map(({ id }) => id)

async function exported(sealedUnder: string | null) {
  const file = path.join(await aDataFolder(), 'profiles.json')
  const claimcheck = await aFilledWorkbench(file)
  const profileIds = await allIds(claimcheck)
  const told = await claimcheck.ask('profiles.export', { profileIds, passphrase: sealedUnder })
  await claimcheck.ask('tokens.copy', ofProfile((await claimcheck.profile('alice')).id))
  const tokens = new Map(claimcheck.copied.map((each) => [each, 'a token of alice']))
  return { file, told, from: claimcheck, tokens, bytes: readFileSync(file) }
}

/** A workbench where nobody has been, into which the file is brought. */
async function anEmptyWorkbench(file: string): Promise<Journey> {
  const claimcheck = await composeForJourney({ openedFile: file })
  for (const profileId of await allIds(claimcheck)) await claimcheck.ask('profiles.remove', { profileId })
  await claimcheck.ask('playground.start', {})
  return claimcheck
}

describe('profiles that are exported under a passphrase', () => {
  test('hold no secret and no token in the file, in no spelling', async () => {
    const { bytes, told, tokens, from } = await exported(passphrase)
    expect(told.saved).toBe(true)
    expect(told.secretCount).toBeGreaterThan(15)
    const searched = new Map([...theirs, ...tokens, [passphrase, 'the passphrase']])
    expect(findSecrets(searched, [['the file', bytes]])).toEqual([])
    expect(
      findSecrets(
        searched,
        from.replies.map(({ channel, reply }) => [channel, JSON.stringify(reply)]),
      ),
    ).toEqual([])
    // The search would find one: in the same file, had it been written as it is, or hidden in base64.
    for (const written of [password, Buffer.from(password).toString('base64')]) {
      expect(findSecrets(searched, [['the file', `${bytes.toString('utf8')}${written}`]])).toEqual([
        'the password in the file',
      ])
    }
  })

  test('work in an empty workbench: a robot signs in, Basic, keys and logins are let in, all by itself', async () => {
    const { file, from } = await exported(passphrase)
    const before = await from.ask('profiles.list', {})
    await from.end()
    const claimcheck = await anEmptyWorkbench(file)
    expect(await claimcheck.ask('profiles.chooseImport', {})).toMatchObject({
      fileName: 'profiles.json',
      isSealed: true,
    })
    const { imported, left } = await claimcheck.ask('profiles.import', { passphrase })
    expect(imported.map(({ name }) => name)).toEqual(before.map(({ name }) => name))
    expect(left).toEqual([])

    expect(await claimcheck.startSignIn('robot')).toMatchObject({ ok: true })
    const me = '{{playgroundApi}}/me'
    expect(await whoAmI(claimcheck, me, 'robot')).toMatchObject({ status: 200, body: { id: robotClientId } })
    expect((await whoAmI(claimcheck, '{{playgroundApi}}/with/basic/me', 'Basic')).status).toBe(200)
    expect((await whoAmI(claimcheck, '{{playgroundApi}}/with/api-key/me', 'API key')).status).toBe(200)
    expect((await whoAmI(claimcheck, '{{playgroundApi}}/with/session/me', 'session')).status).toBe(200)
    expect((await whoAmI(claimcheck, me, 'private key JWT')).status).toBe(200)
    expect((await whoAmI(claimcheck, '{{playgroundSecureApi}}/me', 'client certificate')).status).toBe(200)
    // What it trades in is the alice that came along, and not a profile that was here before.
    expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
    expect(await whoAmI(claimcheck, me, 'token exchange')).toMatchObject({ status: 200, body: { id: 'alice' } })
  })

  test('come without tokens: who was signed in there is not signed in here', async () => {
    const { file, from } = await exported(passphrase)
    expect(await from.session('alice')).toMatchObject({ state: 'active' })
    const claimcheck = await anEmptyWorkbench(file)
    await claimcheck.ask('profiles.chooseImport', {})
    await claimcheck.ask('profiles.import', { passphrase })
    expect(await claimcheck.session('alice')).toEqual({ state: 'signed-out' })
  })

  test('are not taken over under a wrong passphrase: that is told, nothing has changed, and the right one still works', async () => {
    const { file } = await exported(passphrase)
    const claimcheck = await anEmptyWorkbench(file)
    await claimcheck.ask('profiles.chooseImport', {})
    const before = fingerprints(claimcheck.folder, /^vault\.json$|^profiles\.json$/)
    expect(Object.keys(before)).toContain('profiles.json')
    expect(await claimcheck.failureOf('profiles.import', { passphrase: `${passphrase}!` })).toEqual({
      code: 'vault.wrong_passphrase',
      details: {},
    })
    expect(fingerprints(claimcheck.folder, /^vault\.json$|^profiles\.json$/)).toEqual(before)
    expect(await claimcheck.ask('profiles.list', {})).toEqual([])
    expect((await claimcheck.ask('profiles.import', { passphrase })).imported.length).toBeGreaterThan(20)
  })

  test('to which somebody added an address of their own are refused with their secrets', async () => {
    const { file, bytes } = await exported(passphrase)
    writeFileSync(file, bytes.toString('utf8').replaceAll('https://id.example.test', 'https://evil.example.test'))
    const claimcheck = await anEmptyWorkbench(file)
    await claimcheck.ask('profiles.chooseImport', {})
    expect(await claimcheck.failureOf('profiles.import', { passphrase })).toMatchObject({
      code: 'profile.import_unreadable',
      details: { reason: expect.stringContaining('changed after it was exported') },
    })
    expect(await claimcheck.ask('profiles.list', {})).toEqual([])
  })
})

describe('profiles that are exported without secrets', () => {
  test('are readable by anybody, and tell nobody a secret', async () => {
    const { told, bytes, tokens } = await exported(null)
    expect(told).toEqual({ saved: true, secretCount: 0 })
    expect(bytes.toString('utf8')).toContain('"with a password"')
    expect(findSecrets(new Map([...theirs, ...tokens]), [['the file', bytes]])).toEqual([])
  })

  test('come over with their settings, and say which secret they lack', async () => {
    const { file } = await exported(null)
    const claimcheck = await anEmptyWorkbench(file)
    const chosen = await claimcheck.ask('profiles.chooseImport', {})
    expect(chosen).toMatchObject({ isSealed: false })
    await claimcheck.ask('profiles.import', { passphrase: null })
    for (const name of names) {
      expect(await claimcheck.profile(name)).toMatchObject({ secrets: [], isPlayground: false })
    }
    expect(await claimcheck.failureOfSend({ url: '{{playgroundApi}}/with/basic/me' }, 'Basic')).toMatchObject({
      code: 'profile.incomplete',
      details: { field: 'password' },
    })
    const { id, isPlayground: _, session: __, secrets: ___, ...settings } = await claimcheck.profile('Basic')
    const entered = { password: { change: 'replace', value: 'orchard' } } as const
    await claimcheck.ask(
      'profiles.save',
      profilesChannels['profiles.save'].request.parse({ ...settings, id, secrets: entered }),
    )
    expect((await whoAmI(claimcheck, '{{playgroundApi}}/with/basic/me', 'Basic')).status).toBe(200)
  })

  test('twice, and the second ones have names of their own beside the first', async () => {
    const { file } = await exported(null)
    const claimcheck = await anEmptyWorkbench(file)
    for (let times = 0; times < 2; times += 1) {
      await claimcheck.ask('profiles.chooseImport', {})
      await claimcheck.ask('profiles.import', { passphrase: null })
    }
    expect(await claimcheck.profile('alice 2')).toMatchObject({ session: { state: 'signed-out' } })
    const all = await claimcheck.ask('profiles.list', {})
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  })
})

describe('a file that is none', () => {
  test.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xd8])],
    ['something else in JSON', Buffer.from('{"info": {"name": "A collection"}}')],
  ])('%s is told as that, and nothing can be imported from it', async (_what, bytes) => {
    const file = path.join(await aDataFolder(), 'profiles.json')
    writeFileSync(file, bytes)
    const claimcheck = await composeForJourney({ openedFile: file })
    const before = filesBelow(claimcheck.folder).get('profiles.json')
    expect(await claimcheck.failureOf('profiles.chooseImport', {})).toMatchObject({ code: 'profile.import_unreadable' })
    expect(await claimcheck.failureOf('profiles.import', { passphrase: null })).toMatchObject({
      code: 'profile.import_none_chosen',
    })
    expect(filesBelow(claimcheck.folder).get('profiles.json')).toEqual(before)
  })
})
