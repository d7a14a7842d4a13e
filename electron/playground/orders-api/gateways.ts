import { mayHandleAllOrders } from './authorize.ts'
import { sendJson, type Exchange } from './exchange.ts'
import type { Order } from './order.ts'
import { Refusal } from './problem.ts'
import type { Route } from './router.ts'
import type { Caller } from './verify-access-token.ts'

type Authenticated = (answer: (caller: Caller, exchange: Exchange) => void) => Route['answer']

const blocked =
  '<html>\r\n<head><title>Request Rejected</title></head>\r\n' +
  '<body>The requested URL was rejected. Please consult with your administrator.</body>\r\n</html>\r\n'

/** The same orders behind what stands before many APIs, and says no in its own words: a mesh with a rule, a firewall. */
export function createGatewayRoutes(
  authenticated: Authenticated,
  listOrders: () => readonly Order[],
): readonly Route[] {
  const withoutChallenge = authenticated((caller, { response }) => {
    const orders = listOrders().filter(({ customer }) => customer === caller.id || mayHandleAllOrders(caller))
    sendJson(response, 200, { count: orders.length, orders })
  })

  return [
    {
      // As some gateways do: whatever was wrong with a token is a 403 with words of their own, and no challenge.
      method: 'GET',
      path: '/gateways/plain/orders',
      async answer(exchange) {
        try {
          await withoutChallenge(exchange)
        } catch (thrown) {
          if (!(thrown instanceof Refusal)) throw thrown
          sendJson(exchange.response, 403, { error: { code: 'ACCESS_REFUSED', message: thrown.problem.detail } })
        }
      },
    },
    {
      method: 'GET',
      path: '/gateways/mesh/orders',
      answer: authenticated((caller, { response }) => {
        if (mayHandleAllOrders(caller)) {
          sendJson(response, 200, { count: listOrders().length, orders: listOrders() })
          return
        }
        // As Envoy says it, without a challenge and without a reason.
        const said = 'RBAC: access denied'
        response.writeHead(403, {
          'content-type': 'text/plain',
          'content-length': String(said.length),
          server: 'envoy',
        })
        response.end(said)
      }),
    },
    {
      method: 'GET',
      path: '/gateways/firewall/orders',
      answer: ({ response }) => {
        response.writeHead(403, { 'content-type': 'text/html', 'content-length': String(blocked.length) })
        response.end(blocked)
      },
    },
  ]
}
