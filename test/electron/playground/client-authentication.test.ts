import { decodeJwt, importPKCS8 } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as demo from '../../../electron/playground/demo-credentials.ts'
import * as keys from '../../../electron/playground/demo-keys.ts'
import { discoverAs, startTestPlayground } from '../../support/playground-client.ts'
import { isVouchedFor, secureFetch, type Shown } from '../../support/secure-fetch.ts'
import { aCertificateAuthority, aServerCertificate } from '../../support/tls-server.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
beforeAll(async () => void (playground = await startTestPlayground()))
afterAll(() => playground.stop())

const tokenFor = async (clientId: string, authentication: oidc.ClientAuth) =>
  oidc.clientCredentialsGrant(await discoverAs(playground, clientId, authentication), { scope: 'orders:read' })

const robotKey = () => importPKCS8(keys.robotPrivateKey, 'ES256')

describe('a client shows who it is', () => {
  test.each<[string, string, () => Promise<oidc.ClientAuth>]>([
    ['client_secret_basic', demo.robotClientId, async () => oidc.ClientSecretBasic(demo.robotClientSecret)],
    ['client_secret_post', demo.robotPostClientId, async () => oidc.ClientSecretPost(demo.robotClientSecret)],
    ['client_secret_jwt', demo.robotSecretJwtClientId, async () => oidc.ClientSecretJwt(demo.robotLongSecret)],
    ['private_key_jwt', demo.robotKeyJwtClientId, async () => oidc.PrivateKeyJwt(await robotKey())],
  ])('by %s', async (_method, clientId, authentication) => {
    const tokens = await tokenFor(clientId, await authentication())
    expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: clientId, roles: ['service'] })
  })

  test.each<[string, string, oidc.ClientAuth]>([
    ['a wrong secret in the body', demo.robotPostClientId, oidc.ClientSecretPost('guess')],
    ['a JWT of a wrong secret', demo.robotSecretJwtClientId, oidc.ClientSecretJwt('g'.repeat(40))],
    ['a secret where a key is registered', demo.robotKeyJwtClientId, oidc.ClientSecretPost('guess')],
    ['nothing where a secret is registered', demo.robotClientId, oidc.None()],
    ['no certificate where one is registered', demo.robotCertificateClientId, oidc.None()],
  ])('and is refused with %s', async (_what, clientId, authentication) => {
    await expect(tokenFor(clientId, authentication)).rejects.toMatchObject({ error: 'invalid_client' })
  })
})

describe('a client certificate', () => {
  const shown: Shown = { certificate: keys.clientCertificate, key: keys.clientCertificateKey }
  const over = async (certificate: Shown | null) => {
    const client = await discoverAs(playground, demo.robotCertificateClientId, oidc.TlsClientAuth(), {
      use_mtls_endpoint_aliases: true,
    })
    // Speaks https and nothing else: a call of the plain address would throw.
    client[oidc.customFetch] = secureFetch(playground.certificateAuthority, certificate)
    return oidc.clientCredentialsGrant(client, { scope: 'orders:read' })
  }
  const me = (token: string, certificate: Shown | null, base = playground.secureApiUrl) =>
    secureFetch(playground.certificateAuthority, certificate)(`${base}/me`, {
      method: 'GET',
      headers: { authorization: `Bearer ${token}` },
      body: undefined,
      redirect: 'manual',
    })

  test('opens the token endpoint that the metadata name for it (RFC 8705 §5)', async () => {
    const tokens = await over(shown)
    const claims = decodeJwt(tokens.access_token)
    expect(claims).toMatchObject({ sub: demo.robotCertificateClientId, cnf: { 'x5t#S256': expect.any(String) } })
  })

  test('binds the token: with the certificate 200, without it or with another 401', async () => {
    const { access_token: token } = await over(shown)
    expect((await me(token, shown)).status).toBe(200)
    const without = await me(token, null)
    expect(without.status).toBe(401)
    expect(without.headers.get('www-authenticate')).toContain('The token is bound to a client certificate')
    const stranger = await aServerCertificate('stranger', null)
    const other = await me(token, { certificate: stranger.cert, key: stranger.key })
    expect(other.headers.get('www-authenticate')).toContain('The token is bound to another client certificate')
    const plain = await fetch(`${playground.apiUrl}/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(plain.status).toBe(401)
  })

  test('is refused when nobody who is believed has signed it, and when there is none', async () => {
    const stranger = await aServerCertificate('stranger', await aCertificateAuthority())
    await expect(over({ certificate: stranger.cert, key: stranger.key })).rejects.toMatchObject({
      error: 'invalid_client',
    })
    await expect(over(null)).rejects.toMatchObject({ error: 'invalid_client' })
  })
})

describe('the secure address', () => {
  test('is vouched for by the authority of this start, and by no other', async () => {
    const other = await aCertificateAuthority()
    const health = `${playground.secureApiUrl}/health`
    expect(await isVouchedFor(health, playground.certificateAuthority)).toBe(true)
    expect(await isVouchedFor(health, other.cert)).toBe(false)
  })

  test('is named in the metadata for every endpoint that a client calls itself', async () => {
    const response = await fetch(`${playground.issuer}/.well-known/openid-configuration`)
    const base = `${playground.secureApiUrl}/authorization-server`
    expect(await response.json()).toMatchObject({
      mtls_endpoint_aliases: {
        token_endpoint: `${base}/token`,
        revocation_endpoint: `${base}/token/revocation`,
        introspection_endpoint: `${base}/token/introspection`,
        userinfo_endpoint: `${base}/me`,
        device_authorization_endpoint: `${base}/device/auth`,
        pushed_authorization_request_endpoint: `${base}/request`,
      },
      tls_client_certificate_bound_access_tokens: true,
    })
  })
})
