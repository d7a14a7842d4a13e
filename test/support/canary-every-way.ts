import { generateKeyPairSync } from 'node:crypto'
import path from 'node:path'
import { expect } from 'vitest'
import type { OAuthWay } from '../../electron/contract/oauth.ts'
import type { ProfileDraft, SecretName } from '../../electron/contract/profiles.ts'
import type { Way } from '../../electron/contract/ways.ts'
import type { BendableIssuer, Bent } from './bendable-issuer.ts'
import { createCanaries } from './canaries.ts'
import type { Journey } from './compose-for-journey.ts'
import { startHostileServer, type RawServer } from './hostile-server.ts'
import { aLoginServer } from './login-server.ts'
import { aCertificateAuthority, aClientCertificate } from './tls-server.ts'
import { anOAuthWay } from './token-builder.ts'
import { aCustomLoginWay, aSignedJwtWay, aStaticTokenWay, anExchangeOf } from './way-builder.ts'

const { planted, plant: canary } = createCanaries()
/** What every way to a token brings along as secrets, and what came of it, by what it is. */
export const ofEveryWay = planted

/** A private key in PEM; what is searched for is its last whole line, and the number itself as a JWK has it. */
export function aPrivateKey(what: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  ofEveryWay.set(privateKey.export({ format: 'jwk' }).d ?? '', what)
  return plantPem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), what)
}
function plantPem(pem: string, what: string): string {
  ofEveryWay.set(pem.split('\n')[2] ?? '', `${what}, in PEM`)
  return pem
}

const entered = (secrets: Partial<Record<SecretName, string>>): ProfileDraft['secrets'] =>
  Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, { change: 'replace', value } as const]))

/**
 * An API that asks for Digest at one address, and repeats whatever credentials it got, whole and in parts, in
 * every place of its answer.
 */
