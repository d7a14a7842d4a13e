export type OrderStatus = 'placed' | 'paid' | 'shipped' | 'delivered' | 'cancelled'

export interface Order {
  readonly id: string
  /** The `sub` of the person whose order it is. */
  readonly customer: string
  readonly sku: string
  readonly product: string
  readonly quantity: number
  readonly unitPriceCents: number
  readonly totalCents: number
  readonly currency: 'EUR'
  readonly status: OrderStatus
  readonly placedAt: string
}
