import type { IncomingMessage } from 'node:http'
import { pinAcr } from '../../demo-credentials.ts'
import { insufficientAuthentication, staleAuthentication, type TokenScheme } from '../challenge.ts'
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
