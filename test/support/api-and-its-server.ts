import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { loginFound } from '../../electron/contract/find-login.ts'
import { aBendableIssuer, type BendableIssuer, type Bent } from './bendable-issuer.ts'
import { recordConnections } from './connection-recorder.ts'
import { aFindLogin } from './find-login-under-test.ts'

export const places = {
  root: '/.well-known/oauth-protected-resource',
  orders: '/.well-known/oauth-protected-resource/orders',
}
export const openid = '/.well-known/openid-configuration'
export const rfc8414 = '/.well-known/oauth-authorization-server'

export const challenge = (text: string): Bent => ({ status: 401, headers: { 'www-authenticate': text }, body: '' })
export const pointing = (to: string): Bent =>
  challenge(`Bearer resource_metadata="${to}", scope="orders:read orders:write"`)
export const pathsOf = ({ calls }: BendableIssuer): string[] => calls.map(({ path }) => path)

/**
 * An API and an authorisation server that register clients, for the tests of one file; bent back before each of them.
 * After each, nobody else was asked, and nobody with anything that says who asks.
 */
export async function anApiAndItsServer() {
  const [api, server] = [await aBendableIssuer(), await aBendableIssuer()]
  let connections = recordConnections()
  connections.stop()
  const url = (): string => `${api.issuer}/orders`

  function bendBack(): void {
    for (const each of [api, server]) each.reset()
    for (const path of [openid, rfc8414, places.root, places.orders]) api.answer(path, { status: 404, body: '' })
    server.answer(openid, {
      body: {
        ...{ ...server.metadata, registration_endpoint: `${server.issuer}/register` },
        scopes_supported: ['openid', 'offline_access', 'profile'],
      },
    })
  }
  beforeAll(bendBack)
  afterAll(async () => {
    await api.close()
    await server.close()
  })
  beforeEach(() => {
    bendBack()
    connections = recordConnections()
  })
  afterEach(() => {
    connections.stop()
    const meant = [api, server].map(({ issuer }) => new URL(issuer).host)
    expect(connections.tried.size > 0).toBe(api.calls.length + server.calls.length > 0)
    expect([...connections.tried].filter((each) => !meant.includes(each))).toEqual([])
    for (const { headers } of [...api.calls, ...server.calls]) {
      expect(Object.keys(headers).filter((name) => /auth|cookie|token|key|origin|referer/i.test(name))).toEqual([])
    }
  })

  return {
    ...{ api, server, url },
    document: (some: object = {}) => ({ body: { resource: url(), authorization_servers: [server.issuer], ...some } }),
    start: async (address = url()) => loginFound.parse(await aFindLogin().findLogin.start(address)),
  }
}
