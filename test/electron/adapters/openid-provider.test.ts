import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOpenIdProvider } from '../../../electron/adapters/openid-provider.ts'
import type { TraceEntry } from '../../../electron/contract/sign-in.ts'
import type { OAuthClient } from '../../../electron/domain/profiles/resolve-client.ts'
import type { ProviderCall } from '../../../electron/domain/sign-in/provider.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aBendableIssuer, strangerKeys, type BendableIssuer, type Bent } from '../../support/bendable-issuer.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())

const secret = (text: string): SecretText => new SecretText(text)
const binding = {
  redirectUri: 'http://127.0.0.1:5000/callback/x',
  state: secret('the-state-canary'),
  codeVerifier: secret('the-verifier-canary-of-at-least-forty-three-characters'),
  nonce: secret('the-nonce-canary'),
}
const asked = { scopes: ['openid', 'orders:read'], resource: null }
const tokens = { access_token: 'access-canary', token_type: 'Bearer', expires_in: 300, refresh_token: 'refresh-canary' }

let entries: TraceEntry[]
let call: ProviderCall
let client: OAuthClient
beforeEach(() => {
  entries = []
  call = {
    signal: new AbortController().signal,
    trace: {
      record: (entry) => void entries.push(entry),
      blame(problem) {
        const last = entries.at(-1)
        if (last !== undefined) last.problem ??= problem
      },
    },
  }
  client = { issuer: server.issuer, clientId: 'desktop', authentication: 'none', secret: null }
  server.reset()
})

const aProvider = (some: Partial<Parameters<typeof createOpenIdProvider>[0]> = {}) =>
  createOpenIdProvider({ now: () => new Date(), ...some })

const callbackWith = (params: Record<string, string>) =>
  secret(
    `${binding.redirectUri}?${new URLSearchParams({ state: binding.state.reveal(), iss: server.issuer, ...params }).toString()}`,
  )
const exchange = (callback = callbackWith({ code: 'the-code-canary' }), provider = aProvider()) =>
  provider.exchangeCode(client, { ...asked, callback, binding }, call)

const atHash = createHash('sha256').update('access-canary').digest().subarray(0, 16).toString('base64url')
type IdClaims = Parameters<BendableIssuer['idToken']>[0]
const goodClaims: IdClaims = { nonce: 'the-nonce-canary', at_hash: atHash }

describe('the address for the browser', () => {
  const urlFor = async (some: Partial<Parameters<ReturnType<typeof aProvider>['authorizationUrl']>[1]> = {}) =>
    new URL(await aProvider().authorizationUrl(client, { ...asked, loginHint: null, binding, ...some }, call))

  test('carries state, nonce and an S256 challenge of the verifier, and never the verifier', async () => {
    const url = await urlFor()
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'desktop',
      response_type: 'code',
      scope: 'openid orders:read',
      redirect_uri: binding.redirectUri,
      state: 'the-state-canary',
      nonce: 'the-nonce-canary',
      code_challenge: createHash('sha256').update(binding.codeVerifier.reveal()).digest('base64url'),
      code_challenge_method: 'S256',
    })
  })

  test('carries a login hint, a resource and the prompt that offline access needs', async () => {
    const url = await urlFor({ loginHint: 'alice', resource: 'urn:orders', scopes: ['openid', 'offline_access'] })
    expect(url.searchParams.get('login_hint')).toBe('alice')
    expect(url.searchParams.get('resource')).toBe('urn:orders')
    expect(url.searchParams.get('prompt')).toBe('consent')
  })

  test('has no nonce where no ID token is asked for', async () => {
    expect((await urlFor({ binding: { ...binding, nonce: null } })).searchParams.has('nonce')).toBe(false)
  })

  test.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])(
    'is refused without %s, by name',
    async (endpoint) => {
      server.answer('/.well-known/openid-configuration', { body: { ...server.metadata, [endpoint]: undefined } })
      await expect(urlFor()).rejects.toMatchObject({ code: 'sign_in.endpoint_missing', details: { endpoint } })
    },
  )

  test.each(['http://id.example.test/authorize', 'javascript:alert(1)', 'file:///etc/passwd'])(
    'is not %s',
    async (address) => {
      server.answer('/.well-known/openid-configuration', {
        body: { ...server.metadata, authorization_endpoint: address },
      })
      await expect(urlFor()).rejects.toMatchObject({ code: 'sign_in.issuer_insecure' })
    },
  )
})

