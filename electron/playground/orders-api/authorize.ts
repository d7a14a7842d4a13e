import { insufficientScope, wrongRole } from './challenge.ts'
import { Refusal } from './problem.ts'
import type { Caller } from './verify-access-token.ts'

/** Throws 403 unless the token has one of the scopes; the last is the least that would do, and is what is asked for. */
export function requireScope(caller: Caller, ...sufficient: readonly [string, ...string[]]): void {
  if (sufficient.some((scope) => caller.scopes.includes(scope))) return
  throw insufficientScope(sufficient[sufficient.length - 1] ?? sufficient[0], caller.scopes, caller.scheme)
}

export function requireRole(caller: Caller, ...sufficient: readonly string[]): void {
  if (!sufficient.some((role) => caller.roles.includes(role))) throw wrongRole(sufficient, caller.roles)
}

/** Whoever can be told from others, by a token or by any other door. */
export interface Identity {
  readonly id: string
  readonly roles: readonly string[]
}

/** Staff look after every order, and the robot packs them; customers have their own. */
export const mayHandleAllOrders = (caller: Identity): boolean =>
  caller.roles.includes('staff') || caller.roles.includes('service')

/** Throws 403 unless the order is the caller's own or the caller handles everyone's. */
export function requireOwner(caller: Caller, order: { readonly id: string; readonly customer: string }): void {
  if (order.customer === caller.id || mayHandleAllOrders(caller)) return
  throw new Refusal({
    status: 403,
    code: 'not_owner',
    title: 'Not your order',
    detail: `${order.id} belongs to someone else. Only its owner and staff may touch it.`,
  })
}
