import type { Order, OrderStatus } from './order.ts'

/** What a small festival shop sells, by stock-keeping unit. */
export const catalogue: ReadonlyMap<string, { readonly name: string; readonly priceCents: number }> = new Map([
  ['TICKET-1', { name: 'Day ticket, Saturday', priceCents: 6_900 }],
  ['TICKET-7', { name: 'Week pass, harbour festival', priceCents: 24_900 }],
  ['CAMP-4', { name: 'Camping pitch for four', priceCents: 8_000 }],
  ['SHIRT-M', { name: 'Crew shirt, size M', priceCents: 2_800 }],
  ['MUG-02', { name: 'Enamel mug, navy', priceCents: 1_450 }],
  ['POSTER-A2', { name: 'Line-up poster, A2', priceCents: 1_900 }],
])

const seeds: readonly (readonly [
  customer: string,
  sku: string,
  quantity: number,
  status: OrderStatus,
  hoursAgo: number,
])[] = [
  ['alice', 'TICKET-7', 2, 'delivered', 41 * 24 + 3],
  ['bob', 'TICKET-1', 4, 'delivered', 30 * 24 + 7],
  ['alice', 'CAMP-4', 1, 'shipped', 6 * 24 + 2],
  ['bob', 'SHIRT-M', 1, 'cancelled', 5 * 24],
  ['alice', 'MUG-02', 6, 'paid', 28],
  ['bob', 'CAMP-4', 2, 'paid', 19],
  ['alice', 'POSTER-A2', 1, 'placed', 2],
]

/** The orders that alice and bob already have, ord_1001 onwards; their times are counted back from the start. */
export const seededOrders = (now: Date): Order[] =>
  seeds.flatMap(([customer, sku, quantity, status, hoursAgo], index) => {
    const product = catalogue.get(sku)
    if (product === undefined) return []
    return {
      id: `ord_${1001 + index}`,
      customer,
      sku,
      product: product.name,
      quantity,
      unitPriceCents: product.priceCents,
      totalCents: product.priceCents * quantity,
      currency: 'EUR',
      status,
      placedAt: new Date(now.getTime() - hoursAgo * 3_600_000).toISOString(),
    }
  })
