import type { RequestListener } from 'node:http'
import { people } from '../people.ts'
import type { SigningKey } from '../signing-key.ts'
import { mayHandleAllOrders, requireOwner, requireRole, requireScope } from './authorize.ts'
import { apiKeyDoor } from './doors/api-key.ts'
import { basicDoor } from './doors/basic.ts'
import { createCertificateDoor } from './doors/certificate.ts'
import { createDigestDoor } from './doors/digest.ts'
import { doorRoutes } from './doors/door-routes.ts'
import { createSessions } from './doors/sessions.ts'
import { createSignedJwtDoor } from './doors/signed-jwt.ts'
import { staticTokenDoor } from './doors/static-token.ts'
import {
  createDpopDoor,
  createEndlessNonceDoor,
  createFreshSignInDoor,
  createOrderWithPin,
  createStepUpDoor,
} from './doors/token-doors.ts'
import { sendJson, type Exchange } from './exchange.ts'
import { createGatewayRoutes } from './gateways.ts'
import { createCallerIdentification } from './identify-caller.ts'
import { createOrderBook } from './order-book.ts'
import type { Order } from './order.ts'
import { Refusal } from './problem.ts'
import { invalidOrder, readOrderRequest } from './read-order-request.ts'
import { baseOf, createMetadataRoutes, tellWhere, type ResourceParts } from './resource-metadata.ts'
import { createRouter, type Route } from './router.ts'
import { catalogue } from './seeded-orders.ts'
import { answerLargely, answerSlowly } from './test-answers.ts'
import type { Caller } from './verify-access-token.ts'
import { createWebPages } from './web-pages.ts'

export interface OrdersApiParts extends ResourceParts {
  readonly key: SigningKey
  /** Whether the authorisation server took a token back. */
  readonly isRevoked: (jti: string) => Promise<boolean>
  /** How long a session of the login door lives. */
  readonly accessTokenSeconds: () => number
  readonly now: () => Date
  readonly reportFault: (thrown: unknown) => void
}

/** A demo API with what a protected API has: scopes, roles and owners, and a challenge or a problem for each refusal. */
export function createOrdersApi(parts: OrdersApiParts): RequestListener {
  const { issuer, apiUrl, secureApiUrl, key, isRevoked, accessTokenSeconds, now, reportFault } = parts
  const book = createOrderBook(now)
  const identify = createCallerIdentification({
    issuer,
    audiences: [apiUrl, secureApiUrl],
    publicJwk: key.publicJwk,
    addressOf: (request) => `${baseOf(request, parts)}${request.url ?? '/'}`,
    ...{ secureApiUrl, isRevoked, now },
  })
  const sessions = createSessions({ accessTokenSeconds, now })
  const doors = [
    ...[apiKeyDoor, staticTokenDoor, basicDoor, createDigestDoor(now), sessions.door, createSignedJwtDoor(now)],
    ...[createCertificateDoor(secureApiUrl), createDpopDoor(identify), createStepUpDoor(identify)],
    ...[createEndlessNonceDoor(identify), createFreshSignInDoor(identify, now)],
  ]

  const authenticated =
    (answer: (caller: Caller, exchange: Exchange) => Promise<void> | void): Route['answer'] =>
    async (exchange) =>
      answer(await identify(exchange.request), exchange)

  function findOrder(id: string): Order {
    const order = book.find(id)
    if (order !== null) return order
    throw new Refusal({ status: 404, code: 'not_found', title: 'Not found', detail: 'There is no such order.' })
  }

  async function placeOrder(caller: Caller, { request, response }: Exchange): Promise<void> {
    const { sku, quantity } = await readOrderRequest(request)
    const order = book.place(caller.id, sku, quantity)
    if (order === null) {
      const message = `The shop has ${[...catalogue.keys()].join(', ')}`
      throw invalidOrder('The shop has no such thing.', [{ field: 'sku', message }])
    }
    sendJson(response, 201, order, { location: `/orders/${order.id}` })
  }

  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/health',
      answer: ({ response }) => sendJson(response, 200, { status: 'ok', service: 'orders', time: now().toISOString() }),
    },
    {
      method: 'GET',
      path: '/me',
      answer: authenticated((caller, { response }) => {
        const name = people.find(({ id }) => id === caller.id)?.name ?? caller.clientId
        const { scheme: _scheme, acr, signedInAt: _signedInAt, actor, ...known } = caller
        const more = { ...(acr !== null && { acr }), ...(actor !== undefined && { actor }) }
        sendJson(response, 200, { ...known, ...more, name })
      }),
    },
    {
      method: 'GET',
      path: '/orders',
      answer: authenticated((caller, { response }) => {
        requireScope(caller, 'orders:read')
        const orders = book.list().filter(({ customer }) => customer === caller.id || mayHandleAllOrders(caller))
        sendJson(response, 200, { count: orders.length, orders })
      }),
    },
    {
      method: 'POST',
      path: '/orders',
      answer: authenticated((caller, exchange) => {
        requireScope(caller, 'orders:write')
        return placeOrder(caller, exchange)
      }),
    },
    {
      method: 'GET',
      path: '/orders/{id}',
      answer: authenticated((caller, { response, id }) => {
        requireScope(caller, 'orders:read')
        const order = findOrder(id)
        requireOwner(caller, order)
        sendJson(response, 200, order)
      }),
    },
    {
      method: 'POST',
      path: '/orders/{id}/cancel',
      answer: authenticated((caller, { response, id }) => {
        requireScope(caller, 'orders:write', 'orders:cancel')
        const order = findOrder(id)
        requireOwner(caller, order)
        const cancelled = book.cancel(order)
        if (cancelled === null) {
          const detail = `${order.id} is ${order.status}, so it can't be cancelled any more.`
          throw new Refusal({ status: 409, code: 'already_settled', title: 'Too late to cancel', detail })
        }
        sendJson(response, 200, cancelled)
      }),
    },
    {
      method: 'GET',
      path: '/admin/users',
      answer: authenticated((caller, { response }) => {
        // The role comes first: to someone without it, asking for one more scope would be no help.
        requireRole(caller, 'staff', 'admin')
        requireScope(caller, 'users:read')
        sendJson(response, 200, {
          count: people.length,
          users: people.map(({ id, name, roles }) => ({ id, name, roles })),
        })
      }),
    },
    { method: 'GET', path: '/slow', answer: authenticated((_caller, exchange) => answerSlowly(exchange)) },
    { method: 'GET', path: '/large', answer: authenticated((_caller, exchange) => answerLargely(exchange)) },
    createOrderWithPin(identify, placeOrder),
    ...createMetadataRoutes(parts),
    ...sessions.routes,
    ...createWebPages(sessions.door, book.list),
    ...createGatewayRoutes(authenticated, book.list),
    ...doors.flatMap((door) => doorRoutes(door, book.list)),
  ]
  return createRouter(routes, {
    ...{ now, reportFault },
    refine: (refusal, request) => tellWhere(refusal, baseOf(request, parts)),
  })
}
