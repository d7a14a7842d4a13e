import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startOrdersApi, type Call } from '../../support/orders-api.ts'

let api: Awaited<ReturnType<typeof startOrdersApi>>
beforeAll(async () => void (api = await startOrdersApi()))
afterAll(() => api.stop())
afterEach(() => expect(api.faults).toEqual([]))

describe('who may do what', () => {
  const admin = { sub: 'admin', roles: ['staff', 'admin'], scope: 'orders:read users:read' }
  test.each<[string, string, string, Record<string, unknown>, number]>([
    ['alice reads her order', 'GET', '/orders/ord_1001', {}, 200],
    ['alice reads an order of bob', 'GET', '/orders/ord_1002', {}, 403],
    ['admin reads an order of bob', 'GET', '/orders/ord_1002', admin, 200],
    ['the robot reads an order of bob', 'GET', '/orders/ord_1002', { sub: 'robot', roles: ['service'] }, 200],
    ['alice reads an order that is not there', 'GET', '/orders/ord_1', {}, 404],
    ['alice reads orders without the scope', 'GET', '/orders', { scope: 'openid' }, 403],
    ['alice cancels an order of bob', 'POST', '/orders/ord_1006/cancel', {}, 403],
    ['alice cancels without a scope for it', 'POST', '/orders/ord_1007/cancel', { scope: 'orders:read' }, 403],
    ['alice cancels what was delivered', 'POST', '/orders/ord_1001/cancel', {}, 409],
    ['alice cancels with orders:cancel', 'POST', '/orders/ord_1007/cancel', { scope: 'orders:cancel' }, 200],
    ['alice cancels with orders:write', 'POST', '/orders/ord_1005/cancel', {}, 200],
    ['admin lists users', 'GET', '/admin/users', admin, 200],
    ['admin lists users without the scope', 'GET', '/admin/users', { ...admin, scope: '' }, 403],
  ])('%s', async (_what, method, path, claims, status) => {
    expect(await api.call(path, { method, token: await api.sign(claims) })).toMatchObject({ status })
  })

  test('a customer lists only orders of their own, newest first; staff list all', async () => {
    const own = await api.call('/orders')
    expect(own.body).toMatchObject({
      count: 4,
      orders: [{ id: 'ord_1007' }, {}, {}, { id: 'ord_1001', customer: 'alice' }],
    })
    const all = await api.call('/orders', { token: await api.sign(admin) })
    expect(all.body['count']).toBe(7)
  })

  test('/me tells who the token speaks for', async () => {
    const answer = await api.call('/me')
    expect(answer.body).toEqual({
      id: 'alice',
      name: 'Alice Archer',
      clientId: 'claimcheck-desktop',
      roles: ['customer'],
      scopes: ['orders:read', 'orders:write'],
      expiresAt: '2030-06-01T12:01:00.000Z',
    })
  })
})

describe('placing an order', () => {
  test('creates it and says where it is', async () => {
    const answer = await api.call('/orders', { method: 'POST', json: { sku: 'TICKET-7', quantity: 2 } })
    expect(answer).toMatchObject({ status: 201, body: { customer: 'alice', totalCents: 49_800, status: 'placed' } })
    const path = answer.headers.get('location') ?? ''
    expect((await api.call(path)).body).toEqual(answer.body)
  })

  test.each<[string, Call, number, string]>([
    ['no such thing', { json: { sku: 'YACHT', quantity: 1 } }, 422, 'invalid_order'],
    ['none of it', { json: { sku: 'MUG-02', quantity: 0 } }, 422, 'invalid_order'],
    ['an extra field', { json: { sku: 'MUG-02', quantity: 1, customer: 'bob' } }, 422, 'invalid_order'],
    ['broken JSON', { body: '{"sku":' }, 400, 'invalid_json'],
    ['a form', { body: 'sku=MUG-02', contentType: 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['too much', { body: ' '.repeat(65_537) }, 413, 'body_too_large'],
  ])('is refused with %s', async (_what, sent, status, code) => {
    expect(await api.call('/orders', { method: 'POST', ...sent })).toMatchObject({ status, body: { code } })
  })
})

describe('the rest of the API', () => {
  test('answers /health without a token, and says the time of day in Date', async () => {
    const answer = await api.call('/health', { token: null })
    expect(answer).toMatchObject({ status: 200, body: { status: 'ok', service: 'orders' } })
    expect(Date.parse(answer.headers.get('date') ?? '')).not.toBeNaN()
  })

  test('answers 404 and 405 as problems', async () => {
    expect(await api.call('/nowhere')).toMatchObject({ status: 404, body: { code: 'not_found' } })
    const answer = await api.call('/orders', { method: 'DELETE' })
    expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } })
    expect(answer.headers.get('allow')).toBe('GET, POST')
  })

  test.each(['/slow?ms=60001', '/slow?ms=-1', '/large?kb=51201', '/large?kb=x'])('refuses %s', async (path) => {
    expect(await api.call(path)).toMatchObject({ status: 400, body: { code: 'invalid_query' } })
  })

  test('answers slowly when it is told to', async () => {
    expect((await api.call('/slow?ms=20')).body).toEqual({ waitedMs: 20 })
  })

  test.each([1, 300, 5 * 1024])('streams a JSON array of %s kB', async (kb) => {
    const response = await fetch(`${api.apiUrl}/large?kb=${kb}`, {
      headers: { authorization: `Bearer ${await api.sign()}` },
    })
    const text = await response.text()
    expect(text.length).toBeLessThanOrEqual(kb * 1024)
    expect(text.length).toBeGreaterThan(kb * 1024 - 200)
    expect(JSON.parse(text)).toContainEqual(expect.objectContaining({ id: 'rec_1' }))
  })

  test('survives a reader that leaves in the middle', async () => {
    const leaving = new AbortController()
    const headers = { authorization: `Bearer ${await api.sign()}` }
    const response = await fetch(`${api.apiUrl}/large?kb=51200`, { headers, signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    expect((await api.call('/health', { token: null })).status).toBe(200)
  })
})
