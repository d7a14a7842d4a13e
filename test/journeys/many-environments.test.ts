import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { chooseEnvironment } from '../support/environments-in-journey.ts'
import { startEchoServer, type EchoServer } from '../support/echo-server.ts'
import { callbackFor } from '../support/journey-browser.ts'
import { aLoginServer } from '../support/login-server.ts'
import { aCustomLoginWay } from '../support/way-builder.ts'

const open: { readonly close: () => Promise<void> }[] = []
function closing<Server extends { readonly close: () => Promise<void> }>(server: Server): Server {
  open.push(server)
  return server
}
let api: EchoServer
beforeEach(async () => {
  api = closing(await startEchoServer())
})
afterEach(async () => {
  await endJourneys()
  for (const server of open.splice(0)) await server.close()
})

/** A server whose tokens tell where they are from, and how often they were asked for. */
async function anIssuer(name: string): Promise<BendableIssuer> {
  const issuer = closing(await aBendableIssuer())
  let given = 0
  issuer.answer('/token', () => {
    given += 1
    return {
      body: {
        ...{ access_token: `${name}-access-${given}`, refresh_token: `${name}-refresh-${given}` },
        ...{ token_type: 'Bearer', expires_in: 300 },
      },
    }
  })
  return issuer
}
const asked = ({ calls }: BendableIssuer) => calls.filter(({ path }) => path === '/token').map(({ form }) => form)

async function signInAsCarol(claimcheck: Journey, issuer: BendableIssuer): Promise<void> {
  const ending = claimcheck.startSignIn('carol')
  await fetch(callbackFor(await claimcheck.browser.next(), { code: 'a-code', iss: issuer.issuer }))
  expect(await ending).toMatchObject({ ok: true })
}

async function sentAsCarol(claimcheck: Journey): Promise<string | undefined> {
  expect(answerOf(await claimcheck.send({ url: `${api.origin}/orders` }, 'carol')).status).toBe(200)
  return /^authorization: (.*)\r$/im.exec(api.requests.at(-1) ?? '')?.[1]
}

async function inTwoEnvironments() {
  const [test1, staging] = [await anIssuer('test'), await anIssuer('staging')]
  const claimcheck = await composeForJourney()
  await claimcheck.ask('settings.save', { refreshInBackground: false })
  await chooseEnvironment(claimcheck, { idp: test1.issuer })
  await claimcheck.saveProfile({ name: 'carol', issuer: '{{idp}}', clientId: 'desktop', scopes: ['read'] })
  await signInAsCarol(claimcheck, test1)
  await chooseEnvironment(claimcheck, { idp: staging.issuer })
  await signInAsCarol(claimcheck, staging)
  return { claimcheck, test1, staging }
}

describe('a profile that is signed in in two environments', () => {
  test('keeps both sign-ins: each environment has its own token, back and forth, and nobody is asked again', async () => {
    const { claimcheck, test1, staging } = await inTwoEnvironments()
    for (const [issuer, token] of [
      [staging, 'Bearer staging-access-1'],
      [test1, 'Bearer test-access-1'],
      [staging, 'Bearer staging-access-1'],
    ] as const) {
      await chooseEnvironment(claimcheck, { idp: issuer.issuer })
      expect(await claimcheck.session('carol')).toMatchObject({ state: 'active' })
      expect(await sentAsCarol(claimcheck)).toBe(token)
    }
    expect([asked(test1).length, asked(staging).length]).toEqual([1, 1])
    expect(claimcheck.browser.addresses).toHaveLength(2)
  })

  test('refreshes the one that is looked at, at its own server, and the other stays as it is', async () => {
    const { claimcheck, test1, staging } = await inTwoEnvironments()
    const { id: profileId } = await claimcheck.profile('carol')
    expect(await claimcheck.ask('tokens.refresh', { profileId })).toMatchObject({ refreshCount: 1 })
    expect(asked(staging).at(-1)?.get('refresh_token')).toBe('staging-refresh-1')
    await chooseEnvironment(claimcheck, { idp: test1.issuer })
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'active', refreshCount: 0 })
    claimcheck.clock.passes(301)
    expect(await sentAsCarol(claimcheck)).toBe('Bearer test-access-2')
    expect(asked(test1).at(-1)?.get('refresh_token')).toBe('test-refresh-1')
    // No token of one is ever sent to the other.
    for (const form of asked(test1)) expect(form.toString()).not.toContain('staging')
    for (const form of asked(staging)) expect(form.toString()).not.toContain('test-')
  })

  test('and is signed out in one stays signed in in the other', async () => {
    const { claimcheck, test1, staging } = await inTwoEnvironments()
    const { id: profileId } = await claimcheck.profile('carol')
    const after = await claimcheck.ask('tokens.forget', { profileId })
    // As in any environment where nobody signed in yet, while there are tokens of another.
    expect(after).toEqual({ state: 'sign-in-again', reason: 'issuer-changed', description: null })
    await chooseEnvironment(claimcheck, { idp: test1.issuer })
    expect(await sentAsCarol(claimcheck)).toBe('Bearer test-access-1')
    await chooseEnvironment(claimcheck, { idp: staging.issuer })
    expect(await claimcheck.failureOfSend({ url: `${api.origin}/orders` }, 'carol')).toMatchObject({
      code: 'session.signed_out',
    })
  })

  test('has both after a restart as well', async () => {
    const { claimcheck, test1, staging } = await inTwoEnvironments()
    await claimcheck.end()
    const again = await composeForJourney({ folder: claimcheck.folder, keyring: claimcheck.keyring })
    expect(await sentAsCarol(again)).toBe('Bearer staging-access-1')
    await chooseEnvironment(again, { idp: test1.issuer })
    expect(await sentAsCarol(again)).toBe('Bearer test-access-1')
    expect([asked(test1).length, asked(staging).length]).toEqual([1, 1])
  })
})

test('a login of its own is another one in each environment, too: no session of one reaches the other', async () => {
  const [test1, staging] = [closing(await aLoginServer()), closing(await aLoginServer())]
  test1.reply('/login', { body: { token: 'session-of-test' } })
  staging.reply('/login', { body: { token: 'session-of-staging' } })
  const claimcheck = await composeForJourney()
  await chooseEnvironment(claimcheck, { legacy: test1.origin })
  const { login } = aCustomLoginWay()
  await claimcheck.addProfile({
    name: 'carol',
    way: aCustomLoginWay({ login: { ...login, request: { ...login.request, url: '{{legacy}}/login' } } }),
    secrets: { password: { change: 'replace', value: 'orchard' } },
  })
  expect(await sentAsCarol(claimcheck)).toBe('Bearer session-of-test')
  await chooseEnvironment(claimcheck, { legacy: staging.origin })
  expect(await sentAsCarol(claimcheck)).toBe('Bearer session-of-staging')
  await chooseEnvironment(claimcheck, { legacy: test1.origin })
  expect(await sentAsCarol(claimcheck)).toBe('Bearer session-of-test')
  expect([test1.calls.length, staging.calls.length]).toEqual([1, 1])
})
