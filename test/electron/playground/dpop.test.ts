import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, decodeJwt, exportJWK, SignJWT } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dpopClientId } from '../../../electron/playground/demo-credentials.ts'
import { discoverAs, discoverDesktop, signIn, startTestPlayground } from '../../support/playground-client.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
let keys: oidc.CryptoKeyPair
let token: string
beforeAll(async () => {
  playground = await startTestPlayground()
  keys = await oidc.randomDPoPKeyPair('ES256', { extractable: true })
  const client = await discoverAs(playground, dpopClientId)
  const tokens = await signIn(client, { ...asAlice, dpop: oidc.getDPoPHandle(client, keys) })
  token = tokens.access_token
})
afterAll(() => playground.stop())

const asAlice = { as: 'alice', consent: 'allow', scope: 'openid orders:read' } as const

interface Proof {
  readonly claims?: Record<string, unknown>
  readonly header?: Record<string, unknown>
  readonly by?: oidc.CryptoKeyPair
}

/** A proof for GET /me, as it should be but for what is said. */
async function aProof({ claims = {}, header = {}, by = keys }: Proof = {}): Promise<string> {
  return new SignJWT({
    jti: crypto.randomUUID(),
    htm: 'GET',
    htu: `${playground.apiUrl}/me`,
    iat: Math.floor(Date.now() / 1000),
    ath: createHash('sha256').update(token).digest('base64url'),
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(by.publicKey), ...header })
    .sign(by.privateKey)
}

async function call(proof: string | null, { scheme = 'DPoP', path = '/me' } = {}) {
  const headers = { authorization: `${scheme} ${token}`, ...(proof !== null && { dpop: proof }) }
  const response = await fetch(`${playground.apiUrl}${path}`, { headers })
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate') ?? '',
    nonce: response.headers.get('dpop-nonce'),
    body: await response.text(),
  }
}

const aNonce = async (): Promise<string> => (await call(await aProof())).nonce ?? ''

