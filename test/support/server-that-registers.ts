import { beforeEach } from 'vitest'
import { anApiAndItsServer, openid, places } from './api-and-its-server.ts'
import { aFindLogin } from './find-login-under-test.ts'

/** An API whose server registers whoever asks, and what was asked of it, for the tests of one file. */
export async function aServerThatRegisters() {
  const { api, server, url, document } = await anApiAndItsServer()
  const publish = (some: object = {}): void =>
    server.answer(openid, {
      body: {
        ...{ ...server.metadata, registration_endpoint: `${server.issuer}/register` },
        scopes_supported: ['openid', 'orders'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
        ...some,
      },
    })
  const publishApi = (some: object = {}): void => api.answer(places.orders, document(some))
  /** What the API says at an address to whoever shows no token. */
  const pointToMetadata = (path: string): void =>
    api.answer(path, {
      ...{ status: 401, body: '' },
      headers: { 'www-authenticate': `Bearer resource_metadata="${places.orders}"` },
    })
  beforeEach(() => {
    publish()
    publishApi()
    pointToMetadata('/orders')
    server.answer('/register', { status: 201, body: { client_id: 'registered' } })
  })

  const request = (some: object = {}) => ({
    ...{ url: url(), issuer: server.issuer, name: 'Orders', scopes: ['openid', 'orders'], clientId: null },
    ...some,
  })
  async function found() {
    const parts = aFindLogin()
    await parts.findLogin.start(url())
    return parts
  }
  return {
    ...{ api, server, url, publish, publishApi, pointToMetadata, request, found },
    adopted: async (some: object = {}) => {
      const parts = await found()
      return { ...parts, ...(await parts.findLogin.adopt(request(some))) }
    },
    /** The last client that it was asked to register. */
    sent: (): Record<string, unknown> => {
      const body =
        server.calls
          .findLast(({ path }) => path === '/register')
          ?.form.keys()
          .next().value ?? '{}'
      const json: unknown = JSON.parse(body)
      return typeof json === 'object' && json !== null ? { ...json } : {}
    },
  }
}
