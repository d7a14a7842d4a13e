import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { discoverDesktop, signIn } from '../support/playground-client.ts'
import { connectDevice } from '../support/playground.ts'
import { claimOf, whoAmI } from '../support/who-am-i.ts'

async function inBrowser(claimcheck: Journey, name: string): Promise<void> {
  expect(await claimcheck.signIn(name)).toMatchObject({ ok: true, value: { state: 'active' } })
}

async function onDevice(claimcheck: Journey, name: string, before = async () => undefined): Promise<void> {
  const shown = new Promise<{ userCode: string; verificationUri: string }>((resolve) => {
    claimcheck.bridge.on('signIn.progressed', ({ device }) => {
      if (device !== null) resolve(device)
    })
  })
  const ending = claimcheck.startSignIn(name)
  const { userCode, verificationUri } = await shown
  // Nothing is opened by itself: the code is to be typed by whoever sees the device.
  expect(claimcheck.browser.addresses).toHaveLength(0)
  await before()
  await connectDevice(verificationUri, { userCode, as: 'alice', consent: 'allow' })
  expect(await ending).toMatchObject({ ok: true, value: { state: 'active', refreshable: true } })
}

let claimcheck: Journey
beforeAll(async () => {
  claimcheck = await composeForJourney()
  expect(await claimcheck.ask('playground.addExamples', {})).toEqual({ added: 26 })
})
afterAll(endJourneys)

describe('a person signs in, in the browser,', () => {
  test.each(['pushed request', 'fixed port', 'step-up', 'implicit'])('by %s, and is let in', async (name) => {
    await inBrowser(claimcheck, name)
    expect(await whoAmI(claimcheck, '{{playgroundApi}}/me', name)).toMatchObject({ status: 200, body: { id: 'alice' } })
  })

  test('with DPoP: the API asks for its nonce once, and each request has a proof of its own', async () => {
    await inBrowser(claimcheck, 'DPoP')
    const first = await whoAmI(claimcheck, '{{playgroundApi}}/with/dpop/me', 'DPoP')
    expect(first).toMatchObject({ status: 200, body: { id: 'alice' } })
    expect(first.exchange.steps.map(({ why }) => why)).toEqual(['request', 'retry-after-challenge'])
    const second = await whoAmI(claimcheck, '{{playgroundApi}}/with/dpop/me', 'DPoP')
    expect(second.exchange.steps.map(({ why }) => why)).toEqual(['request'])
    const { id: profileId } = await claimcheck.profile('DPoP')
    expect(await claimcheck.ask('tokens.refresh', { profileId })).toMatchObject({ refreshCount: 1 })
    expect(await whoAmI(claimcheck, '{{playgroundApi}}/with/dpop/me', 'DPoP')).toMatchObject({ status: 200 })
  })
})

describe('a person signs in on another device', () => {
  test('by its code', async () => {
    const quiet = await composeForJourney()
    await quiet.ask('playground.addExamples', {})
    await onDevice(quiet, 'device')
    expect(await whoAmI(quiet, '{{playgroundApi}}/me', 'device')).toMatchObject({ status: 200, body: { id: 'alice' } })
    expect(quiet.playground.counts().devices).toBe(1)
  })

  test('and a server under load that says slow_down is asked less often', async () => {
    const quiet = await composeForJourney()
    await quiet.ask('playground.addExamples', {})
    await onDevice(quiet, 'busy device', async () => {
      await vi.waitFor(() => expect(quiet.playground.counts().slowDowns).toBe(1), { timeout: 10_000 })
    })
    // One poll that came too soon for it, and the one five seconds later.
    expect(quiet.playground.counts()).toMatchObject({ devices: 1, slowDowns: 1, tokenRequests: 2 })
  }, 30_000)
})

