import { describe, expect, test } from 'vitest'
import { aBendableIssuer, type Bent } from '../../support/bendable-issuer.ts'
import { aClient, anIssuerUnderTest, aProvider, authorizationRequest } from '../../support/provider-under-test.ts'

const { server, client, call } = await anIssuerUnderTest()
const openid = '/.well-known/openid-configuration'
const oauth = '/.well-known/oauth-authorization-server'
const json = { 'content-type': 'application/json' }
const { metadata, issuer } = server
const port = new URL(issuer).port

const mismatch = (found: string) => ({ code: 'sign_in.issuer_mismatch', details: { expected: issuer, found } })
const none = (status: number | null) => ({ code: 'sign_in.issuer_not_metadata', details: { status } })

/** Documents that are nobody's, or not those of the issuer that was asked for. */
const refused: readonly (readonly [what: string, answer: Bent | 'hang' | 'reset', failure: object])[] = [
  [
    'another host',
    { body: { ...metadata, issuer: 'https://evil.example.test' } },
    mismatch('https://evil.example.test'),
  ],
  [
    'this machine by another name',
    { body: { ...metadata, issuer: `http://localhost:${port}` } },
    mismatch(`http://localhost:${port}`),
  ],
  ['another port', { body: { ...metadata, issuer: 'http://127.0.0.1:1' } }, mismatch('http://127.0.0.1:1')],
  [
    'https where http was asked',
    { body: { ...metadata, issuer: `https://127.0.0.1:${port}` } },
    mismatch(`https://127.0.0.1:${port}`),
  ],
  ['a path more', { body: { ...metadata, issuer: `${issuer}/tenant` } }, mismatch(`${issuer}/tenant`)],
  ['a query', { body: { ...metadata, issuer: `${issuer}/?tenant=1` } }, mismatch(`${issuer}/?tenant=1`)],
  ['a fragment', { body: { ...metadata, issuer: `${issuer}/#x` } }, mismatch(`${issuer}/#x`)],
  [
    'somebody’s password',
    { body: { ...metadata, issuer: `http://user:canary@127.0.0.1:${port}` } },
    mismatch(`http://127.0.0.1:${port}/`),
  ],
  ['no address', { body: { ...metadata, issuer: 'the issuer' } }, mismatch('the issuer')],
  ['an empty issuer', { body: { ...metadata, issuer: '' } }, none(200)],
  ['an issuer that is a list', { body: { ...metadata, issuer: [issuer] } }, none(200)],
  ['an issuer that is null', { body: { ...metadata, issuer: null } }, none(200)],
  ['no issuer', { body: { ...metadata, issuer: undefined } }, none(200)],
  ['a list', { body: [metadata] }, none(200)],
  ['a text', { headers: json, body: '"metadata"' }, none(200)],
  ['null', { headers: json, body: 'null' }, none(200)],
  ['nothing', { headers: json, body: '' }, none(200)],
  ['a page', { body: '<html>welcome</html>' }, none(200)],
  ['cut in the middle', { headers: json, body: JSON.stringify(metadata).slice(0, 80) }, none(200)],
  ['two megabytes', { headers: json, body: JSON.stringify({ ...metadata, x: 'x'.repeat(2_000_000) }) }, none(null)],
  ['a depth of 100,000', { headers: json, body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }, none(200)],
  ['a redirect to itself, for ever', { status: 302, headers: { location: openid }, body: '' }, none(302)],
  [
    'a redirect to another machine',
    { status: 301, headers: { location: 'https://evil.example.test/' }, body: '' },
    none(301),
  ],
  ['a redirect to a file', { status: 307, headers: { location: 'file:///etc/passwd' }, body: '' }, none(307)],
  ['201', { status: 201, body: metadata }, none(201)],
  ['204', { status: 204, body: '' }, none(204)],
  ['401', { status: 401, headers: { 'www-authenticate': 'Basic' }, body: '' }, none(401)],
  ['404', { status: 404, body: 'no' }, none(404)],
  ['500 with metadata', { status: 500, body: metadata }, none(500)],
  ['silence', 'hang', { code: 'sign_in.issuer_unreachable', details: { reason: 'timeout' } }],
  ['a cut connection', 'reset', { code: 'sign_in.issuer_unreachable', details: { reason: 'reset' } }],
]