describe('discovery', () => {
  const elsewhere = '/.well-known/oauth-authorization-server'

  test('describes what the issuer offers', async () => {
    expect(await aProvider().discover(server.issuer)).toMatchObject({
      issuer: server.issuer,
      tokenEndpoint: `${server.issuer}/token`,
      pkceS256: true,
      notes: [],
    })
  })

  test('falls back to RFC 8414, and says so', async () => {
    server.answer('/.well-known/openid-configuration', { status: 404, body: 'not here' })
    server.answer(elsewhere, { body: { ...server.metadata, code_challenge_methods_supported: undefined } })
    const found = await aProvider().discover(server.issuer)
    expect(found.pkceS256).toBeNull()
    expect(found.notes).toEqual([
      expect.stringContaining('RFC 8414'),
      expect.stringContaining('does not announce PKCE'),
    ])
  })

  test('takes the address of the metadata for its issuer, and checks it all the same', async () => {
    const pasted = `${server.issuer}/.well-known/openid-configuration`
    expect((await aProvider().discover(pasted)).issuer).toBe(server.issuer)
    server.answer('/.well-known/openid-configuration', {
      body: { ...server.metadata, issuer: 'https://other.example.test' },
    })
    await expect(aProvider().discover(pasted)).rejects.toMatchObject({ code: 'sign_in.issuer_mismatch' })
  })

  test('tells endpoints on other origins, plain PKCE, missing keys and unsigned ID tokens', async () => {
    server.answer('/.well-known/openid-configuration', {
      body: {
        ...server.metadata,
        token_endpoint: 'http://tokens.example.test/token',
        jwks_uri: undefined,
        code_challenge_methods_supported: ['plain'],
        id_token_signing_alg_values_supported: ['none', 'RS256'],
      },
    })
    const { notes, pkceS256 } = await aProvider().discover(server.issuer)
    expect(pkceS256).toBe(false)
    expect(notes.join('\n')).toMatch(
      /plain PKCE[^]*jwks_uri[^]*another origin: http:\/\/tokens[^]*plain http[^]*"none"/,
    )
  })

  const failures: readonly (readonly [string, Bent | 'hang' | 'reset', object])[] = [
    [
      'metadata of another issuer',
      { body: { issuer: 'https://other.example.test' } },
      { code: 'sign_in.issuer_mismatch', details: { found: 'https://other.example.test' } },
    ],
    [
      'the same issuer by another name',
      { body: { issuer: 'http://localhost' } },
      { code: 'sign_in.issuer_mismatch', details: { found: 'http://localhost' } },
    ],
    ['a page', { body: '<html>welcome</html>' }, { code: 'sign_in.issuer_not_metadata', details: { status: 200 } }],
    ['not found', { status: 404, body: 'no' }, { code: 'sign_in.issuer_not_metadata', details: { status: 404 } }],
    [
      'an error of the server',
      { status: 500, body: {} },
      { code: 'sign_in.issuer_not_metadata', details: { status: 500 } },
    ],
    ['JSON without an issuer', { body: { hello: 1 } }, { code: 'sign_in.issuer_not_metadata' }],
    ['a list', { body: [1, 2] }, { code: 'sign_in.issuer_not_metadata' }],
    ['an issuer that is no text', { body: { issuer: 7 } }, { code: 'sign_in.issuer_not_metadata' }],
    ['nothing', { body: '' }, { code: 'sign_in.issuer_not_metadata' }],
    [
      'a redirect to elsewhere',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      { code: 'sign_in.issuer_not_metadata', details: { status: 302 } },
    ],
    [
      'two megabytes',
      { headers: { 'content-type': 'application/json' }, body: `{"issuer":"${'a'.repeat(2_000_000)}"}` },
      { code: 'sign_in.issuer_not_metadata' },
    ],
    ['silence', 'hang', { code: 'sign_in.issuer_unreachable', details: { reason: 'timeout' } }],
    ['a cut connection', 'reset', { code: 'sign_in.issuer_unreachable', details: { reason: 'reset' } }],
  ]
  test.each(failures)('of %s fails in its own words', async (_what, answer, failure) => {
    const bent = () => answer
    server.answer('/.well-known/openid-configuration', bent)
    server.answer(elsewhere, bent)
    await expect(aProvider({ deadlineMs: 250 }).discover(server.issuer)).rejects.toMatchObject(failure)
    expect(server.calls.every(({ path }) => path.startsWith('/.well-known/'))).toBe(true)
  })

  test('where nobody listens tells that', async () => {
    const gone = await aBendableIssuer()
    await gone.close()
    const failure = {
      code: 'sign_in.issuer_unreachable',
      details: { host: new URL(gone.issuer).host, reason: 'refused' },
    }
    await expect(aProvider().discover(gone.issuer)).rejects.toMatchObject(failure)
  })

  test('by a name that does not exist tells that', async () => {
    const failure = { code: 'sign_in.issuer_unreachable', details: { host: 'nothing.invalid', reason: 'dns' } }
    await expect(aProvider().discover('https://nothing.invalid')).rejects.toMatchObject(failure)
  })

  test('over TLS with a server that speaks none tells that', async () => {
    const issuer = server.issuer.replace('http:', 'https:')
    await expect(aProvider().discover(issuer)).rejects.toMatchObject({ details: { reason: 'tls' } })
  })

  test('is plain http to this machine only', async () => {
    await expect(aProvider().discover('http://id.example.test')).rejects.toMatchObject({
      code: 'sign_in.issuer_insecure',
    })
  })

  test('is asked once in ten minutes, and again after a failure', async () => {
    let now = new Date()
    const provider = aProvider({ now: () => now })
    server.answer('/token', { body: tokens })
    const signIn = () => provider.clientCredentials(client, asked, call)
    const discoveries = () => server.calls.filter(({ path }) => path.startsWith('/.well-known/')).length
    await signIn()
    await signIn()
    expect(discoveries()).toBe(1)
    now = new Date(now.getTime() + 600_000)
    await signIn()
    expect(discoveries()).toBe(2)
    server.answer('/token', { status: 503, body: 'busy' })
    await expect(signIn()).rejects.toThrow()
    server.answer('/token', { body: tokens })
    await signIn()
    expect(discoveries()).toBe(3)
  })
})

