import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword, pinAcr } from '../../../electron/playground/demo-credentials.ts'
import { secondsAfterNoon, startOrdersApi } from '../../support/orders-api.ts'

let api: Awaited<ReturnType<typeof startOrdersApi>>
beforeAll(async () => void (api = await startOrdersApi()))
afterAll(() => api.stop())
afterEach(() => expect(api.faults).toEqual([]))

const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(`${api.apiUrl}${path}`, { headers, redirect: 'manual' })
  return { status: response.status, headers: response.headers, body: await response.text() }
}

describe('the pages for people', () => {
  test('send whoever has no session to a login page, whatever token comes along', async () => {
    for (const headers of [{}, { authorization: `Bearer ${await api.sign()}` }, { cookie: 'orders_session=gone' }]) {
      const answer = await get('/web/orders', headers)
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toBe('/web/login?next=%2Fweb%2Forders')
    }
    expect(await get('/web/login')).toMatchObject({ status: 200, body: expect.stringContaining('type="password"') })
  })

  test('show the orders of a session', async () => {
    const json = { user: 'alice', password: demoPassword }
    const { headers } = await api.call('/with/session/login', { method: 'POST', json, token: null })
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect(await get('/web/orders', { cookie })).toMatchObject({ status: 200, body: expect.stringContaining('<li>') })
  })
})

describe('what stands before the orders', () => {
  test('is a mesh whose rule lets staff through, and nobody else', async () => {
    const refused = await get('/gateways/mesh/orders', { authorization: `Bearer ${await api.sign()}` })
    expect(refused).toMatchObject({ status: 403, body: 'RBAC: access denied' })
    expect(refused.headers.get('server')).toBe('envoy')
    const staff = await api.sign({ sub: 'admin', roles: ['staff'] })
    expect(await get('/gateways/mesh/orders', { authorization: `Bearer ${staff}` })).toMatchObject({ status: 200 })
    expect(await get('/gateways/mesh/orders')).toMatchObject({ status: 401 })
  })

  test('is a firewall that blocks everybody', async () => {
    const answer = await get('/gateways/firewall/orders', { authorization: `Bearer ${await api.sign()}` })
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('The requested URL was rejected') })
  })
})

test('a gateway of the plain kind refuses any token with a 403 of its own words, and no challenge', async () => {
  const told = async (token: string) => get('/gateways/plain/orders', { authorization: `Bearer ${token}` })
  const refused = await told(await api.sign({ exp: secondsAfterNoon(-12) }))
  expect(refused.status).toBe(403)
  expect(refused.headers.get('www-authenticate')).toBeNull()
  expect(JSON.parse(refused.body)).toEqual({ error: { code: 'ACCESS_REFUSED', message: 'The token expired 12 s ago' } })
  expect(await told(await api.sign())).toMatchObject({ status: 200, body: expect.stringContaining('"count": 4') })
})

test('every answer is dated by the clock that tokens are judged by', async () => {
  api.waitUntil(90)
  for (const path of ['/orders', '/health', '/web/login', '/nowhere']) {
    expect((await get(path)).headers.get('date')).toBe(new Date(secondsAfterNoon(90) * 1000).toUTCString())
  }
  api.waitUntil(0)
})

describe('an order that needs the PIN and a scope', () => {
  const place = async (claims: Record<string, unknown>) =>
    api.call('/with/step-up/orders', {
      ...{ method: 'POST', token: await api.sign(claims), json: { sku: 'TICKET-7', quantity: 1 } },
    })

  test('names both to a token that lacks both, and each to one that lacks it', async () => {
    const both = await place({ scope: 'orders:read' })
    expect(both).toMatchObject({ status: 401, body: { required_scopes: ['orders:write'] } })
    expect(both.challenge).toContain(`acr_values="${pinAcr}", scope="orders:write"`)
    expect((await place({})).challenge).not.toContain('scope=')
    const scope = await place({ scope: 'orders:read', acr: pinAcr })
    expect(scope).toMatchObject({ status: 403, challenge: expect.stringContaining('error="insufficient_scope"') })
  })

  test('is placed for one that has both', async () => {
    expect(await place({ acr: pinAcr })).toMatchObject({ status: 201, body: { customer: 'alice', sku: 'TICKET-7' } })
  })
})

describe('the door for a fresh sign-in', () => {
  test('asks whoever signed in more than a minute ago to sign in again', async () => {
    for (const claims of [{ auth_time: secondsAfterNoon(-61) }, {}]) {
      const refused = await api.call('/with/fresh-sign-in/me', { token: await api.sign(claims) })
      expect(refused.status).toBe(401)
      expect(refused.challenge).toMatch(/error="insufficient_user_authentication".*max_age="60"/)
    }
    const token = await api.sign({ auth_time: secondsAfterNoon(-59) })
    expect(await api.call('/with/fresh-sign-in/me', { token })).toMatchObject({ status: 200, body: { id: 'alice' } })
  })
})
