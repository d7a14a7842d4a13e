import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { OAuthWay } from '../../electron/contract/oauth.ts'
import { aBendableIssuer, type BendableIssuer, type Bent } from '../support/bendable-issuer.ts'
import { composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { callbackFor } from '../support/journey-browser.ts'
import { aLoginServer, type LoginReply } from '../support/login-server.ts'
import { troublesOf, type Secrets, type Told } from '../support/sign-in-troubles.ts'
import { aServerCertificate, startTlsServer } from '../support/tls-server.ts'
import { aCustomLoginWay } from '../support/way-builder.ts'

let claimcheck: Journey
let server: BendableIssuer
beforeAll(async () => {
  claimcheck = await composeForJourney()
  server = await aBendableIssuer()
})
afterAll(async () => {
  await endJourneys()
  await server.close()
})
beforeEach(() => server.reset())
const { add, addOAuth, expectTold } = troublesOf(() => claimcheck)

describe('a server refuses, and that is told as what it most likely is:', () => {
  const code: Partial<OAuthWay> = { scopes: ['read'] }
  const error = (name: string, description: string, status = 400): Bent => ({
    ...{ status, body: { error: name, error_description: description } },
  })
  const page = '<!doctype html><title>Maintenance</title><p>Back at noon'
  const answers: readonly (readonly [string, Partial<OAuthWay>, Secrets, Bent, Told])[] = [
    [
      'a client that it does not know',
      { ...code, clientAuthentication: 'client_secret_post' },
      { clientSecret: 'a-good-secret' },
      error('invalid_client', 'Unknown client', 401),
      ['sign_in.client_refused', { cause: 'client-unknown' }, 'Ask for tokens', /does not know this client id/],
    ],
    [
      'the PKCE proof',
      code,
      {},
      error('invalid_grant', 'PKCE verification failed: code_verifier does not match'),
      ['sign_in.code_refused', { cause: 'pkce' }, 'Ask for tokens', /PKCE proof/],
    ],
    [
      'a code that was used',
      code,
      {},
      error('invalid_grant', 'Code not valid'),
      ['sign_in.code_refused', { cause: 'code' }, 'Ask for tokens', /refused the code/],
    ],
    [
      'a scope',
      { ...code, grant: { type: 'client_credentials' } },
      {},
      error('invalid_scope', 'Nobody may read'),
      [
        'sign_in.grant_refused',
        { cause: 'scope', description: 'Nobody may read' },
        'Ask for tokens',
        /refused a scope/,
      ],
    ],
    [
      'the time in an assertion',
      { ...code, grant: { type: 'client_credentials' }, clientAuthentication: 'client_secret_jwt' },
      { clientSecret: 'a-good-secret-of-more-than-thirty-two-bytes' },
      error('invalid_client', 'client_assertion: iat is in the future', 401),
      ['sign_in.client_refused', { cause: 'clock' }, 'Ask for tokens', /clock and ours do not agree/],
    ],
    [
      'with a web page in place of an answer',
      code,
      {},
      { status: 503, body: page },
      [
        'sign_in.answer_unreadable',
        { status: 503, contentType: 'text/html' },
        'Ask for tokens',
        /no JSON but text\/html \(status 503\)/,
      ],
    ],
  ]
  test.each(answers)('%s', async (_what, way, secrets, answer, told) => {
    server.answer('/token', answer)
    const name = await addOAuth({ issuer: server.issuer, ...way }, secrets)
    const ending = claimcheck.startSignIn(name)
    const address = await claimcheck.browser.nextUnless(ending)
    if (address !== null) await fetch(callbackFor(address, { code: 'a-code', iss: server.issuer }))
    const entry = await expectTold(name, told, ending)
    // What it said instead is kept beside the error.
    if (answer.body === page) expect(JSON.stringify(entry?.answerFields)).toContain('Back at noon')
  })

  test('a scope, already in the browser', async () => {
    const name = await addOAuth({ issuer: server.issuer, ...code })
    const ending = claimcheck.startSignIn(name)
    const refused = { error: 'invalid_scope', error_description: 'Nobody may read', iss: server.issuer }
    await fetch(callbackFor(await claimcheck.browser.next(), refused))
    const details = { error: 'invalid_scope', description: 'Nobody may read' }
    await expectTold(name, ['sign_in.denied', details, 'The browser came back', /Nobody may read/], ending)
  })

  test('the device in time: nobody entered its code', async () => {
    server.answer('/.well-known/openid-configuration', {
      body: { ...server.metadata, device_authorization_endpoint: `${server.issuer}/device` },
    })
    const given = { device_code: 'the-device-code', user_code: 'ABCD-EFGH', expires_in: 600, interval: 1 }
    server.answer('/device', { body: { ...given, verification_uri: `${server.issuer}/enter` } })
    server.answer('/token', error('expired_token', 'Too late'))
    const name = await addOAuth({ issuer: server.issuer, ...code, grant: { type: 'device_code' } })
    await expectTold(name, ['sign_in.timed_out', {}, 'Ask for tokens', /expired before anybody entered it/])
  })

  test('each DPoP proof for the want of a newer nonce', async () => {
    let nonces = 0
    server.answer('/token', () => ({
      ...error('use_dpop_nonce', 'Use this one'),
      headers: { 'dpop-nonce': `nonce-${(nonces += 1)}` },
    }))
    const name = await addOAuth({
      issuer: server.issuer,
      dpop: true,
      scopes: [],
      grant: { type: 'client_credentials' },
    })
    await expectTold(name, ['sign_in.nonce_loop', { host: new URL(server.issuer).host }, 'Ask for tokens', /nonce/])
    expect(server.calls.filter(({ path }) => path === '/token').length).toBeLessThanOrEqual(3)
  })
})

test('a certificate that nobody vouches for is told as that, before anything is sent', async () => {
  const tls = await startTlsServer(await aServerCertificate('127.0.0.1', null))
  onTestFinished(() => tls.close())
  const name = await addOAuth({ issuer: tls.origin })
  const details = { host: new URL(tls.origin).host, reason: 'tls' }
  await expectTold(name, ['sign_in.issuer_unreachable', details, 'Read the metadata', /self-signed/])
  expect(tls.heads).toEqual([])
})

describe('a login of its own', () => {
  const logins: readonly (readonly [string, LoginReply, Told])[] = [
    [
      'whose answer has another shape says how far the path led and what it saw, by names and kinds',
      { body: { data: { tokens: [{ value: 'a-token-of-the-login' }] } } },
      [
        'sign_in.login_shape',
        { path: '$.data.session.token', reached: '$.data', saw: expect.stringContaining('tokens') },
        'Log in',
        /another shape than the profile says/,
      ],
    ],
    [
      'that is answered with a page is told as what it is',
      { body: '<html>Welcome' },
      ['sign_in.login_shape', { path: '$.data.session.token' }, 'Log in', /another shape than the profile says/],
    ],
    [
      'that is refused says so in the server’s words, without the password',
      { status: 403, body: { message: 'meadow-9 is not the password of alice' } },
      [
        'sign_in.login_refused',
        { status: 403, said: expect.stringContaining('is not the password of alice') },
        'Log in',
        /^\[secret\] is not the password of alice/,
      ],
    ],
  ]
  test.each(logins)('%s', async (_what, reply, told) => {
    const login = await aLoginServer()
    onTestFinished(() => login.close())
    login.reply('/login', reply)
    const way = aCustomLoginWay()
    const { request, answer } = way.login
    const name = await add(
      {
        ...way,
        login: {
          request: { ...request, url: `${login.origin}/login` },
          answer: { ...answer, token: { from: 'json', path: '$.data.session.token' } },
        },
      },
      { password: 'meadow-9' },
    )
    await expectTold(name, told)
    expect(JSON.stringify(claimcheck.replies)).not.toMatch(/a-token-of-the-login|meadow-9/)
  })
})
