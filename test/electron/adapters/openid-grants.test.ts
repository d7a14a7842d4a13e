import { SignJWT } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import type { OAuthClient } from '../../../electron/domain/profiles/resolve-client.ts'
import type { TokenRequest } from '../../../electron/domain/sign-in/provider.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import {
  aClient,
  aProvider,
  aWatchedCall,
  anIssuerUnderTest,
  asked,
  tokens,
} from '../../support/provider-under-test.ts'
import { aStrictIssuer, clientSecret } from '../../support/strict-issuer.ts'

const secretOf = (text: string) => new SecretText(text)
const type = (name: string) => `urn:ietf:params:oauth:token-type:${name}`

const exchange = (token: string, requestedType: string | null = null): TokenRequest => ({
  ...{ grant: 'token_exchange', scopes: [], resources: [], audience: null, requestedType },
  subject: { token: secretOf(token), type: type('access_token') },
  actor: { token: secretOf('actor-canary'), type: type('jwt') },
})

describe('a real server with grants of its own', async () => {
  const server = await aStrictIssuer({
    clients: [{ client_id: 'm2m', client_secret: clientSecret, token_endpoint_auth_method: 'client_secret_basic' }],
  })
  afterAll(() => server.close())
  const client = aClient(server.issuer, {
    ...{ clientId: 'm2m', authentication: 'client_secret_basic', secret: secretOf(clientSecret) },
  })
  async function ask(request: TokenRequest, as: OAuthClient = client) {
    const watched = aWatchedCall()
    const outcome = await aProvider()
      .requestTokens(as, request, watched.call)
      .catch((thrown: unknown) => thrown)
    return { outcome, told: JSON.stringify(watched.entries), last: watched.entries.at(-1) }
  }
  const ownToken = () =>
    aProvider().requestTokens(client, { grant: 'client_credentials', scopes: [], resources: [] }, aWatchedCall().call)
  const anAssertion = (audience: string, lifetime = '60 seconds') =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer('the-service')
      .setAudience(audience)
      .setExpirationTime(lifetime)
      .sign(server.assertionKey)
  const assertionRequest = async (audience: string, lifetime?: string): Promise<TokenRequest> => ({
    ...{ grant: 'jwt_bearer', scopes: ['orders:read'], resources: [] },
    assertion: secretOf(await anAssertion(audience, lifetime)),
  })

  test('gives tokens for an assertion (RFC 7523)', async () => {
    const { outcome, told } = await ask(await assertionRequest(server.issuer))
    expect(outcome).toMatchObject({ answer: { scopes: ['orders:read'], tokenType: 'Bearer' } })
    expect(told).not.toContain('eyJ')
  })

  test.each([
    ['for somebody else', 'https://evil.example.test', '60 seconds'],
    ['that has expired', server.issuer, '-1 hour'],
  ])('refuses an assertion %s, and that is told', async (_what, audience, lifetime) => {
    const { outcome, last } = await ask(await assertionRequest(audience, lifetime))
    expect(outcome).toMatchObject({
      code: 'sign_in.grant_refused',
      details: { error: 'invalid_grant', cause: 'assertion' },
    })
    expect(last?.problem).toMatch(/refused the assertion/)
  })

  test('trades a token in (RFC 8693)', async () => {
    const { answer } = await ownToken()
    const { outcome, told } = await ask(exchange(answer.accessToken.reveal()))
    expect(outcome).toMatchObject({ answer: { tokenType: 'Bearer' } })
    expect(told).not.toContain(answer.accessToken.reveal())
    expect(told).not.toContain('actor-canary')
  })

  test('trades it for something that is no access token and has no type', async () => {
    const { answer } = await ownToken()
    const { outcome } = await ask(exchange(answer.accessToken.reveal(), type('jwt')))
    expect(outcome).toMatchObject({ answer: { tokenType: 'N_A' } })
  })

  test('refuses a subject token that it does not know, and that is told', async () => {
    const { outcome, last, told } = await ask(exchange('unknown-canary'))
    expect(outcome).toMatchObject({ code: 'sign_in.grant_refused', details: { cause: 'subject-token' } })
    expect(last?.problem).toMatch(/traded in/)
    expect(told).not.toContain('canary')
  })

  test('asked again with a grant that needs nobody gives new tokens', async () => {
    const request = await assertionRequest(server.issuer)
    expect(await aProvider().refresh(client, request)).toMatchObject({ kind: 'refreshed' })
    expect(await aProvider().refresh(client, exchange('unknown'))).toMatchObject({ kind: 'refused' })
  })
})

