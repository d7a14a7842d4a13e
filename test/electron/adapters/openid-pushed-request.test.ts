import { afterAll, describe, expect, test } from 'vitest'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import type { Bent } from '../../support/bendable-issuer.ts'
import { followSignIn } from '../../support/oidc-server.ts'
import {
  aClient,
  anIssuerUnderTest,
  aProvider,
  asked,
  authorizationRequest,
  aWatchedCall,
  binding,
} from '../../support/provider-under-test.ts'
import { aStrictIssuer, clientSecret, redirectUri } from '../../support/strict-issuer.ts'

describe('a real server that takes pushed requests only', async () => {
  const server = await aStrictIssuer({
    pushedRequests: 'required',
    clients: [
      { client_id: 'native', token_endpoint_auth_method: 'none' },
      { client_id: 'web', client_secret: clientSecret, token_endpoint_auth_method: 'client_secret_basic' },
    ],
  })
  afterAll(() => server.close())
  const native = aClient(server.issuer, { clientId: 'native' })
  const web = aClient(server.issuer, {
    ...{ clientId: 'web', authentication: 'client_secret_basic', secret: new SecretText(clientSecret) },
  })
  const own = { ...binding, redirectUri }

  test.each([
    ['a public client', native],
    ['a client with a secret', web],
  ])('signs %s in, and the browser sees nothing of the request', async (_who, client) => {
    const { entries, call } = aWatchedCall()
    const request = { ...authorizationRequest, binding: own }
    const address = new URL(await aProvider().authorizationUrl(client, request, call))
    expect([...address.searchParams.keys()]).toEqual(['request_uri', 'client_id'])
    const callback = new SecretText((await followSignIn(address)).href)
    const code = { ...asked, callback, binding: own, maxAgeSeconds: null }
    const { answer } = await aProvider().exchangeCode(client, code, call)
    expect(answer.idToken).not.toBeNull()
    expect(entries.map(({ title }) => title)).toContain('Push the request')
    expect(JSON.stringify(entries)).not.toMatch(/canary|urn:ietf:params:oauth:request_uri/)
  })

  test('says no to a redirect that is not registered before the browser is opened', async () => {
    const { entries, call } = aWatchedCall()
    const elsewhere = { ...own, redirectUri: 'https://evil.example.test/cb' }
    const asking = aProvider().authorizationUrl(native, { ...authorizationRequest, binding: elsewhere }, call)
    await expect(asking).rejects.toMatchObject({ code: 'sign_in.grant_refused', details: { cause: 'redirect' } })
    expect(entries.at(-1)).toMatchObject({
      title: 'Push the request',
      problem: expect.stringMatching(/not registered/),
    })
  })

  test('knows the client by its secret', async () => {
    const { call } = aWatchedCall()
    const asking = aProvider().authorizationUrl(
      { ...web, secret: new SecretText('wrong') },
      { ...authorizationRequest, binding: own },
      call,
    )
    await expect(asking).rejects.toMatchObject({ code: 'sign_in.client_refused', details: { cause: 'client-secret' } })
  })
})

describe('a pushed request', async () => {
  const { server, client, call, entries } = await anIssuerUnderTest()
  const offer = (some: object = {}) =>
    server.answer('/.well-known/openid-configuration', {
      body: { ...server.metadata, pushed_authorization_request_endpoint: `${server.issuer}/par`, ...some },
    })
  const pushed = { request_uri: 'urn:x:1', expires_in: 90 }
  type Push = typeof authorizationRequest.pushedRequest
  const urlFor = async (pushedRequest: Push) =>
    new URL(
      await aProvider({ deadlineMs: 1500 }).authorizationUrl(
        client,
        { ...authorizationRequest, pushedRequest },
        call(),
      ),
    )
  const pushes = () => server.calls.filter(({ path }) => path === '/par')

  test.each([
    ['never', true, false],
    ['when-offered', true, true],
    ['when-offered', false, false],
    ['always', true, true],
  ] as const)('%s, where the server offers it (%s): %s', async (wish, isOffered, isPushed) => {
    if (isOffered) offer()
    server.answer('/par', { status: 201, body: pushed })
    const url = await urlFor(wish)
    expect(url.searchParams.get('request_uri')).toBe(isPushed ? 'urn:x:1' : null)
    expect(pushes()).toHaveLength(isPushed ? 1 : 0)
  })

  test.each([
    ['always', {}],
    ['when-offered', { require_pushed_authorization_requests: true }],
  ] as const)('%s, where there is no endpoint for it, fails in words', async (wish, some) => {
    offer({ pushed_authorization_request_endpoint: undefined, ...some })
    const failure = { code: 'sign_in.endpoint_missing', details: { endpoint: 'pushed_authorization_request_endpoint' } }
    await expect(urlFor(wish)).rejects.toMatchObject(failure)
  })

  test('that was taken with 200 is good, and noted', async () => {
    offer()
    server.answer('/par', { body: pushed })
    expect((await urlFor('always')).searchParams.get('request_uri')).toBe('urn:x:1')
    expect(JSON.stringify(entries())).toMatch(/wants 201 \(RFC 9126 §2.2\)/)
  })

  const refusals: readonly (readonly [string, Bent | 'hang' | 'reset', object])[] = [
    [
      'an error',
      { status: 400, body: { error: 'invalid_request', error_description: 'redirect_uri is unknown' } },
      { code: 'sign_in.grant_refused', details: { cause: 'redirect' } },
    ],
    [
      'an unknown client',
      { status: 401, body: { error: 'invalid_client', error_description: 'unknown client' } },
      { code: 'sign_in.client_refused', details: { cause: 'client-unknown' } },
    ],
    ['a page', { status: 201, body: '<html>' }, { code: 'sign_in.answer_unreadable', details: { status: 201 } }],
    [
      'no request_uri',
      { status: 201, body: { expires_in: 5 } },
      { code: 'sign_in.answer_unreadable', details: { status: 201 } },
    ],
    ['500', { status: 500, body: '' }, { code: 'sign_in.answer_unreadable', details: { status: 500 } }],
    ['silence', 'hang', { code: 'sign_in.issuer_unreachable', details: { reason: 'timeout' } }],
  ]
  test.each(refusals)('that is answered by %s opens no browser', async (_what, answer, failure) => {
    offer()
    server.answer('/par', () => answer)
    await expect(urlFor('always')).rejects.toMatchObject(failure)
    expect(entries().at(-1)).toMatchObject({ title: 'Push the request', problem: expect.stringMatching(/\w/) })
    expect(JSON.stringify(entries())).not.toContain('canary')
  })
})