describe('a token that is bound to a key', () => {
  test('names the key, and is refreshed with the same key only', async () => {
    const client = await discoverAs(playground, dpopClientId)
    const dpop = oidc.getDPoPHandle(client, keys)
    const tokens = await signIn(client, { ...asAlice, dpop })
    const jkt = await calculateJwkThumbprint(await exportJWK(keys.publicKey))
    expect(tokens.token_type).toBe('dpop')
    expect(decodeJwt(tokens.access_token)['cnf']).toEqual({ jkt })
    const other = oidc.getDPoPHandle(client, await oidc.randomDPoPKeyPair('ES256'))
    const refresh = tokens.refresh_token ?? ''
    await expect(oidc.refreshTokenGrant(client, refresh, undefined, { DPoP: other })).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(oidc.refreshTokenGrant(client, refresh, undefined, { DPoP: dpop })).resolves.toBeDefined()
  })

  test('is given to nobody without a proof where the client is registered for it', async () => {
    const client = await discoverAs(playground, dpopClientId)
    await expect(signIn(client, asAlice)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('opens the API once the proof has the nonce of the API', async () => {
    const first = await call(await aProof())
    expect(first).toMatchObject({ status: 401, nonce: expect.any(String) })
    expect(first.challenge).toMatch(/^DPoP realm="orders", error="use_dpop_nonce".*, algs="ES256 /)
    const second = await call(await aProof({ claims: { nonce: first.nonce } }))
    expect(second.status).toBe(200)
  })

  test('is refused as Bearer, with the scheme that it needs', async () => {
    const answer = await call(null, { scheme: 'Bearer' })
    expect(answer.status).toBe(401)
    expect(answer.challenge).toMatch(/^DPoP realm="orders", error="invalid_token".*send it with DPoP/)
  })

  test('is refused when the same proof comes twice', async () => {
    const proof = await aProof({ claims: { nonce: await aNonce() } })
    expect((await call(proof)).status).toBe(200)
    const again = await call(proof)
    expect(again).toMatchObject({ status: 401 })
    expect(again.challenge).toContain('error="invalid_dpop_proof", error_description="The proof was used before (jti)"')
  })

  test.each<[string, Proof, string]>([
    ['another method', { claims: { htm: 'POST' } }, 'another method (htm)'],
    ['another address', { claims: { htu: 'http://127.0.0.1:1/me' } }, 'another address (htu)'],
    ['an address that is none', { claims: { htu: 'me' } }, 'another address (htu)'],
    ['another token', { claims: { ath: 'x' } }, 'another token (ath)'],
    ['no token', { claims: { ath: undefined } }, 'no claim ath'],
    ['no jti', { claims: { jti: undefined } }, 'no claim jti'],
    ['an old time', { claims: { iat: 1 } }, 'too old, or from the future (iat)'],
    ['another typ', { header: { typ: 'JWT' } }, 'holds no proof'],
    ['no key', { header: { jwk: undefined } }, 'holds no proof'],
  ])('is refused with a proof for %s', async (_what, proof, words) => {
    const nonce = await aNonce()
    const answer = await call(await aProof({ ...proof, claims: { nonce, ...proof.claims } }))
    expect(answer.status).toBe(401)
    expect(answer.challenge).toContain('error="invalid_dpop_proof"')
    expect(answer.challenge).toContain(words)
  })

  test('is refused with a proof of another key, a private key in it, a foreign nonce, and none at all', async () => {
    const nonce = await aNonce()
    const by = await oidc.randomDPoPKeyPair('ES256', { extractable: true })
    expect((await call(await aProof({ by, claims: { nonce } }))).challenge).toContain('another key than the token')
    const jwk = await exportJWK(keys.privateKey)
    expect((await call(await aProof({ header: { jwk }, claims: { nonce } }))).challenge).toContain('holds no proof')
    expect((await call(await aProof({ claims: { nonce: 'guessed' } }))).challenge).toContain('use_dpop_nonce')
    expect((await call(null)).challenge).toContain('carries no header DPoP')
    expect((await call('nonsense')).challenge).toContain('holds no proof')
  })

  test('may have a query in the address of the request, which the proof leaves out', async () => {
    const nonce = await aNonce()
    expect((await call(await aProof({ claims: { nonce } }), { path: '/me?x=1' })).status).toBe(200)
  })
})

describe('the door for DPoP', () => {
  test('opens to a proven token and to no other', async () => {
    const nonce = await aNonce()
    const htu = `${playground.apiUrl}/with/dpop/me`
    const answer = await call(await aProof({ claims: { nonce, htu } }), { path: '/with/dpop/me' })
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { way: 'dpop', id: 'alice' }])
    const plain = await signIn(await discoverDesktop(playground), asAlice)
    const headers = { authorization: `Bearer ${plain.access_token}` }
    const borne = await fetch(`${playground.apiUrl}/with/dpop/me`, { headers })
    expect([borne.status, borne.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^DPoP realm/)])
  })

  test('does not take a plain token that is called proven', async () => {
    const plain = await signIn(await discoverDesktop(playground), asAlice)
    const headers = { authorization: `DPoP ${plain.access_token}`, dpop: await aProof() }
    const answer = await fetch(`${playground.apiUrl}/me`, { headers })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('The token is bound to no key'),
    ])
  })
})

test('the door that never takes its own nonce asks for another one each time', async () => {
  const nonces = new Set<string>()
  for (let turn = 0; turn < 3; turn += 1) {
    // A good one, of the rest of the API.
    const claims = { htu: `${playground.apiUrl}/with/endless-nonce/me`, nonce: await aNonce() }
    const proof = await aProof({ claims })
    const answer = await call(proof, { path: '/with/endless-nonce/me' })
    expect(answer).toMatchObject({ status: 401, challenge: expect.stringContaining('error="use_dpop_nonce"') })
    nonces.add(answer.nonce ?? '')
  }
  expect(nonces.size).toBe(3)
})
