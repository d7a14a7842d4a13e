import { createServer } from 'node:http'
import { createHash, X509Certificate } from 'node:crypto'
import { onTestFinished, describe, expect, test } from 'vitest'
import type { ClientCertificate } from '../../../electron/domain/credentials/client-certificate.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aClient, aProvider, aWatchedCall, engineFetch } from '../../support/provider-under-test.ts'
import { aStrictIssuer, clientSecret } from '../../support/strict-issuer.ts'
import {
  aCertificateAuthority,
  aClientCertificate,
  aServerCertificate,
  startTlsServer,
  type Certificate,
} from '../../support/tls-server.ts'

const authority = await aCertificateAuthority()
const clientAuthority = await aCertificateAuthority('Clients')
const good = await aServerCertificate('127.0.0.1', authority)
const shown = await aClientCertificate('the-robot', clientAuthority)
const certificate: ClientCertificate = { certificate: shown.cert, key: new SecretText(shown.key), passphrase: null }
const machine = { grant: 'client_credentials', scopes: [], resources: [] } as const
const aTrustingProvider = () => aProvider({ fetch: engineFetch([authority.cert]) })

async function startIssuer() {
  const server = await aStrictIssuer({
    tls: { server: good, clientAuthority },
    clients: [
      { client_id: 'mtls', token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=the-robot' },
      { client_id: 'bound', client_secret: clientSecret, tls_client_certificate_bound_access_tokens: true },
    ],
  })
  onTestFinished(() => server.close())
  return server
}

describe('a real server that knows clients by their certificates', () => {
  test('takes tls_client_auth with the registered certificate (RFC 8705 §2.1)', async () => {
    const { issuer } = await startIssuer()
    const client = aClient(issuer, { clientId: 'mtls', authentication: 'tls_client_auth', certificate })
    const { answer } = await aTrustingProvider().requestTokens(client, machine, aWatchedCall().call)
    expect(answer.tokenType).toBe('Bearer')
  })

  test('does not take another certificate, and that is told', async () => {
    const { issuer } = await startIssuer()
    const other = await aClientCertificate('somebody-else', clientAuthority)
    const stranger = { ...certificate, certificate: other.cert, key: new SecretText(other.key) }
    const client = aClient(issuer, { clientId: 'mtls', authentication: 'tls_client_auth', certificate: stranger })
    const { call, entries } = aWatchedCall()
    await expect(aTrustingProvider().requestTokens(client, machine, call)).rejects.toMatchObject({
      code: 'sign_in.client_refused',
      details: { cause: 'client-certificate' },
    })
    expect(entries.at(-1)?.problem).toMatch(/client certificate/)
  })

  test('binds the token of a client with a secret to the certificate that it shows (RFC 8705 §3)', async () => {
    const server = await startIssuer()
    const client = aClient(server.issuer, {
      ...{
        clientId: 'bound',
        authentication: 'client_secret_basic',
        secret: new SecretText(clientSecret),
        certificate,
      },
    })
    const { answer } = await aTrustingProvider().requestTokens(client, machine, aWatchedCall().call)
    const digest = createHash('sha256').update(new X509Certificate(shown.cert).raw).digest('base64url')
    expect(await server.bindingOf(answer.accessToken.reveal())).toMatchObject({ x5t: digest })
  })
})

test('a client with a certificate asks at the endpoints for such clients (RFC 8705 §5)', async () => {
  const asked: string[] = []
  const server = await startTlsServer(good, {
    answer(request, response) {
      asked.push(request.url ?? '')
      const at = `https://127.0.0.1:${request.socket.localPort ?? 0}`
      const metadata = {
        ...{ issuer: at, token_endpoint: `${at}/token`, mtls_endpoint_aliases: { token_endpoint: `${at}/mtls/token` } },
      }
      const isToken = request.url?.endsWith('/token') === true
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(isToken ? { access_token: 'a', token_type: 'Bearer' } : metadata))
    },
  })
  onTestFinished(() => server.close())
  const { call, entries } = aWatchedCall()
  const provider = aTrustingProvider()
  await provider.requestTokens(aClient(server.origin, { certificate }), machine, call)
  await provider.requestTokens(aClient(server.origin), machine, call)
  expect(asked.slice(1)).toEqual(['/mtls/token', '/token'])
  expect(entries.slice(1).map(({ title }) => title)).toEqual(['Ask for tokens', 'Ask for tokens'])
})

describe('a certificate of the server that is not good', () => {
  const yesterday = new Date(Date.now() - 86_400_000)
  const lastYear = new Date(Date.now() - 365 * 86_400_000)
  const faults: readonly (readonly [string, () => Promise<Certificate>, readonly string[], RegExp])[] = [
    [
      'expired',
      () => aServerCertificate('127.0.0.1', authority, { notBeforeDate: lastYear, notAfterDate: yesterday }),
      [authority.cert],
      /certificate has expired/,
    ],
    ['signed by itself', () => aServerCertificate('127.0.0.1', null), [authority.cert], /self-signed/],
    ['for another name', () => aServerCertificate('id.example.test', authority), [authority.cert], /for another name/],
    [
      'of an authority that nobody knows',
      () => aServerCertificate('127.0.0.1', authority),
      [],
      /authority that this computer does not know/,
    ],
  ]
  test.each(faults)('%s: is told in those words, and nothing is sent', async (_what, make, authorities, words) => {
    const server = await startTlsServer(await make())
    onTestFinished(() => server.close())
    const { call, entries } = aWatchedCall()
    const provider = aProvider({ fetch: engineFetch(authorities) })
    const failure = { code: 'sign_in.issuer_unreachable', details: { reason: 'tls' } }
    await expect(provider.requestTokens(aClient(server.origin), machine, call)).rejects.toMatchObject(failure)
    expect(entries.at(-1)?.problem).toMatch(words)
    expect(server.heads).toEqual([])
    expect(await provider.refresh(aClient(server.origin), machine)).toMatchObject({
      kind: 'unavailable',
      reached: false,
      message: expect.stringMatching(words),
    })
  })

  test('missing on our side, where the server demands one, is told', async () => {
    const server = await startTlsServer(good, { clientAuthority, demands: true })
    onTestFinished(() => server.close())
    const { call, entries } = aWatchedCall()
    await expect(aTrustingProvider().requestTokens(aClient(server.origin), machine, call)).rejects.toMatchObject({
      details: { reason: 'tls' },
    })
    expect(entries.at(-1)?.problem).toMatch(/asks for a client certificate, and none was shown/)
  })

  test('none at all, since the server speaks no TLS, is told', async () => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const { call, entries } = aWatchedCall()
    await expect(
      aProvider().requestTokens(aClient(`https://127.0.0.1:${port ?? 0}`), machine, call),
    ).rejects.toMatchObject({ details: { reason: 'tls' } })
    expect(entries.at(-1)?.problem).toMatch(/does not speak TLS/)
  })
})
