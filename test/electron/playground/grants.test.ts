import { decodeJwt, importPKCS8, SignJWT } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as demo from '../../../electron/playground/demo-credentials.ts'
import { robotPrivateKey } from '../../../electron/playground/demo-keys.ts'
import {
  discoverAs,
  discoverDesktop,
  discoverRobot,
  signIn,
  startTestPlayground,
} from '../../support/playground-client.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
beforeAll(async () => void (playground = await startTestPlayground()))
afterAll(() => playground.stop())

const callApi = (path: string, token: string) =>
  fetch(`${playground.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })

describe('the password grant', () => {
  const ask = async (parameters: Record<string, string>) =>
    oidc.genericGrantRequest(await discoverAs(playground, demo.passwordClientId), 'password', parameters)
  const alice = { username: 'alice', password: demo.demoPassword, scope: 'openid profile orders:read' }

  test('gives tokens for the person, an ID token and a refresh token', async () => {
    const tokens = await ask(alice)
    expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: 'alice', roles: ['customer'], scope: 'orders:read' })
    expect(tokens.claims()).toMatchObject({ sub: 'alice', name: 'Alice Archer', aud: demo.passwordClientId })
    expect((await callApi('/orders', tokens.access_token)).status).toBe(200)
    const client = await discoverAs(playground, demo.passwordClientId)
    const refreshed = await oidc.refreshTokenGrant(client, tokens.refresh_token ?? '')
    expect(decodeJwt(refreshed.access_token)).toMatchObject({ sub: 'alice', scope: 'orders:read' })
  })

  test.each([
    ['a wrong password', { ...alice, password: 'pear' }, 'invalid_grant'],
    ['an unknown person', { ...alice, username: 'mallory' }, 'invalid_grant'],
    ['no password', { username: 'alice' }, 'invalid_request'],
    ['another resource', { ...alice, resource: 'https://elsewhere.example' }, 'invalid_target'],
  ])('is refused with %s', async (_what, parameters, error) => {
    await expect(ask(parameters)).rejects.toMatchObject({ error })
  })
})

describe('the JWT bearer grant', () => {
  const signWith = async (claims: Record<string, unknown>, key = robotPrivateKey) =>
    new SignJWT({
      iss: 'robot',
      sub: 'alice',
      aud: playground.issuer,
      exp: Math.floor(Date.now() / 1000) + 60,
      jti: crypto.randomUUID(),
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(await importPKCS8(key, 'ES256'))
  const ask = async (assertion: string) =>
    oidc.genericGrantRequest(
      await discoverAs(playground, demo.assertionClientId),
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      { assertion, scope: 'orders:read' },
    )

  test('gives a token for the person that the assertion is about', async () => {
    const tokens = await ask(await signWith({}))
    expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: 'alice', client_id: demo.assertionClientId })
    expect((await callApi('/me', tokens.access_token)).status).toBe(200)
  })

  test('takes the token endpoint for an audience, too', async () => {
    await expect(ask(await signWith({ aud: `${playground.issuer}/token` }))).resolves.toBeDefined()
  })

  test('takes an assertion once: a jti that was seen is a replay', async () => {
    const assertion = await signWith({})
    await ask(assertion)
    await expect(ask(assertion)).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: 'the assertion was used before: its jti has been seen',
    })
  })

  const now = Math.floor(Date.now() / 1000)
  test.each<[string, Record<string, unknown>, string]>([
    ['another audience', { aud: 'https://elsewhere.example' }, 'the assertion is not for this server'],
    ['another issuer', { iss: 'mallory' }, 'the assertion is not from the issuer robot'],
    ['an end that has passed', { exp: now - 60 }, 'the assertion has expired'],
    ['a beginning in the future', { nbf: now + 600 }, 'the assertion is not valid yet'],
    ['a life of two hours', { exp: now + 7200 }, 'the assertion lives longer than an hour'],
    ['no end', { exp: undefined }, 'the assertion has no claim exp'],
    ['no jti', { jti: undefined }, 'the assertion has no claim jti'],
    ['nobody it is about', { sub: 'mallory' }, 'the assertion is about nobody'],
  ])('is refused with %s', async (_what, claims, words) => {
    const description: unknown = expect.stringContaining(words)
    await expect(ask(await signWith(claims))).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: description,
    })
  })

  test('is refused with a signature of somebody else, and with what is no JWT', async () => {
    const assertion = await signWith({})
    const forged = `${assertion.slice(0, assertion.lastIndexOf('.'))}.${'A'.repeat(86)}`
    await expect(ask(forged)).rejects.toMatchObject({
      error_description: 'the signature of the assertion does not hold',
    })
    await expect(ask('nonsense')).rejects.toMatchObject({ error_description: 'the assertion is not a signed JWT' })
  })
})

describe('the token exchange', () => {
  const grant = 'urn:ietf:params:oauth:grant-type:token-exchange'
  const accessToken = 'urn:ietf:params:oauth:token-type:access_token'
  const tokenOfAlice = async (scope = 'openid orders:read orders:write') =>
    (await signIn(await discoverDesktop(playground), { as: 'alice', consent: 'allow', scope })).access_token
  const ask = async (parameters: Record<string, string>) =>
    oidc.genericGrantRequest(await discoverRobot(playground), grant, parameters)
  const trade = async (more: Record<string, string> = {}) =>
    ask({ subject_token: await tokenOfAlice(), subject_token_type: accessToken, ...more })

  test('gives a token about alice that says who uses it', async () => {
    const tokens = await trade({ audience: demo.ordersAudience })
    expect(tokens).toMatchObject({ issued_token_type: accessToken, token_type: 'bearer' })
    expect(tokens.refresh_token).toBeUndefined()
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      sub: 'alice',
      client_id: 'robot',
      act: { sub: 'robot' },
      roles: ['customer'],
      scope: 'orders:read orders:write',
    })
    const me: unknown = await (await callApi('/me', tokens.access_token)).json()
    expect(me).toMatchObject({ id: 'alice', actor: { sub: 'robot' } })
  })

  test('gives less where less is asked for, and never more', async () => {
    expect((await trade({ scope: 'orders:read' })).scope).toBe('orders:read')
    await expect(trade({ scope: 'orders:read users:read' })).rejects.toMatchObject({ error: 'invalid_scope' })
  })

  test('names the one of the actor token, and keeps whom that one acted for', async () => {
    const robot = await oidc.clientCredentialsGrant(await discoverRobot(playground), { scope: 'orders:read' })
    const first = await trade()
    const second = await ask({
      subject_token: first.access_token,
      subject_token_type: accessToken,
      actor_token: robot.access_token,
      actor_token_type: accessToken,
    })
    expect(decodeJwt(second.access_token)['act']).toEqual({ sub: 'robot', act: { sub: 'robot' } })
  })

  test.each([
    ['another audience', { audience: 'urn:elsewhere' }, 'invalid_target'],
    ['another resource', { resource: 'https://elsewhere.example' }, 'invalid_target'],
    [
      'a type that is not issued',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
      'invalid_request',
    ],
    [
      'a subject type that is not taken',
      { subject_token_type: 'urn:ietf:params:oauth:token-type:saml1' },
      'invalid_request',
    ],
    ['a subject that is no token', { subject_token: 'nonsense' }, 'invalid_request'],
    ['an actor type without an actor', { actor_token_type: accessToken }, 'invalid_request'],
  ])('is refused with %s', async (_what, parameters, error) => {
    await expect(trade(parameters)).rejects.toMatchObject({ error })
  })

  test('is refused for a token that was revoked, and to a client that may not', async () => {
    const desktop = await discoverDesktop(playground)
    const token = await tokenOfAlice()
    await oidc.tokenRevocation(desktop, token)
    await expect(trade({ subject_token: token })).rejects.toMatchObject({ error: 'invalid_request' })
    const other = { subject_token: await tokenOfAlice(), subject_token_type: accessToken }
    await expect(oidc.genericGrantRequest(desktop, grant, other)).rejects.toMatchObject({ error: 'invalid_request' })
  })
})

describe('the counts of grants', () => {
  test('tell how many of each were answered with a token', () => {
    expect(playground.counts()).toMatchObject({ passwords: 1, assertions: 3, exchanges: 4 })
  })
})
