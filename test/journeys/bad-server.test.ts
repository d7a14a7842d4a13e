import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { callbackFor } from '../support/journey-browser.ts'
import { expectNothingLost, nobodysAddress, signedInAsAlice } from '../support/sign-in-trouble.ts'
import { ofProfile } from '../support/subject-of.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())
afterEach(endJourneys)

describe('a server that can not be signed in at', () => {
  const metadata = '/.well-known/openid-configuration'
  const troubles: readonly (readonly [string, () => void, object])[] = [
    [
      'whose metadata is of another issuer',
      () => server.answer(metadata, { body: { ...server.metadata, issuer: 'https://another.example.test' } }),
      { code: 'sign_in.issuer_mismatch', details: { found: 'https://another.example.test' } },
    ],
    [
      'that answers a web page in place of metadata',
      () => {
        const page = { body: '<!doctype html><title>Welcome</title>' }
        server.answer(metadata, page)
        server.answer('/.well-known/oauth-authorization-server', page)
      },
      { code: 'sign_in.issuer_not_metadata', details: { status: 200 } },
    ],
    [
      'that breaks the connection',
      () => server.answer(metadata, () => 'reset'),
      { code: 'sign_in.issuer_unreachable', details: { reason: 'reset' } },
    ],
    [
      'that names no token endpoint',
      () => server.answer(metadata, { body: { ...server.metadata, token_endpoint: undefined } }),
      { code: 'sign_in.endpoint_missing', details: { endpoint: 'token_endpoint' } },
    ],
  ]

  test('each is told in its own words before a browser opens, and nothing is lost', async () => {
    const claimcheck = await signedInAsAlice(server.issuer)
    await expectNothingLost(claimcheck, async () => {
      for (const [what, bend, failure] of troubles) {
        server.reset()
        bend()
        expect(await claimcheck.startSignIn('carol'), what).toMatchObject({ ok: false, failure })
        const { id: profileId } = await claimcheck.profile('carol')
        const trace = await claimcheck.ask('signIn.trace', { profileId })
        expect(trace?.outcome, what).toBe('failed')
        expect(trace?.entries.at(-1)?.problem, what).not.toBeNull()
      }
      expect(claimcheck.browser.addresses).toHaveLength(1)
    })
  })

  test('where nobody listens is told as such, also by the look at what it offers', async () => {
    const claimcheck = await composeForJourney()
    const issuer = await nobodysAddress()
    await claimcheck.saveProfile({ name: 'carol', issuer })
    const refused = { code: 'sign_in.issuer_unreachable', details: { host: new URL(issuer).host, reason: 'refused' } }
    expect(await claimcheck.startSignIn('carol')).toMatchObject({ ok: false, failure: refused })
    expect(await claimcheck.failureOf('profiles.discover', { issuer })).toMatchObject(refused)
    expect(claimcheck.browser.addresses).toEqual([])
  })
})

describe('the server that refuses', () => {
  test('a code, a client or an ID token is told apart from one that is not there', async () => {
    const claimcheck = await signedInAsAlice(server.issuer)
    const endings: readonly (readonly [object | string, number, object])[] = [
      [{ error: 'invalid_grant' }, 400, { code: 'sign_in.code_refused', details: { error: 'invalid_grant' } }],
      [{ error: 'invalid_client' }, 401, { code: 'sign_in.client_refused', details: { error: 'invalid_client' } }],
      ['<html>bad gateway</html>', 502, { code: 'sign_in.answer_unreadable', details: { status: 502 } }],
      [{ access_token: 'a', token_type: 'Bearer', id_token: 'not.a.jwt' }, 200, { code: 'sign_in.id_token_rejected' }],
    ]
    await expectNothingLost(claimcheck, async () => {
      for (const [body, status, failure] of endings) {
        server.answer('/token', { status, body })
        const ending = claimcheck.startSignIn('carol')
        const address = await claimcheck.browser.next()
        await fetch(callbackFor(address, { code: 'a-code', iss: server.issuer }))
        expect(await ending).toMatchObject({ ok: false, failure })
      }
    })
  })

  async function signedInAsDave(): Promise<Journey> {
    const claimcheck = await signedInAsAlice(server.issuer)
    await claimcheck.saveProfile({ name: 'dave', issuer: server.issuer, scopes: ['read'] })
    server.answer('/token', {
      body: { access_token: 'access-1', refresh_token: 'refresh-1', token_type: 'Bearer', expires_in: 300 },
    })
    const ending = claimcheck.startSignIn('dave')
    await fetch(callbackFor(await claimcheck.browser.next(), { code: 'a-code', iss: server.issuer }))
    expect(await ending).toMatchObject({ ok: true })
    return claimcheck
  }
  const refusal = { status: 400, body: { error: 'invalid_grant', error_description: 'revoked by an admin' } }

  test('a refresh ends that session alone, keeps what can be looked at, and says why', async () => {
    const claimcheck = await signedInAsDave()
    const { id: profileId } = await claimcheck.profile('dave')
    server.answer('/token', refusal)
    expect(await claimcheck.failureOf('tokens.refresh', { profileId })).toEqual({
      code: 'session.refresh_refused',
      details: { profileId, description: 'revoked by an admin' },
    })
    expect(await claimcheck.session('dave')).toMatchObject({ state: 'sign-in-again', reason: 'refused' })
    expect(await claimcheck.ask('tokens.inspect', ofProfile(profileId))).toMatchObject({ format: 'opaque' })
    expect(await claimcheck.session('alice')).toMatchObject({ state: 'active' })
  })

  test('nothing, but is gone in the middle of its answer, ends nobody’s session; a later refusal is explained by it', async () => {
    const claimcheck = await signedInAsDave()
    const { id: profileId } = await claimcheck.profile('dave')
    server.answer('/token', () => 'reset')
    expect(await claimcheck.failureOf('tokens.refresh', { profileId })).toMatchObject({
      code: 'session.provider_unreachable',
      details: { profileId, host: new URL(server.issuer).host, retryAt: expect.any(String) },
    })
    expect(await claimcheck.session('dave')).toMatchObject({
      state: 'active',
      trouble: { message: expect.any(String) },
    })
    server.answer('/token', refusal)
    expect(await claimcheck.failureOf('tokens.refresh', { profileId })).toMatchObject({
      code: 'session.refresh_refused',
    })
    expect(await claimcheck.session('dave')).toMatchObject({ state: 'sign-in-again', reason: 'answer-lost' })
  })
})
