import { people } from '../../people.ts'
import { mayHandleAllOrders } from '../authorize.ts'
import { sendJson } from '../exchange.ts'
import type { Order } from '../order.ts'
import type { Route } from '../router.ts'
import type { Door } from './door.ts'

/** Behind each door the same two rooms: who am I, and my orders. */
export const doorRoutes = ({ way, admit }: Door, listOrders: () => readonly Order[]): readonly Route[] => [
  {
    method: 'GET',
    path: `/with/${way}/me`,
    async answer(exchange) {
      const { id, roles, facts } = await admit(exchange)
      const name = people.find((person) => person.id === id)?.name ?? id
      sendJson(exchange.response, 200, { way, id, name, roles, ...facts })
    },
  },
  {
    method: 'GET',
    path: `/with/${way}/orders`,
    async answer(exchange) {
      const who = await admit(exchange)
      const orders = listOrders().filter(({ customer }) => customer === who.id || mayHandleAllOrders(who))
      sendJson(exchange.response, 200, { count: orders.length, orders })
    },
  },
]
