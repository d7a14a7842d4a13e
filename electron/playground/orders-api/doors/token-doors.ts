import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { pinAcr } from '../../demo-credentials.ts'
import { requireScope } from '../authorize.ts'
import { insufficientAuthentication, nonceWanted, staleAuthentication, type TokenScheme } from '../challenge.ts'
import type { Exchange } from '../exchange.ts'
import type { Route } from '../router.ts'
import type { Caller } from '../verify-access-token.ts'
import type { Door } from './door.ts'

type Identify = (request: IncomingMessage, wanted?: TokenScheme) => Promise<Caller>

const factsOf = ({ scopes, expiresAt, acr }: Caller) => ({ scopes, expiresAt, ...(acr !== null && { acr }) })

/** Tokens of the authorisation server that are proven with DPoP, and no others (RFC 9449 §7.1). */
export const createDpopDoor = (identify: Identify): Door => ({
  way: 'dpop',
  async admit({ request }) {
    const caller = await identify(request, 'DPoP')
    return { id: caller.id, roles: caller.roles, facts: factsOf(caller) }
  },
})

/** Wants a nonce in the proof, and never takes the one that it gave: what no client may try for ever (RFC 9449 §9). */
export const createEndlessNonceDoor = (identify: Identify): Door => ({
  way: 'endless-nonce',
  async admit({ request }) {
    await identify(request, 'DPoP')
    throw nonceWanted(randomBytes(12).toString('base64url'))
  },
})

/** Tokens of a person who entered the PIN, too (RFC 9470). */
export const createStepUpDoor = (identify: Identify): Door => ({
  way: 'step-up',
  async admit({ request }) {
    const caller = await identify(request)
    if (caller.acr !== pinAcr) throw insufficientAuthentication(caller.scheme)
    return { id: caller.id, roles: caller.roles, facts: factsOf(caller) }
  },
})

const freshSeconds = 60

/** Tokens of a person who signed in within the last minute (RFC 9470): refreshing them makes no sign-in fresher. */
export const createFreshSignInDoor = (identify: Identify, now: () => Date): Door => ({
  way: 'fresh-sign-in',
  async admit({ request }) {
    const caller = await identify(request)
    const oldest = now().getTime() - freshSeconds * 1000
    if (caller.signedInAt === null || caller.signedInAt.getTime() < oldest) {
      throw staleAuthentication(freshSeconds, caller.scheme)
    }
    return { id: caller.id, roles: caller.roles, facts: { ...factsOf(caller), signedInAt: caller.signedInAt } }
  },
})

/** An order that needs the PIN and a scope: a token that lacks both is told of both (RFC 9470 §3). */
export const createOrderWithPin = (
  identify: Identify,
  place: (caller: Caller, exchange: Exchange) => Promise<void>,
): Route => ({
  method: 'POST',
  path: '/with/step-up/orders',
  async answer(exchange) {
    const caller = await identify(exchange.request)
    const lacking = caller.scopes.includes('orders:write') ? [] : ['orders:write']
    if (caller.acr !== pinAcr) throw insufficientAuthentication(caller.scheme, lacking)
    requireScope(caller, 'orders:write')
    await place(caller, exchange)
  },
})