describe('what is sent', async () => {
  const { server, client, call, tokenCalls, entries } = await anIssuerUnderTest()
  const resources = ['https://api.example.test/a', 'urn:b']
  const requests: readonly (readonly [TokenRequest, object])[] = [
    [
      { grant: 'client_credentials', scopes: ['a', 'b'], resources },
      { grant_type: 'client_credentials', scope: 'a b' },
    ],
    [
      { grant: 'password', username: 'alice', password: secretOf('password-canary'), ...asked },
      { grant_type: 'password', username: 'alice', password: 'password-canary', scope: 'openid orders:read' },
    ],
    [
      { grant: 'jwt_bearer', assertion: secretOf('assertion-canary'), ...asked },
      { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'assertion-canary' },
    ],
    [
      { ...exchange('subject-canary', type('jwt')), resources },
      {
        ...{ grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: 'subject-canary' },
        ...{ subject_token_type: type('access_token'), actor_token: 'actor-canary', actor_token_type: type('jwt') },
        ...{ requested_token_type: type('jwt') },
      },
    ],
    [
      { grant: 'refresh_token', refreshToken: secretOf('refresh-canary-0'), ...asked },
      { grant_type: 'refresh_token', refresh_token: 'refresh-canary-0', scope: 'openid orders:read' },
    ],
  ]
  test.each(requests.map(([request, form]) => [request.grant, request, form] as const))(
    'for %s is what the standard says, with every resource, and the trace tells no secret of it',
    async (_grant, request, form) => {
      // A server that repeats all it was told.
      server.answer('/token', ({ form: sent }) => ({
        body: { ...tokens, echo: sent.toString(), again: Object.fromEntries(sent) },
      }))
      await aProvider().requestTokens(client, request, call())
      const sent = tokenCalls()[0]?.form ?? new URLSearchParams()
      expect(Object.fromEntries(sent)).toMatchObject(form)
      expect(sent.getAll('resource')).toEqual(request.resources)
      expect(sent.has('audience')).toBe(false)
      expect(JSON.stringify(entries())).not.toContain('canary')
    },
  )

  const extraParameters = [
    { name: 'audience', value: 'https://api.example.test', on: 'token' },
    { name: 'tenant', value: 'one', on: 'both' },
    { name: 'ui_locales', value: 'de', on: 'authorization' },
  ] as const

  test('has the extra parameters of token requests, also for a refresh', async () => {
    server.answer('/token', { body: tokens })
    const request: TokenRequest = { grant: 'refresh_token', refreshToken: secretOf('r-canary'), ...asked }
    await aProvider().requestTokens({ ...client, extraParameters }, { grant: 'client_credentials', ...asked }, call())
    await aProvider().refresh({ ...client, extraParameters }, request)
    for (const { form } of tokenCalls()) {
      expect([form.get('audience'), form.get('tenant'), form.get('ui_locales')]).toEqual([
        'https://api.example.test',
        'one',
        null,
      ])
    }
  })

  test.each([
    'grant_type',
    'client_id',
    'client_secret',
    'scope',
    'password',
    'code_verifier',
    'subject_token',
    'state',
  ])('never has an extra parameter in place of %s', async (name) => {
    const bad = { ...client, extraParameters: [{ name, value: 'x', on: 'both' as const }] }
    const request = { grant: 'client_credentials', ...asked } as const
    const failure = { code: 'input.invalid', details: { problems: [{ path: 'extraParameters' }] } }
    await expect(aProvider().requestTokens(bad, request, call())).rejects.toMatchObject(failure)
    expect(await aProvider().refresh(bad, request)).toMatchObject({ kind: 'client-refused' })
    expect(tokenCalls()).toEqual([])
  })
})