const aRepeatingApi = (): Promise<RawServer> =>
  startHostileServer((socket, head) => {
    const [, credentials = ''] = /^(?:authorization|x-api-key|cookie): (.*)$/im.exec(head) ?? []
    const [, proof = ''] = /^dpop: (.*)$/im.exec(head) ?? []
    const [, , signature = ''] = proof.split('.')
    if (signature !== '') ofEveryWay.set(signature, 'the signature of a DPoP proof at an API')
    const [, inQuery = ''] = /\?api_key=(\S+)/.exec(head) ?? []
    const basic = /^Basic (\S+)/.exec(credentials)?.[1] ?? ''
    const digest = /response="([^"]+)"/.exec(credentials)?.[1] ?? ''
    if (digest !== '') ofEveryWay.set(digest, 'the answer to a Digest challenge')
    if (basic !== '') ofEveryWay.set(basic, 'the credentials of Basic')
    const jwt = /eyJ[\w-]+\.[\w-]+\.([\w-]+)/.exec(credentials)
    if (jwt !== null) ofEveryWay.set(jwt[1] ?? '', 'the signature of a JWT that a profile signed')
    const pair = Buffer.from(basic, 'base64').toString('utf8')
    const heard = [credentials.replaceAll('"', ''), inQuery, basic, pair, digest, proof]
    const echoes = heard.filter((each) => each !== '')
    const said = echoes.join(' ')
    const isDigest = head.startsWith('GET /digest') && digest === ''
    const challenge = isDigest
      ? 'Digest realm="x", nonce="a-nonce-of-the-api", qop="auth", algorithm=SHA-256'
      : `Bearer error="invalid_token", error_description="Nobody knows ${said}"`
    const body = JSON.stringify({ title: 'Not you', detail: `Nobody knows ${said}` })
    socket.end(
      `HTTP/1.1 401 Unauthorized\r\n${echoes.map((echo) => `X-Echo: ${echo}\r\n`).join('')}Content-Type: application/problem+json\r\n` +
        `WWW-Authenticate: ${challenge}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  })

async function sendAs(claimcheck: Journey, url: string, name: string): Promise<void> {
  const exchange = await claimcheck.send({ url }, name)
  expect(exchange.why, name).not.toBeNull()
}

async function withoutOAuth(claimcheck: Journey, api: RawServer): Promise<void> {
  const key = (what: string): ProfileDraft['secrets'] => entered({ token: canary(what) })
  const ways: readonly (readonly [string, Way, ProfileDraft['secrets']])[] = [
    ['a key', aStaticTokenWay({ carriage: { in: 'header', name: 'X-Api-Key', prefix: '' } }), key('an API key')],
    ['a query key', aStaticTokenWay({ carriage: { in: 'query', name: 'api_key' } }), key('an API key in the query')],
    ['a cookie key', aStaticTokenWay({ carriage: { in: 'cookie', name: 'key' } }), key('an API key in a cookie')],
    ['a static token', aStaticTokenWay(), key('a static token')],
    ['Basic', { kind: 'basic', username: 'alice' }, entered({ password: canary('a password of Basic') })],
    ['digest', { kind: 'digest', username: 'alice' }, entered({ password: canary('a password of Digest') })],
    ['HS256', aSignedJwtWay(), entered({ signingKey: canary('a shared signing key') })],
    [
      'ES256',
      aSignedJwtWay({ signing: { algorithm: 'ES256', keyId: null } }),
      entered({ signingKey: aPrivateKey('a private signing key') }),
    ],
  ]
  for (const [name, way, secrets] of ways) {
    await claimcheck.addProfile({ name: `canary ${name}`, way, secrets })
    await sendAs(claimcheck, `${api.origin}/${name.replace(' ', '-')}`, `canary ${name}`)
  }
}

async function withACertificate(claimcheck: Journey): Promise<void> {
  const passphrase = canary('the passphrase of a certificate')
  const { cert, key } = await aClientCertificate('alice', await aCertificateAuthority(), { passphrase })
  const certificateKey = plantPem(key, 'the key of a certificate')
  const profile = { name: 'canary certificate', certificate: cert, way: { kind: 'certificate' } } as const
  const wrong = entered({ certificateKey, certificatePassphrase: canary('a wrong passphrase of a certificate') })
  await expect(claimcheck.addProfile({ ...profile, secrets: wrong })).rejects.toThrow('does not open the key')
  await claimcheck.addProfile({ ...profile, secrets: entered({ certificateKey, certificatePassphrase: passphrase }) })
  const exchange = await claimcheck.send({ url: '{{playgroundSecureApi}}/with/certificate/me' }, profile.name)
  expect(exchange.steps.at(-1)?.result).toMatchObject({ status: 403 })
}

async function byALoginOfItsOwn(claimcheck: Journey, api: RawServer): Promise<void> {
  const server = await aLoginServer()
  const name = 'canary login'
  const request = { ...aCustomLoginWay().login.request, url: `${server.origin}/login` }
  const [token, refresh] = [canary('a token of a login'), canary('a refresh token of a login')]
  const answer = {
    token: { from: 'json', path: '$.data.token' },
    refresh: { from: 'json', path: '$.data.refresh' },
    lifetime: { by: 'fixed', seconds: 300 },
  } as const
  const renewal = { ...request, body: { kind: 'json', text: '{"refresh": "{{refreshToken}}"}' } } as const
  const way = aCustomLoginWay({ login: { request, answer }, refresh: { request: renewal, answer } })
  await claimcheck.addProfile({ name, way, secrets: entered({ password: canary('a password of a login') }) })
  const { id: profileId } = await claimcheck.profile(name)
  server.reply('/login', ({ body }) => ({ status: 403, body: { message: `You sent ${body}` } }))
  expect(await claimcheck.startSignIn(name)).toMatchObject({ failure: { code: 'sign_in.login_refused' } })
  server.reply('/login', { body: { data: { tokens: [canary('a token in an answer of another shape')] } } })
  expect(await claimcheck.startSignIn(name)).toMatchObject({ failure: { code: 'sign_in.login_shape' } })
  await claimcheck.ask('signIn.trace', { profileId })
  server.reply('/login', { body: { data: { token, refresh } } })
  await sendAs(claimcheck, api.origin, name)
  server.reply('/login', ({ body }) => ({ status: 401, body: { message: `You sent ${body}` } }))
  await claimcheck.bridge.call('tokens.refresh', { profileId })
  await claimcheck.ask('signIn.trace', { profileId })
  await server.close()
}

/** At a server that repeats what it was sent, and refuses it. */
async function byGrantsThatAreRefused(claimcheck: Journey, server: BendableIssuer): Promise<void> {
  const { id: carol } = await claimcheck.profile('carol')
  const at = { issuer: server.issuer, scopes: ['read'] }
  const signing = { algorithm: 'ES256', keyId: null } as const
  const assertion = { type: 'jwt_bearer', signing, claims: '{"sub": "alice"}', lifetimeSeconds: 60 } as const
  const machine = { type: 'client_credentials' } as const
  const ways: readonly (readonly [string, Partial<OAuthWay>, ProfileDraft['secrets']])[] = [
    ['password', { grant: { type: 'password', username: 'alice' } }, entered({ password: canary('a password') })],
    ['assertion', { grant: assertion }, entered({ signingKey: aPrivateKey('the key of an assertion') })],
    ['refresh', { grant: { type: 'refresh_token' } }, entered({ refreshToken: canary('a pasted refresh token') })],
    ['device', { grant: { type: 'device_code' } }, {}],
    ['exchange', { grant: anExchangeOf(carol).grant }, {}],
    ['DPoP', { grant: machine, dpop: true }, {}],
    [
      'client key',
      { grant: machine, clientAuthentication: 'private_key_jwt', clientSigning: signing },
      entered({ clientKey: aPrivateKey('the key of a client') }),
    ],
    [
      'secret JWT',
      { grant: machine, clientAuthentication: 'client_secret_jwt' },
      entered({ clientSecret: canary('a secret that signs') }),
    ],
  ]
  const device = { device_code: canary('a device code'), user_code: 'ABCD-EFGH', expires_in: 600, interval: 1 }
  server.answer('/device', { body: { ...device, verification_uri: `${server.issuer}/enter` } })
  const endpoint = { device_authorization_endpoint: `${server.issuer}/device` }
  server.answer('/.well-known/openid-configuration', { body: { ...server.metadata, ...endpoint } })
  const repeat = (form: URLSearchParams, proof: string): Bent => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: `You sent ${[...form.values(), proof].join(' and ')}` },
  })
  for (const [name, way, secrets] of ways) {
    server.answer('/token', ({ form, headers }) => {
      const proof = String(headers['dpop'] ?? '')
      const [, , signature = ''] = proof.split('.')
      if (signature !== '') ofEveryWay.set(signature, 'the signature of a DPoP proof')
      return repeat(form, proof)
    })
    await claimcheck.addProfile({ name: `canary ${name}`, secrets, way: anOAuthWay({ ...at, ...way }) })
    const reply = await claimcheck.startSignIn(`canary ${name}`)
    expect(reply, name).toMatchObject({ ok: false, failure: { code: expect.stringMatching(/^sign_in\.\w+_refused$/) } })
    const { id: profileId } = await claimcheck.profile(`canary ${name}`)
    await claimcheck.ask('signIn.trace', { profileId })
  }
}

/** A token that is bound to a key, at an API that repeats the proof. */
async function withDpop(claimcheck: Journey, server: BendableIssuer, api: RawServer): Promise<void> {
  server.answer('/token', {
    body: { access_token: canary('a token that is bound to a key'), token_type: 'DPoP', expires_in: 300 },
  })
  expect(await claimcheck.startSignIn('canary DPoP')).toMatchObject({ ok: true })
  await sendAs(claimcheck, api.origin, 'canary DPoP')
}

/** Every private key that leaves the engine’s own form on its way to the vault, as the key of DPoP does. */
function hearExportedKeys(): () => void {
  const { subtle } = globalThis.crypto
  // oxlint-disable-next-line typescript/unbound-method -- it is called with its own this
  const { exportKey } = subtle
  Object.defineProperty(subtle, 'exportKey', {
    configurable: true,
    async value(...args: Parameters<typeof exportKey>) {
      const exported: unknown = await Reflect.apply(exportKey, subtle, args)
      const number: unknown = typeof exported === 'object' && exported !== null ? Reflect.get(exported, 'd') : null
      if (typeof number === 'string') ofEveryWay.set(number, 'an exported private key')
      return exported
    },
  })
  return () => void Reflect.deleteProperty(subtle, 'exportKey')
}

/** Each way to a token with a secret in every place that it has, at servers that repeat it; then all are exported. */
export async function everyWayAtIndiscreetServers(claimcheck: Journey, server: BendableIssuer): Promise<void> {
  const api = await aRepeatingApi()
  const stopHearing = hearExportedKeys()
  try {
    await withoutOAuth(claimcheck, api)
    await withACertificate(claimcheck)
    await byALoginOfItsOwn(claimcheck, api)
    await byGrantsThatAreRefused(claimcheck, server)
    await withDpop(claimcheck, server, api)
    const profileIds = (await claimcheck.ask('profiles.list', {})).map(({ id }) => id)
    const passphrase = canary('the passphrase of an export')
    const told = await claimcheck.ask('profiles.export', { profileIds, passphrase })
    expect(told.secretCount).toBeGreaterThan(15)
  } finally {
    stopHearing()
    await api.close()
  }
}

/** Where the story above has its profiles exported to. */
export const exportedInto = (folder: string): string => path.join(folder, 'exported.json')