describe('where nobody is needed, the first Send gets the token by itself', () => {
  test.each([
    ['robot', 'robot'],
    ['client secret in body', 'robot-post'],
    ['client secret JWT', 'robot-secret-jwt'],
    ['private key JWT', 'robot-key-jwt'],
    ['password', 'alice'],
    ['JWT bearer', 'alice'],
  ])('%s', async (name, who) => {
    const opened = claimcheck.browser.addresses.length
    expect(await claimcheck.session(name)).toEqual({ state: 'signed-out' })
    const answer = await whoAmI(claimcheck, '{{playgroundApi}}/me', name)
    expect(answer).toMatchObject({ status: 200, body: { id: who } })
    expect(await claimcheck.session(name)).toMatchObject({ state: 'active', refreshable: true })
    expect(claimcheck.browser.addresses).toHaveLength(opened)
  })

  test('and thirty Sends at once cost one token request', async () => {
    const { id: profileId } = await claimcheck.profile('client secret in body')
    await claimcheck.ask('tokens.forget', { profileId })
    const before = claimcheck.playground.counts().tokenRequests
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => whoAmI(claimcheck, '{{playgroundApi}}/me', 'client secret in body')),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(claimcheck.playground.counts().tokenRequests - before).toBe(1)
  })

  test('client certificate: the token request is made over TLS with it, and the token is bound to it', async () => {
    const answer = await whoAmI(claimcheck, '{{playgroundSecureApi}}/me', 'client certificate')
    expect(answer).toMatchObject({ status: 200, body: { id: 'robot-certificate' } })
  })

  test('token exchange: alice’s token is traded, and the new one says who acts for her', async () => {
    await claimcheck.signIn('alice')
    const answer = await whoAmI(claimcheck, '{{playgroundApi}}/me', 'token exchange')
    expect(answer).toMatchObject({ status: 200, body: { id: 'alice' } })
    expect(await claimOf(claimcheck, 'token exchange', 'act')).toEqual({ sub: 'robot' })
  })

  test('a pasted refresh token: the profile says what is missing, and signs in once it is there', async () => {
    const { id: profileId } = await claimcheck.profile('refresh token')
    expect(await claimcheck.failureOfSend({ url: '{{playgroundApi}}/me' }, 'refresh token')).toEqual({
      code: 'profile.incomplete',
      details: { profileId, field: 'refreshToken' },
    })
    const { issuer } = await claimcheck.ask('playground.status', {})
    const elsewhere = await signIn(await discoverDesktop({ issuer: issuer ?? '' }), {
      ...{ as: 'bob', consent: 'allow', scope: 'openid offline_access orders:read' },
    })
    const { name, label, group, colour, certificate, keepFresh, way } = await claimcheck.profile('refresh token')
    await claimcheck.ask('profiles.save', {
      ...{ id: profileId, name, label, group, colour, certificate, keepFresh, way },
      secrets: { refreshToken: { change: 'replace', value: elsewhere.refresh_token ?? '' } },
    })
    const answer = await whoAmI(claimcheck, '{{playgroundApi}}/me', 'refresh token')
    expect(answer).toMatchObject({ status: 200, body: { id: 'bob' } })
  })
})

describe('ways without OAuth', () => {
  test.each([
    ['API key', 'api-key', 'alice'],
    ['API key in query', 'api-key', 'bob'],
    ['API key in cookie', 'api-key', 'robot'],
    ['static bearer', 'static-token', 'bob'],
    ['Basic', 'basic', 'alice'],
    ['Digest', 'digest', 'alice'],
    ['session', 'session', 'alice'],
    ['signed JWT HS256', 'signed-jwt', 'alice'],
    ['signed JWT ES256', 'signed-jwt', 'alice'],
  ])('%s is let in at its door', async (name, door, who) => {
    const answer = await whoAmI(claimcheck, `{{playgroundApi}}/with/${door}/me`, name)
    expect(answer).toMatchObject({ status: 200, body: { id: who } })
    expect(answer.exchange.why).toBeNull()
  })

  test('certificate: the TLS handshake says who is calling', async () => {
    const answer = await whoAmI(claimcheck, '{{playgroundSecureApi}}/with/certificate/me', 'certificate')
    expect(answer.status).toBe(200)
  })

  test('nobody is told to sign in', async () => {
    const answer = await whoAmI(claimcheck, '{{playgroundApi}}/me', 'nobody')
    expect(answer.status).toBe(401)
    expect(answer.exchange.why).not.toBeNull()
  })

  test('a custom login is renewed by its own refresh request', async () => {
    const { id: profileId } = await claimcheck.profile('session')
    expect(await claimcheck.ask('tokens.refresh', { profileId })).toMatchObject({ state: 'active', refreshCount: 1 })
    expect(await whoAmI(claimcheck, '{{playgroundApi}}/with/session/me', 'session')).toMatchObject({ status: 200 })
  })
})

describe('no request of theirs shows what it carried', () => {
  test.each([
    ['API key in query', 'api-key'],
    ['API key in cookie', 'api-key'],
    ['Basic', 'basic'],
    ['Digest', 'digest'],
    ['session', 'session'],
  ])('%s', async (name, door) => {
    const { exchange } = await whoAmI(claimcheck, `{{playgroundApi}}/with/${door}/me`, name)
    const told = JSON.stringify(exchange)
    for (const secret of ['playground-demo-key', 'orchard', Buffer.from('alice:orchard').toString('base64')]) {
      expect(told).not.toContain(secret)
    }
  })
})