const missing = (endpoint: string) => ({ code: 'sign_in.endpoint_missing', details: { endpoint } })
const insecure = (url: string) => ({ code: 'sign_in.issuer_insecure', details: { url } })

/** The issuer's own documents, with an endpoint that must not be asked; and what a person is told of it before. */
const unusable: readonly (readonly [what: string, some: object, failure: object, note: RegExp])[] = [
  [
    'plain http elsewhere',
    { token_endpoint: 'http://id.example.test/token' },
    insecure('http://id.example.test/token'),
    /token_endpoint is plain http/,
  ],
  ['data:', { authorization_endpoint: 'data:text/html,hello' }, insecure('data://text/html,hello'), /data: address/],
  ['file:', { authorization_endpoint: 'file:///etc/passwd' }, insecure('file:///etc/passwd'), /file: address/],
  [
    'javascript:',
    { authorization_endpoint: 'javascript:alert(1)' },
    insecure('javascript://alert(1)'),
    /javascript: address/,
  ],
  [
    'a password in it',
    { token_endpoint: `http://user:canary@127.0.0.1:${port}/token` },
    insecure(`http://127.0.0.1:${port}/token`),
    /user name or password/,
  ],
  [
    'a look-alike of this machine',
    { token_endpoint: 'http://127.0.0.1.evil.test/t' },
    insecure('http://127.0.0.1.evil.test/t'),
    /plain http/,
  ],
  [
    'a list of addresses',
    { token_endpoint: [`${issuer}/token`] },
    missing('token_endpoint'),
    /token_endpoint is not of the type/,
  ],
  [
    'an object',
    { authorization_endpoint: {} },
    missing('authorization_endpoint'),
    /authorization_endpoint is not of the type/,
  ],
  ['null', { token_endpoint: null }, missing('token_endpoint'), /^$/],
  ['a path alone', { token_endpoint: '/token' }, missing('token_endpoint'), /token_endpoint is no address/],
  ['nothing', { authorization_endpoint: undefined }, missing('authorization_endpoint'), /^$/],
  ['no keys', { jwks_uri: undefined }, missing('jwks_uri'), /No keys are published/],
  [
    'keys over plain http',
    { jwks_uri: 'http://id.example.test/jwks' },
    insecure('http://id.example.test/jwks'),
    /jwks_uri is plain http/,
  ],
]

/** Documents that are odd, and can be worked with. */
const harmless: readonly (readonly [what: string, some: object, note: RegExp, described: object])[] = [
  [
    'endpoints on another origin',
    { token_endpoint: 'https://t.example.test/token' },
    /another origin: https:\/\/t\.example/,
    {},
  ],
  ['plain before S256', { code_challenge_methods_supported: ['plain', 'S256'] }, /^$/, { pkceS256: true }],
  ['no word of PKCE', { code_challenge_methods_supported: undefined }, /does not announce PKCE/, { pkceS256: null }],
  [
    'plain alone',
    { code_challenge_methods_supported: ['plain'] },
    /S256 is sent all the same, never plain/,
    { pkceS256: false },
  ],
  [
    'none as an algorithm of ID tokens',
    { id_token_signing_alg_values_supported: ['none', 'ES256'] },
    /Unsigned ID tokens/,
    {},
  ],
  ['grants left out', { grant_types_supported: undefined }, /^$/, { grants: [] }],
  [
    'grants in one text',
    { grant_types_supported: 'authorization_code' },
    /grant_types_supported is not of the type/,
    { grants: [] },
  ],
  ['scopes that are numbers', { scopes_supported: [1, 2] }, /scopes_supported is not of the type/, { scopes: [] }],
  ['aliases that are a text', { mtls_endpoint_aliases: 'yes' }, /mtls_endpoint_aliases is not of the type/, {}],
  [
    'iss promised by a word',
    { authorization_response_iss_parameter_supported: 'true' },
    /iss_parameter_supported is not of the type/,
    {},
  ],
  ['__proto__', JSON.parse('{"__proto__":{"token_endpoint":"https://evil.example.test"}}'), /^$/, {}],
]

