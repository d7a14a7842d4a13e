import { describe, expect, test } from 'vitest'
import { aBendableIssuer, type Bent } from '../../support/bendable-issuer.ts'
import { anIssuerUnderTest, aProvider, asked, tokens } from '../../support/provider-under-test.ts'

const { server, client, call } = await anIssuerUnderTest()

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
      /"none"[^]*plain PKCE[^]*jwks_uri[^]*another origin: http:\/\/tokens[^]*plain http/,
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
      { code: 'sign_in.issuer_not_metadata', details: { status: null } },
    ],
    ['silence', 'hang', { code: 'sign_in.issuer_unreachable', details: { reason: 'timeout' } }],
    ['a cut connection', 'reset', { code: 'sign_in.issuer_unreachable', details: { reason: 'reset' } }],
  ]
  test.each(failures)('of %s fails in its own words', async (_what, answer, failure) => {
    const bent = () => answer
    server.answer('/.well-known/openid-configuration', bent)
    server.answer(elsewhere, bent)
    await expect(aProvider({ deadlineMs: 1500 }).discover(server.issuer)).rejects.toMatchObject(failure)
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
    const signIn = () => provider.requestTokens(client, { ...asked, grant: 'client_credentials' }, call())
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
