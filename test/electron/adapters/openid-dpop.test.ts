import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { createOpenIdProvider } from '../../../electron/adapters/openid-provider.ts'
import { createOpenIdSessions } from '../../../electron/adapters/openid-provider-session.ts'
import type { DpopKey } from '../../../electron/domain/dpop/dpop-key.ts'
import type { TokenRequest } from '../../../electron/domain/sign-in/provider.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { followSignIn } from '../../support/oidc-server.ts'
import {
  aClient,
  anIssuerUnderTest,
  aProvider,
  asked,
  authorizationRequest,
  aWatchedCall,
  binding,
  engineFetch,
  tokens,
} from '../../support/provider-under-test.ts'
import { aStrictIssuer, clientSecret, redirectUri } from '../../support/strict-issuer.ts'

async function aDpopKey(): Promise<DpopKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const publicJwk = await exportJWK(publicKey)
  return { privateKey, publicKey, publicJwk, thumbprint: await calculateJwkThumbprint(publicJwk) }
}
const dpop = await aDpopKey()
const machine: TokenRequest = { grant: 'client_credentials', scopes: [], resources: [] }

describe('a real server that demands nonces', async () => {
  const server = await aStrictIssuer({
    demandsNonces: true,
    pushedRequests: 'offered',
    clients: [
      { client_id: 'm2m', client_secret: clientSecret },
      { client_id: 'native', token_endpoint_auth_method: 'none' },
    ],
  })
  afterAll(() => server.close())
  const robot = aClient(server.issuer, {
    ...{ clientId: 'm2m', authentication: 'client_secret_basic', secret: new SecretText(clientSecret), dpop },
  })
  const native = aClient(server.issuer, { clientId: 'native', dpop })

  test('gives a bound token in two calls, and in one from then on', async () => {
    const watched = aWatchedCall()
    const provider = aProvider()
    const first = await provider.requestTokens(robot, machine, watched.call)
    expect(watched.entries.map(({ status }) => status)).toEqual([200, 400, 200])
    await provider.requestTokens(robot, machine, watched.call)
    expect(watched.entries.map(({ status }) => status)).toEqual([200, 400, 200, 200])
    expect(first.answer.tokenType).toBe('DPoP')
    const bound = await server.bindingOf(first.answer.accessToken.reveal())
    expect(bound.jkt).toBe(dpop.thumbprint)
    expect(JSON.stringify(watched.entries)).not.toContain('eyJ')
  })

  test('is a stranger again after a lock of the vault: key and nonce were let go of', async () => {
    const watched = aWatchedCall()
    const sessions = createOpenIdSessions({ fetch: engineFetch(), now: () => new Date() })
    const provider = createOpenIdProvider({ sessions, now: () => new Date() })
    await provider.requestTokens(robot, machine, watched.call)
    sessions.forgetKeys()
    await provider.requestTokens(robot, machine, watched.call)
    expect(watched.entries.map(({ status }) => status)).toEqual([200, 400, 200, 400, 200])
  })

  test.each(['when-offered', 'never'] as const)(
    'binds the code, the tokens and their refresh to the key (pushed requests: %s)',
    async (pushedRequest) => {
      const watched = aWatchedCall()
      const provider = aProvider()
      const own = { ...binding, redirectUri }
      const request = { ...authorizationRequest, pushedRequest, binding: own }
      const address = new URL(await provider.authorizationUrl(native, request, watched.call))
      expect(address.searchParams.has('request_uri')).toBe(pushedRequest === 'when-offered')
      if (pushedRequest === 'never') expect(address.searchParams.get('dpop_jkt')).toBe(dpop.thumbprint)
      const callback = new SecretText((await followSignIn(address)).href)
      const code = { ...asked, callback, binding: own, maxAgeSeconds: null }
      // Somebody else who got hold of the code can do nothing with it.
      const thief = { ...native, dpop: await aDpopKey() }
      await expect(aProvider().exchangeCode(thief, code, aWatchedCall().call)).rejects.toMatchObject({
        code: 'sign_in.code_refused',
      })
      const again = await provider.authorizationUrl(native, request, watched.call)
      const second = new SecretText((await followSignIn(new URL(again))).href)
      const { answer } = await provider.exchangeCode(native, { ...code, callback: second }, watched.call)
      expect(answer.tokenType).toBe('DPoP')
      const refreshToken = answer.refreshToken ?? new SecretText('none')
      const refresh: TokenRequest = { grant: 'refresh_token', refreshToken, ...asked }
      expect(await provider.refresh(thief, refresh)).toMatchObject({ kind: expect.stringMatching(/refused/) })
      expect(await provider.refresh(native, refresh)).toMatchObject({
        kind: 'refreshed',
        answer: { tokenType: 'DPoP' },
      })
      expect(JSON.stringify(watched.entries)).not.toMatch(/eyJ|canary/)
    },
  )
})