const documents = refused.length + unusable.length + harmless.length
test(`there are at least 40 documents in these tables: ${documents}`, () =>
  expect(documents).toBeGreaterThanOrEqual(40))

describe(`one of ${refused.length} documents that are not the issuer’s`, () => {
  test.each(refused)('%s: is refused, and nothing else is asked', async (_what, answer, failure) => {
    server.answer(openid, () => answer)
    server.answer(oauth, () => answer)
    await expect(aProvider({ deadlineMs: 1500 }).discover(issuer)).rejects.toMatchObject(failure)
    expect(server.calls.every(({ path }) => path === openid || path === oauth)).toBe(true)
    expect(server.calls.length).toBeLessThanOrEqual(2)
  })
})

describe(`an endpoint in one of ${unusable.length} forms that must not be asked`, () => {
  test.each(unusable)(
    '%s: is told beforehand, and stops a sign-in before the browser',
    async (_what, some, failure, note) => {
      server.answer(openid, { body: { ...metadata, ...some } })
      expect((await aProvider().discover(issuer)).notes.join('\n')).toMatch(note)
      await expect(aProvider().authorizationUrl(client, authorizationRequest, call())).rejects.toMatchObject(failure)
      expect(server.calls.every(({ path }) => path === openid)).toBe(true)
    },
  )
})

describe(`one of ${harmless.length} documents that are odd`, () => {
  test.each(harmless)('%s: is worked with, and told', async (_what, some, note, described) => {
    server.answer(openid, { body: { ...metadata, ...some } })
    const found = await aProvider().discover(issuer)
    expect(found).toMatchObject(described)
    expect(found.notes.join('\n')).toMatch(note)
    const url = await aProvider().authorizationUrl(client, authorizationRequest, call())
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
  })
})

describe('an issuer with a slash at the end', () => {
  test.each([
    ['in its metadata only', '/tenant', '/tenant/'],
    ['in the profile only', '/tenant/', '/tenant'],
  ])('%s is the same issuer, and told', async (_where, asked, found) => {
    const at = await aBendableIssuer()
    at.answer(`/tenant${openid}`, { body: { ...at.metadata, issuer: `${at.issuer}${found}` } })
    const described = await aProvider().discover(`${at.issuer}${asked}`)
    expect(described.issuer).toBe(`${at.issuer}${found}`)
    expect(described.notes[0]).toMatch(/calls itself .* a slash at the end/)
    const url = await aProvider().authorizationUrl(aClient(`${at.issuer}${asked}`), authorizationRequest, call())
    expect(url).toContain('/authorize?')
    await at.close()
  })

  test('that comes and goes is not run after', async () => {
    let isWith = false
    server.answer(`/tenant${openid}`, () => {
      isWith = !isWith
      return { body: { ...metadata, issuer: `${issuer}/tenant${isWith ? '/' : ''}` } }
    })
    await expect(aProvider().discover(`${issuer}/tenant`)).rejects.toMatchObject({ code: 'sign_in.issuer_mismatch' })
    expect(server.calls).toHaveLength(2)
  })
})

test('what an issuer offers is told', async () => {
  const endpoints = {
    device_authorization_endpoint: `${issuer}/device`,
    pushed_authorization_request_endpoint: `${issuer}/par`,
    require_pushed_authorization_requests: true,
    userinfo_endpoint: `${issuer}/me`,
    introspection_endpoint: `${issuer}/introspect`,
    revocation_endpoint: `${issuer}/revoke`,
    end_session_endpoint: `${issuer}/end`,
    registration_endpoint: `${issuer}/register`,
    dpop_signing_alg_values_supported: ['ES256'],
  }
  server.answer(openid, { body: { ...metadata, ...endpoints } })
  expect(await aProvider().discover(issuer)).toMatchObject({
    offers: ['device', 'pushed-request', 'userinfo', 'introspection', 'revocation', 'end-session', 'registration'],
    dpopAlgorithms: ['ES256'],
    notes: [expect.stringContaining('must be pushed first')],
  })
})
