import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOpenIdProvider } from '../../../electron/adapters/openid-provider.ts'
import type { TraceEntry } from '../../../electron/contract/sign-in.ts'
import type { OAuthClient } from '../../../electron/domain/profiles/resolve-client.ts'
import type { ProviderCall, RefreshRequest } from '../../../electron/domain/sign-in/provider.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aBendableIssuer, strangerKeys, type BendableIssuer, type Bent } from '../../support/bendable-issuer.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())

const request: RefreshRequest = {
  grant: 'refresh_token',
  refreshToken: new SecretText('refresh-canary-1'),
  scopes: ['openid', 'orders:read'],
  resource: null,
}
const tokens = {
  access_token: 'access-canary-2',
  token_type: 'bearer',
  expires_in: 300,
  refresh_token: 'refresh-canary-2',
}
const aClient = (some: Partial<OAuthClient> = {}): OAuthClient => ({
  issuer: server.issuer,
  clientId: 'desktop',
  authentication: 'none',
  secret: null,
  ...some,
})
const refresh = (provider = createOpenIdProvider({ now: () => new Date(), deadlineMs: 250 })) =>
  provider.refresh(aClient(), request)
const tokenCalls = () => server.calls.filter(({ path }) => path === '/token')

describe('a refresh', () => {
  test('sends the refresh token and no scope, and gives what came', async () => {
    server.answer('/token', { body: tokens })
    const answer = await refresh()
    expect(answer.kind === 'refreshed' && answer.answer.refreshToken?.reveal()).toBe('refresh-canary-2')
    expect(answer).toMatchObject({ answer: { scopes: ['openid', 'orders:read'], tokenType: 'bearer' } })
    expect(Object.fromEntries(tokenCalls()[0]?.form ?? [])).toEqual({
      client_id: 'desktop',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-canary-1',
    })
  })

  const odd: readonly (readonly [string, object])[] = [
    ['no refresh token', { refresh_token: undefined }],
    ['a null refresh token', { refresh_token: null }],
    ['a null ID token and scope', { id_token: null, scope: null }],
    ['expires_in in a string', { expires_in: '300' }],
    ['a negative expires_in', { expires_in: -5 }],
    ['an expires_in that is a word', { expires_in: 'never' }],
    ['an empty expires_in', { expires_in: '' }],
    ['a null expires_in', { expires_in: null }],
    ['an expires_in beyond all time', { expires_in: 1e308 }],
    ['token_type BEARER', { token_type: 'BEARER' }],
    ['members nobody knows', { expires_on: 1, ext: { a: [1] } }],
  ]
  test.each(odd)('answered with %s gives tokens all the same', async (_what, some) => {
    server.answer('/token', { body: { ...tokens, ...some } })
    expect(await refresh()).toMatchObject({ kind: 'refreshed' })
  })

  const bent: readonly (readonly [string, Bent | 'hang' | 'reset', object])[] = [
    [
      '400 invalid_grant',
      { status: 400, body: { error: 'invalid_grant', error_description: 'spent' } },
      { kind: 'refused', description: 'spent' },
    ],
    ['401 invalid_grant', { status: 401, body: { error: 'invalid_grant' } }, { kind: 'refused', description: null }],
    [
      '401 invalid_client',
      { status: 401, body: { error: 'invalid_client' } },
      { kind: 'client-refused', error: 'invalid_client' },
    ],
    ['400 unauthorized_client', { status: 400, body: { error: 'unauthorized_client' } }, { kind: 'client-refused' }],
    ['400 invalid_scope', { status: 400, body: { error: 'invalid_scope' } }, { kind: 'client-refused' }],
    ['a bare 401', { status: 401, body: '' }, { kind: 'client-refused', error: 'HTTP 401' }],
    ['400 with an empty body, as for a replay', { status: 400, body: '' }, { kind: 'unavailable', reached: true }],
    ['400 with a page', { status: 400, body: '<html>invalid_grant</html>' }, { kind: 'unavailable' }],
    [
      '400 temporarily_unavailable',
      { status: 400, body: { error: 'temporarily_unavailable' } },
      { kind: 'unavailable' },
    ],
    ['403 with a page of a proxy', { status: 403, body: '<html>blocked</html>' }, { kind: 'unavailable' }],
    ['404', { status: 404, body: '' }, { kind: 'unavailable' }],
    ['407', { status: 407, body: '' }, { kind: 'unavailable' }],
    ['408', { status: 408, body: '' }, { kind: 'unavailable' }],
    [
      '429 with seconds',
      { status: 429, headers: { 'retry-after': '17' }, body: {} },
      { kind: 'unavailable', retryAfterSeconds: 17 },
    ],
    ['429 that says invalid_grant', { status: 429, body: { error: 'invalid_grant' } }, { kind: 'unavailable' }],
    ['500', { status: 500, body: {} }, { kind: 'unavailable', reached: true }],
    ['500 that says invalid_grant', { status: 500, body: { error: 'invalid_grant' } }, { kind: 'unavailable' }],
    ['502 with a page', { status: 502, body: '<html>bad gateway</html>' }, { kind: 'unavailable' }],
    [
      '503 with a nonsense Retry-After',
      { status: 503, headers: { 'retry-after': 'soon' }, body: '' },
      { kind: 'unavailable', retryAfterSeconds: null },
    ],
    [
      '302 to a login page',
      { status: 302, headers: { location: 'https://login.example.test/' }, body: '' },
      { kind: 'unavailable' },
    ],
    ['200 with a page of a portal', { body: '<html>welcome to the hotel</html>' }, { kind: 'unavailable' }],
    ['200 with nothing', { body: '' }, { kind: 'unavailable' }],
    ['200 with an error', { body: { error: 'invalid_grant' } }, { kind: 'unavailable' }],
    ['200 without an access token', { body: { token_type: 'bearer' } }, { kind: 'unavailable' }],
    [
      '200 cut in the middle',
      { headers: { 'content-type': 'application/json' }, body: '{"access_token":"x","tok' },
      { kind: 'unavailable' },
    ],
    ['204', { status: 204, body: '' }, { kind: 'unavailable' }],
    [
      'two megabytes',
      { headers: { 'content-type': 'application/json' }, body: `{"a":"${'x'.repeat(2_000_000)}"}` },
      { kind: 'unavailable' },
    ],
    ['a token that needs a proof', { body: { ...tokens, token_type: 'DPoP' } }, { kind: 'unavailable' }],
    ['silence', 'hang', { kind: 'unavailable', reached: true, message: expect.stringContaining('in time') }],
    ['a cut connection', 'reset', { kind: 'unavailable', reached: true, message: expect.stringContaining('broke') }],
  ]
  test.each(bent)('answered by %s is what it is, and is asked once', async (_what, answer, expected) => {
    server.answer('/token', () => answer)
    expect(await refresh()).toMatchObject(expected)
    expect(tokenCalls()).toHaveLength(1)
  })

  test('answered with a date in Retry-After waits until then', async () => {
    const at = new Date(Date.now() + 60_000).toUTCString()
    server.answer('/token', { status: 503, headers: { 'retry-after': at }, body: '' })
    const answer = await refresh()
    const seconds = answer.kind === 'unavailable' ? answer.retryAfterSeconds : null
    expect(seconds).toBeGreaterThanOrEqual(58)
    expect(seconds).toBeLessThanOrEqual(60)
  })

  test('of a server that is gone was never reached', async () => {
    const gone = await aBendableIssuer()
    await gone.close()
    const provider = createOpenIdProvider({ now: () => new Date() })
    const answer = await provider.refresh(aClient({ issuer: gone.issuer }), request)
    expect(answer).toMatchObject({
      kind: 'unavailable',
      reached: false,
      message: expect.stringContaining('refused the connection'),
    })
  })

  test('whose metadata is another one now sends the refresh token to nobody', async () => {
    server.answer('/.well-known/openid-configuration', {
      body: { ...server.metadata, issuer: 'https://evil.example.test' },
    })
    expect(await refresh()).toMatchObject({ kind: 'unavailable', reached: false })
    expect(tokenCalls()).toEqual([])
  })

  test('does not lose its new refresh token over an ID token that is wrong', async () => {
    const idToken = await server.idToken({}, {}, (await strangerKeys).privateKey)
    server.answer('/token', { body: { ...tokens, id_token: idToken } })
    const answer = await refresh()
    expect(answer).toMatchObject({ kind: 'refreshed', answer: { idToken: null } })
    expect(answer.kind === 'refreshed' && answer.answer.refreshToken?.reveal()).toBe('refresh-canary-2')
    expect(tokenCalls()).toHaveLength(1)
  })

  test('does not lose it either when the keys cannot be read', async () => {
    server.answer('/jwks', () => 'reset')
    server.answer('/token', { body: { ...tokens, id_token: await server.idToken({}) } })
    expect(await refresh()).toMatchObject({ kind: 'refreshed', answer: { idToken: null } })
  })

  test('takes an ID token that is right', async () => {
    server.answer('/token', { body: { ...tokens, id_token: await server.idToken({}) } })
    const answer = await refresh()
    expect(answer.kind === 'refreshed' && answer.answer.idToken).not.toBeNull()
  })
})

