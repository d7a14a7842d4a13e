import { createServer, type Server, type ServerResponse } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProfileDraft } from '../../../electron/contract/profiles.ts'
import { portOf } from '../../support/bendable-issuer.ts'
import { aFindLogin } from '../../support/find-login-under-test.ts'
import { anOidcServer, type OidcServer } from '../../support/oidc-server.ts'
import { aClient, tokensOfAlice } from '../../support/tokens-of-alice.ts'

let server: OidcServer
let api: Server
let origin = ''
const resource = () => `${origin}/orders`

/** An API that takes only tokens that its authorisation server made for it, and says where those are to be had. */
async function anApi(issuer: string): Promise<Server> {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  const place = '/.well-known/oauth-protected-resource/orders'
  const isGood = async (authorization: string): Promise<boolean> =>
    jwtVerify(authorization.replace(/^Bearer /, ''), keys, { issuer, audience: resource(), typ: 'at+jwt' }).then(
      ({ payload }) => payload['scope'] === 'orders:read',
      () => false,
    )
  async function answer(authorization: string, response: ServerResponse): Promise<void> {
    const good = await isGood(authorization)
    const challenge = `Bearer resource_metadata="${origin}${place}", scope="orders:read"`
    response.writeHead(good ? 200 : 401, good ? {} : { 'www-authenticate': challenge }).end()
  }
  const listener = createServer((request, response) => {
    if (request.url === place) {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ resource: resource(), authorization_servers: [issuer], resource_name: 'Orders' }))
      return
    }
    void answer(request.headers.authorization ?? '', response)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return listener
}

beforeAll(async () => {
  server = await anOidcServer(resource)
  api = await anApi(server.issuer)
  origin = `http://127.0.0.1:${portOf(api)}`
})
afterAll(async () => {
  api.closeAllConnections()
  await new Promise((resolve) => api.close(resolve))
  await server.close()
})

/** Signs in as the profile says, and gives the status of the API with the token. */
async function tryProfile(profile: ProfileDraft | undefined, port: number | null = null): Promise<number> {
  if (profile?.way.kind !== 'oauth' || profile.way.grant.type !== 'authorization_code')
    throw new Error('not this profile')
  const { way } = profile
  const { redirect } = profile.way.grant
  if (redirect.by !== 'fixed') throw new Error('no fixed redirect')
  const redirectUri = `http://${redirect.host}:${port ?? redirect.port}${redirect.path}`
  const client = aClient(way.issuer, { clientId: way.clientId, authentication: way.clientAuthentication })
  const [named] = way.resources
  const asked = { redirectUri, scope: way.scopes.join(' '), ...(named !== undefined && { resource: named }) }
  const tokens = await tokensOfAlice(client, asked)
  expect(tokens.refreshToken).not.toBeNull()
  const answer = await fetch(resource(), { headers: { authorization: `Bearer ${tokens.accessToken.reveal()}` } })
  return answer.status
}

describe('the address of an API, and nothing else', () => {
  test('leads to a profile that gets a token which the API takes', async () => {
    const { findLogin, saved } = aFindLogin()
    const { result } = await findLogin.start(resource())
    if (result.outcome !== 'found') throw new Error(`not found: ${JSON.stringify(result)}`)
    expect(result).toMatchObject({
      ...{ resource: resource(), suggestedName: 'Orders', scopes: ['openid', 'offline_access', 'orders:read'] },
      servers: [{ issuer: server.issuer, registers: true }],
    })
    const { suggestedName: name, scopes } = result
    const { profile, steps } = await findLogin.adopt({
      url: resource(),
      issuer: server.issuer,
      name,
      scopes,
      clientId: null,
    })
    expect(profile).toMatchObject({ name: 'Orders', session: { state: 'signed-out' } })
    expect(steps.map(({ title, status }) => [title, status])).toEqual([['Register a client', 201]])
    expect(JSON.stringify(steps)).not.toMatch(/registration_access_token","(?!\[secret\])/)
    expect(await tryProfile(saved[0])).toBe(200)
    // RFC 8252 §7.3: the same client comes back on whatever port is free.
    expect(await tryProfile(saved[0], 50_123)).toBe(200)
  })
})
