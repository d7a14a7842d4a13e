import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ClientAuthentication } from '../../electron/contract/oauth.ts'
import { answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { aStrictIssuer } from '../support/strict-issuer.ts'
import {
  aCertificateAuthority,
  aClientCertificate,
  aServerCertificate,
  startTlsServer,
  type Certificate,
} from '../support/tls-server.ts'
import { anOAuthWay } from '../support/token-builder.ts'
import { startTunnelProxy } from '../support/tunnel-proxy.ts'

const passphrase = 'correct horse battery'
const authority = await aCertificateAuthority('A company')
const clientAuthority = await aCertificateAuthority('Clients of a company')
const shown = await aClientCertificate('the-robot', clientAuthority, { passphrase })
const ofSomebodyElse = await aClientCertificate('somebody-else', clientAuthority)
const ofStrangers = await aClientCertificate('the-robot', await aCertificateAuthority('Strangers'))

let issuer: Awaited<ReturnType<typeof aStrictIssuer>>
let api: Awaited<ReturnType<typeof startTlsServer>>
beforeAll(async () => {
  const server = await aServerCertificate('127.0.0.1', authority)
  issuer = await aStrictIssuer({
    tls: { server, clientAuthority },
    clients: [
      { client_id: 'robot', token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=the-robot' },
    ],
  })
  api = await startTlsServer(server, { clientAuthority, demands: true })
})
afterAll(() => Promise.all([issuer.close(), api.close()]))
afterEach(endJourneys)

const trustTheCompany = (claimcheck: Journey) =>
  claimcheck.ask('settings.save', { certificateAuthorities: authority.cert })

interface Machine {
  readonly certificate: Certificate | null
  readonly passphrase?: string
  readonly issuer?: string
  readonly authentication?: ClientAuthentication
}

/** A profile that signs in as a machine, filled in as in the form. */
const addMachine = (
  claimcheck: Journey,
  { certificate, passphrase: opens, issuer: at = issuer.issuer, authentication = 'tls_client_auth' }: Machine,
) =>
  claimcheck.addProfile({
    name: 'machine',
    certificate: certificate?.cert ?? null,
    way: anOAuthWay({
      ...{ issuer: at, clientId: 'robot', clientAuthentication: authentication, scopes: [] },
      grant: { type: 'client_credentials' },
    }),
    secrets: {
      ...(certificate !== null && { certificateKey: { change: 'replace', value: certificate.key } }),
      ...(opens !== undefined && { certificatePassphrase: { change: 'replace', value: opens } }),
    },
  })

const lastProblem = async (claimcheck: Journey) => {
  const { id: profileId } = await claimcheck.profile('machine')
  return (await claimcheck.ask('signIn.trace', { profileId }))?.entries.at(-1)?.problem
}

describe('a server of a company, behind TLS of its own,', () => {
  test('knows the client by its certificate, and the API is shown it with the token', async () => {
    const claimcheck = await composeForJourney()
    await trustTheCompany(claimcheck)
    await addMachine(claimcheck, { certificate: shown, passphrase })
    expect(await claimcheck.startSignIn('machine')).toMatchObject({ ok: true, value: { state: 'active' } })
    const exchange = await claimcheck.send({ url: `${api.origin}/orders` }, 'machine')
    expect(answerOf(exchange).status).toBe(200)
    expect(exchange.why).toBeNull()
    expect(api.clients.at(-1)).toBe('the-robot')
    expect(api.heads.at(-1)).toMatch(/^Authorization\nBearer \S+$/m)
    // The certificate is no secret; its key and passphrase are.
    const told = JSON.stringify([claimcheck.replies, claimcheck.events])
    expect(told).not.toContain(passphrase)
    expect(told).not.toContain(shown.key.split('\n')[1] ?? '')
  })

  test('gets the token by itself where a Send needs one', async () => {
    const claimcheck = await composeForJourney()
    await trustTheCompany(claimcheck)
    await addMachine(claimcheck, { certificate: shown, passphrase })
    expect(answerOf(await claimcheck.send({ url: `${api.origin}/orders` }, 'machine')).status).toBe(200)
  })

  test('is not trusted before its authority is in the settings: that is told, and trusted at once when it is there', async () => {
    const claimcheck = await composeForJourney()
    await addMachine(claimcheck, { certificate: shown, passphrase })
    expect(await claimcheck.startSignIn('machine')).toMatchObject({
      ok: false,
      failure: { code: 'sign_in.issuer_unreachable', details: { reason: 'tls' } },
    })
    expect(await lastProblem(claimcheck)).toMatch(/authority that this computer does not know/)
    const exchange = await claimcheck.send({ url: `${api.origin}/orders` })
    expect(exchange.steps.at(-1)?.result).toMatchObject({ outcome: 'no-answer', reason: 'tls' })
    expect(await claimcheck.failureOf('profiles.discover', { issuer: issuer.issuer })).toMatchObject({
      details: { reason: 'tls' },
    })

    await trustTheCompany(claimcheck)
    expect(await claimcheck.startSignIn('machine')).toMatchObject({ ok: true })
  })

  test.each([
    ['of another client', ofSomebodyElse],
    ['of an authority that it does not know', ofStrangers],
  ])('refuses a certificate %s, and that is told as what it is', async (_whose, certificate) => {
    const claimcheck = await composeForJourney()
    await trustTheCompany(claimcheck)
    await addMachine(claimcheck, { certificate })
    expect(await claimcheck.startSignIn('machine')).toMatchObject({
      ok: false,
      failure: { code: 'sign_in.client_refused', details: { error: 'invalid_client', cause: 'client-certificate' } },
    })
    expect(await lastProblem(claimcheck)).toMatch(/did not accept the client certificate/)
  })

  test('is asked nothing where the passphrase does not open the key: that is told at the field', async () => {
    const claimcheck = await composeForJourney()
    const wrong = 'another passphrase'
    await expect(addMachine(claimcheck, { certificate: shown, passphrase: wrong })).rejects.toThrow(
      /secrets\.certificatePassphrase.*This passphrase does not open the key/,
    )
    expect(JSON.stringify(claimcheck.replies)).not.toContain(wrong)
    await expect(claimcheck.profile('machine')).rejects.toThrow('there is no profile machine')
  })
})

describe('an API that wants a certificate', () => {
  async function sendAs(certificate: Certificate | null) {
    const claimcheck = await composeForJourney()
    await trustTheCompany(claimcheck)
    await claimcheck.addProfile({
      ...{ name: 'machine', certificate: certificate?.cert ?? null },
      way: certificate === null ? { kind: 'none' } : { kind: 'certificate' },
      secrets: certificate === null ? {} : { certificateKey: { change: 'replace', value: certificate.key } },
    })
    return claimcheck.send({ url: `${api.origin}/orders` }, 'machine')
  }

  test('lets in whoever shows one of its authority', async () => {
    expect(answerOf(await sendAs(ofSomebodyElse)).status).toBe(200)
    expect(api.clients.at(-1)).toBe('somebody-else')
  })

  test.each([
    ['none', null],
    ['one of another authority', ofStrangers],
  ])('ends the handshake of whoever shows %s, and that is told', async (_what, certificate) => {
    const before = api.heads.length
    const { steps } = await sendAs(certificate)
    const result = steps.at(-1)?.result
    // A server may say so in the handshake, or just hang up: then it is said as what it may be.
    expect(result).toMatchObject({ outcome: 'no-answer', reason: expect.stringMatching(/^(tls|reset)$/) })
    expect(result).toMatchObject({ message: expect.stringContaining('client certificate') })
    expect(api.heads).toHaveLength(before)
  })
})

describe('through the proxy of the settings', () => {
  const [idp, orders] = ['id.example.test', 'orders.example.test']
  const metadata = { issuer: `https://${idp}`, token_endpoint: `https://${idp}/token` }
  const tokens = { access_token: 'access-1', token_type: 'Bearer', expires_in: 300 }
  function serveIssuer(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url === '/token' ? tokens : metadata))
  }

  test('go the sign-in and the request alike, each with the certificate, and nothing goes past it', async () => {
    const atIdp = await startTlsServer(await aServerCertificate(idp, authority), {
      ...{ clientAuthority, demands: true, answer: serveIssuer },
    })
    const atOrders = await startTlsServer(await aServerCertificate(orders, authority), {
      clientAuthority,
      demands: true,
    })
    const proxy = await startTunnelProxy({ [idp]: atIdp.port, [orders]: atOrders.port })
    onTestFinished(async () => void (await Promise.all([atIdp.close(), atOrders.close(), proxy.close()])))
    const claimcheck = await composeForJourney()
    await trustTheCompany(claimcheck)
    await addMachine(claimcheck, { certificate: shown, passphrase, issuer: `https://${idp}` })
    await claimcheck.ask('settings.save', { proxy: { mode: 'manual', url: proxy.url } })

    expect(await claimcheck.startSignIn('machine')).toMatchObject({ ok: true, value: { state: 'active' } })
    expect(new Set(proxy.asked)).toEqual(new Set([`${idp}:443`]))
    expect(atIdp.heads.map((head) => head.split('\n').slice(0, 2))).toEqual([
      ['GET', '/.well-known/openid-configuration'],
      ['POST', '/token'],
    ])
    expect(atIdp.connections()).toBe(proxy.asked.length)
    expect(answerOf(await claimcheck.send({ url: `https://${orders}/` }, 'machine')).status).toBe(200)
    expect(proxy.asked.at(-1)).toBe(`${orders}:443`)
    expect(new Set([...atIdp.clients, ...atOrders.clients])).toEqual(new Set(['the-robot']))
    expect(atOrders.heads[0]).toContain('Bearer access-1')
  })

  test('that is not there no sign-in goes, and that is told', async () => {
    const proxy = await startTunnelProxy({})
    await proxy.close()
    const claimcheck = await composeForJourney()
    await addMachine(claimcheck, { certificate: shown, passphrase, issuer: `https://${idp}` })
    await claimcheck.ask('settings.save', { proxy: { mode: 'manual', url: proxy.url } })
    expect(await claimcheck.startSignIn('machine')).toMatchObject({ failure: { code: 'sign_in.issuer_unreachable' } })
    expect(await lastProblem(claimcheck)).toMatch(/proxy/i)
  })
})