describe('how the client says who it is', () => {
  const signIn = (client: OAuthClient, call: ProviderCall) =>
    createOpenIdProvider({ now: () => new Date() }).clientCredentials(
      client,
      { scopes: ['orders:read'], resource: 'urn:orders' },
      call,
    )
  const canary = 'sec ret+/ä&canary'
  let entries: TraceEntry[]
  const watched = (): ProviderCall => {
    entries = []
    return {
      signal: new AbortController().signal,
      trace: { record: (entry) => void entries.push(entry), blame: () => undefined },
    }
  }

  test.each([
    ['none', null],
    ['client_secret_basic', canary],
    ['client_secret_post', canary],
  ] as const)('%s: the server understands it and the trace does not tell it', async (authentication, plain) => {
    // A server that repeats all it was told, in an error and in its headers.
    server.answer('/token', ({ form, headers }) => ({
      headers: { 'www-authenticate': `Basic realm="${encodeURIComponent(form.get('client_secret') ?? '')}"` },
      body: { ...tokens, echo: `${headers.authorization ?? ''} ${form.toString()}` },
    }))
    const secret = plain === null ? null : new SecretText(plain)
    const { answer } = await signIn(aClient({ authentication, secret }), watched())
    expect(answer.accessToken.reveal()).toBe('access-canary-2')
    const sent = tokenCalls()[0]
    expect(sent?.form.get('client_secret')).toBe(authentication === 'client_secret_post' ? canary : null)
    expect(sent?.headers.authorization?.startsWith('Basic ') ?? false).toBe(authentication === 'client_secret_basic')
    expect(sent?.form.get('resource')).toBe('urn:orders')
    const told = JSON.stringify(entries)
    expect(told).not.toContain(canary)
    expect(told).not.toMatch(/canary|sec%20ret|sec\+ret/)
    expect(told).not.toContain(sent?.headers.authorization?.split(' ')[1] ?? 'no credentials were sent')
    expect(entries.map(({ title }) => title)).toEqual(['Read the metadata', 'Ask for tokens'])
  })
})