describe('a server that is bent', async () => {
  const { server, client, call, entries, tokenCalls } = await anIssuerUnderTest()
  const bound = { ...client, dpop }
  const dpopTokens = { ...tokens, token_type: 'DPoP' }
  const ask = () => aProvider().requestTokens(bound, machine, call())

  test('gets a fresh proof for each request: its method, its address, and the key', async () => {
    server.answer('/token', { body: dpopTokens })
    await ask()
    await ask()
    const proofs = tokenCalls().map(({ headers }) => String(headers['dpop']))
    expect(proofs.map((proof) => decodeJwt(proof))).toEqual(
      proofs.map(() => expect.objectContaining({ htm: 'POST', htu: `${server.issuer}/token` })),
    )
    expect(decodeProtectedHeader(proofs[0] ?? '')).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256', jwk: dpop.publicJwk })
    expect(new Set(proofs.map((proof) => decodeJwt(proof).jti)).size).toBe(2)
  })

  test('and demands a nonce for ever is asked twice, and told', async () => {
    server.answer('/token', { status: 400, headers: { 'dpop-nonce': 'n' }, body: { error: 'use_dpop_nonce' } })
    const failure = { code: 'sign_in.nonce_loop', details: { host: new URL(server.issuer).host } }
    await expect(ask()).rejects.toMatchObject(failure)
    expect(tokenCalls()).toHaveLength(2)
    expect(entries().at(-1)?.problem).toMatch(/new DPoP nonce every time/)
    expect(await aProvider().refresh(bound, machine)).toMatchObject({ kind: 'client-refused', error: 'use_dpop_nonce' })
  })

  test('and demands a nonce without giving one is no endless loop either', async () => {
    server.answer('/token', {
      status: 401,
      headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"' },
      body: { error: 'use_dpop_nonce' },
    })
    await expect(ask()).rejects.toMatchObject({ code: 'sign_in.nonce_loop' })
    expect(tokenCalls()).toHaveLength(2)
  })

  test('and gives a token without the binding gets it refused (RFC 9449 §5), also for a refresh', async () => {
    server.answer('/token', { body: tokens })
    await expect(ask()).rejects.toMatchObject({ code: 'sign_in.grant_refused', details: { cause: 'dpop' } })
    expect(entries().at(-1)?.problem).toMatch(/without it \(RFC 9449 §5\)/)
    expect(await aProvider().refresh(bound, machine)).toMatchObject({ kind: 'client-refused', cause: 'dpop' })
  })

  test('and does not take the proof is told apart from a wrong clock', async () => {
    const refuse = { status: 400, body: { error: 'invalid_dpop_proof', error_description: 'nonsense' } }
    server.answer('/token', refuse)
    await expect(ask()).rejects.toMatchObject({ code: 'sign_in.grant_refused', details: { cause: 'dpop' } })
    const date = new Date(Date.now() - 3_600_000).toUTCString()
    server.answer('/token', { ...refuse, headers: { date } })
    await expect(ask()).rejects.toMatchObject({ code: 'sign_in.grant_refused', details: { cause: 'clock' } })
  })
})