describe('the code', () => {
  test('becomes tokens, with the verifier, and the skew of the server is measured', async () => {
    const idToken = await server.idToken(goodClaims)
    server.answer('/token', {
      headers: { date: new Date(Date.now() + 90_000).toUTCString() },
      body: { ...tokens, id_token: idToken, scope: 'openid' },
    })
    const { answer, clockSkewSeconds } = await exchange()
    expect(answer.accessToken.reveal()).toBe('access-canary')
    expect(answer.scopes).toEqual(['openid'])
    expect(answer.idToken?.reveal()).toBe(idToken)
    expect(clockSkewSeconds).toBeGreaterThanOrEqual(88)
    expect(clockSkewSeconds).toBeLessThanOrEqual(92)
    const sent = server.calls.find(({ path }) => path === '/token')?.form
    expect(Object.fromEntries(sent ?? [])).toEqual({
      grant_type: 'authorization_code',
      client_id: 'desktop',
      code: 'the-code-canary',
      code_verifier: binding.codeVerifier.reveal(),
      redirect_uri: binding.redirectUri,
    })
  })

  const callbacks: readonly (readonly [string, Record<string, string>, string, object])[] = [
    [
      'another issuer',
      { iss: 'https://evil.example.test', code: 'c' },
      '',
      { code: 'sign_in.callback_rejected', details: { reason: 'issuer_mismatch' } },
    ],
    ['no code', {}, '', { code: 'sign_in.callback_rejected', details: { reason: 'no_code' } }],
    ['an empty code', { code: '' }, '', { code: 'sign_in.callback_rejected', details: { reason: 'no_code' } }],
    ['two codes', { code: 'a' }, '&code=b', { code: 'sign_in.callback_rejected', details: { reason: 'malformed' } }],
    [
      'a code and an error',
      { code: 'a', error: 'b' },
      '',
      { code: 'sign_in.callback_rejected', details: { reason: 'malformed' } },
    ],
    [
      'two issuers',
      { code: 'a' },
      '&iss=https://evil.example.test',
      { code: 'sign_in.callback_rejected', details: { reason: 'malformed' } },
    ],
    [
      'a denied consent',
      { error: 'access_denied', error_description: 'alice said no' },
      '',
      { code: 'sign_in.denied', details: { error: 'access_denied', description: 'alice said no' } },
    ],
    [
      'an error without words',
      { error: 'server_error' },
      '',
      { code: 'sign_in.denied', details: { error: 'server_error', description: null } },
    ],
  ]
  test.each(callbacks)('is not asked for after %s', async (_what, params, more, failure) => {
    await expect(exchange(secret(callbackWith(params).reveal() + more))).rejects.toMatchObject(failure)
    expect(server.calls.some(({ path }) => path === '/token')).toBe(false)
  })

  test('is not asked for when the state is another one', async () => {
    const callback = secret(callbackWith({ code: 'c' }).reveal().replace('the-state-canary', 'another'))
    await expect(exchange(callback)).rejects.toMatchObject({ code: 'sign_in.callback_rejected' })
    expect(server.calls.some(({ path }) => path === '/token')).toBe(false)
  })

  test('is not asked for when the promised name of the issuer is missing (RFC 9207)', async () => {
    const callback = secret(`${binding.redirectUri}?code=c&state=the-state-canary`)
    const failure = { code: 'sign_in.callback_rejected', details: { reason: 'issuer_mismatch' } }
    await expect(exchange(callback)).rejects.toMatchObject(failure)
  })

  const answers: readonly (readonly [string, Bent | 'hang' | 'reset', object])[] = [
    [
      'invalid_grant',
      { status: 400, body: { error: 'invalid_grant', error_description: 'spent' } },
      { code: 'sign_in.code_refused', details: { error: 'invalid_grant', description: 'spent' } },
    ],
    ['invalid_code with 403', { status: 403, body: { error: 'invalid_code' } }, { code: 'sign_in.code_refused' }],
    [
      'invalid_client',
      { status: 401, body: { error: 'invalid_client' } },
      { code: 'sign_in.client_refused', details: { error: 'invalid_client' } },
    ],
    [
      'invalid_client with a challenge',
      { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: { error: 'invalid_client' } },
      { code: 'sign_in.client_refused', details: { error: 'invalid_client' } },
    ],
    [
      'a bare 401',
      { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: '' },
      { code: 'sign_in.client_refused' },
    ],
    [
      'a page',
      { body: '<html>down</html>' },
      { code: 'sign_in.answer_unreadable', details: { status: 200, contentType: 'text/html' } },
    ],
    [
      '400 with an empty body',
      { status: 400, body: '' },
      { code: 'sign_in.answer_unreadable', details: { status: 400 } },
    ],
    ['500', { status: 500, body: {} }, { code: 'sign_in.answer_unreadable', details: { status: 500 } }],
    ['429', { status: 429, body: { error: 'slow' } }, { code: 'sign_in.answer_unreadable', details: { status: 429 } }],
    [
      'a redirect',
      { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      { code: 'sign_in.answer_unreadable', details: { status: 307 } },
    ],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'access_token=x&token_type=bearer' },
      { code: 'sign_in.answer_unreadable' },
    ],
    ['no access token', { body: { token_type: 'Bearer' } }, { code: 'sign_in.answer_unreadable' }],
    ['a list', { body: [tokens] }, { code: 'sign_in.answer_unreadable' }],
    ['tokens without the ID token', { body: tokens }, { code: 'sign_in.id_token_rejected' }],
    ['silence', 'hang', { code: 'sign_in.issuer_unreachable', details: { reason: 'timeout' } }],
    ['a cut connection', 'reset', { code: 'sign_in.issuer_unreachable', details: { reason: 'reset' } }],
  ]
  test.each(answers)('answered by %s fails in its own words, with the step marked', async (_what, answer, failure) => {
    server.answer('/token', () => answer)
    await expect(exchange(undefined, aProvider({ deadlineMs: 250 }))).rejects.toMatchObject(failure)
    expect(entries.at(-1)).toMatchObject({ title: 'Ask for tokens', problem: expect.stringMatching(/\w/) })
    expect(server.calls.filter(({ path }) => path === '/token')).toHaveLength(1)
  })

  test('asked for and then cancelled ends with the reason of the cancel', async () => {
    server.answer('/token', () => 'hang')
    const controller = new AbortController()
    call = { ...call, signal: controller.signal }
    const waiting = exchange()
    waiting.catch(() => undefined)
    await expect.poll(() => server.calls.some(({ path }) => path === '/token')).toBe(true)
    controller.abort(new Error('cancelled by a person'))
    await expect(waiting).rejects.toThrow()
    expect(entries.at(-1)?.problem).toBe('Stopped before an answer came')
  })
})

