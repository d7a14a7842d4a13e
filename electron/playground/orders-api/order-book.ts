import type { Order } from './order.ts'
import { catalogue, seededOrders } from './seeded-orders.ts'

const mostOrders = 10_000

/** The shop's orders, in memory. Newest first; past the limit the oldest are forgotten, so a load test can't fill it. */
export function createOrderBook(now: () => Date) {
  const orders = new Map<string, Order>(seededOrders(now()).map((order) => [order.id, order]))
  let nextNumber = 1001 + orders.size

  return {
    list: (): Order[] => [...orders.values()].toSorted((one, other) => other.placedAt.localeCompare(one.placedAt)),
    find: (id: string): Order | null => orders.get(id) ?? null,
    /** null: the shop has no such thing. */
    place(customer: string, sku: string, quantity: number): Order | null {
      const product = catalogue.get(sku)
      if (product === undefined) return null
      const order: Order = {
        id: `ord_${nextNumber++}`,
        customer,
        sku,
        product: product.name,
        quantity,
        unitPriceCents: product.priceCents,
        totalCents: product.priceCents * quantity,
        currency: 'EUR',
        status: 'placed',
        placedAt: now().toISOString(),
      }
      orders.set(order.id, order)
      const [oldest] = orders.keys()
      if (orders.size > mostOrders && oldest !== undefined) orders.delete(oldest)
      return order
    },
    /** null: it is on its way, arrived or cancelled already. */
    cancel(order: Order): Order | null {
      if (order.status !== 'placed' && order.status !== 'paid') return null
      const cancelled: Order = { ...order, status: 'cancelled' }
      orders.set(order.id, cancelled)
      return cancelled
    },
  }
}