describe('an ID token', () => {
  const hour = 3600
  const seconds = () => Math.floor(Date.now() / 1000)
  const bad: readonly (readonly [string, () => Promise<string>])[] = [
    ['of another nonce', () => server.idToken({ ...goodClaims, nonce: 'x' })],
    ['without a nonce', () => server.idToken({ at_hash: atHash })],
    ['of another issuer', () => server.idToken({ ...goodClaims, iss: 'https://evil.example.test' })],
    ['of the issuer with a slash', () => server.idToken({ ...goodClaims, iss: `${server.issuer}/` })],
    ['for another client', () => server.idToken({ ...goodClaims, aud: 'another' })],
    ['for no client', () => server.idToken({ ...goodClaims, aud: [] })],
    ['for several clients without azp', () => server.idToken({ ...goodClaims, aud: ['desktop', 'other'] })],
    [
      'for several clients with another azp',
      () => server.idToken({ ...goodClaims, aud: ['desktop', 'other'], azp: 'other' }),
    ],
    ['with another azp', () => server.idToken({ ...goodClaims, azp: 'other' })],
    ['that has expired', () => server.idToken({ ...goodClaims, exp: seconds() - hour })],
    ['that is not valid yet', () => server.idToken({ ...goodClaims, nbf: seconds() + hour })],
    ['from the future', () => server.idToken({ ...goodClaims, iat: seconds() + hour })],
    ['with an exp that is text', () => server.idToken({ ...goodClaims, exp: 'later' })],
    ['without a subject', () => server.idToken({ ...goodClaims, sub: undefined })],
    ['of another access token', () => server.idToken({ ...goodClaims, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    ['signed by a stranger', async () => server.idToken(goodClaims, {}, (await strangerKeys).privateKey)],
    ['of a key that is not published', () => server.idToken(goodClaims, { kid: 'two' })],
    ['with a critical extension', () => server.idToken(goodClaims, { crit: ['x'], x: 1 })],
    ['without a signature', async () => `${(await server.idToken(goodClaims)).split('.').slice(0, 2).join('.')}.`],
    ['with alg none', async () => unsigned({ alg: 'none' }, await server.idToken(goodClaims))],
    ['with an HMAC algorithm', async () => unsigned({ alg: 'HS256' }, await server.idToken(goodClaims))],
    ['whose payload was changed', async () => changed(await server.idToken(goodClaims))],
    ['that is no JWT', async () => 'nonsense'],
  ]
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = (header: object, jwt: string): string => `${encode(header)}.${jwt.split('.')[1] ?? ''}.AAAA`
  const changed = (jwt: string): string => {
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const claims: object = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return `${header}.${encode({ ...claims, sub: 'admin' })}.${signature}`
  }

  test.each(bad)('%s is rejected', async (_what, build) => {
    server.answer('/token', { body: { ...tokens, id_token: await build() } })
    await expect(exchange()).rejects.toMatchObject({ code: 'sign_in.id_token_rejected' })
    expect(entries.some(({ problem }) => problem?.includes('ID token') === true)).toBe(true)
  })

  test.each([
    ['an hour behind', -hour, () => ({ iat: seconds() - 2 * hour, exp: seconds() - hour })],
    ['an hour ahead', hour, () => ({ iat: seconds() + hour, exp: seconds() + 2 * hour })],
  ])(
    'rejected for its times by a clock that is off (the server is %s) blames the clock',
    async (_what, skew, times) => {
      server.answer('/token', {
        headers: { date: new Date(Date.now() + skew * 1000).toUTCString() },
        body: { ...tokens, id_token: await server.idToken({ ...goodClaims, ...times() }) },
      })
      const failure = await exchange().catch((thrown: unknown) => thrown)
      expect(failure).toMatchObject({ code: 'sign_in.clock_wrong', details: { skewSeconds: expect.any(Number) } })
    },
  )

  test('is good within a minute of tolerance', async () => {
    server.answer('/token', {
      body: { ...tokens, id_token: await server.idToken({ ...goodClaims, iat: seconds() + 50, exp: seconds() - 50 }) },
    })
    await expect(exchange()).resolves.toMatchObject({ clockSkewSeconds: expect.any(Number) })
  })

  test('whose keys cannot be read is rejected', async () => {
    server.answer('/jwks', { status: 500, body: 'down' })
    server.answer('/token', { body: { ...tokens, id_token: await server.idToken(goodClaims) } })
    await expect(exchange()).rejects.toMatchObject({ code: 'sign_in.id_token_rejected' })
  })
})
