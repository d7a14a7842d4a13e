import * as z from 'zod'
import { inspectedToken, signatureVerdict } from './jwt.ts'
import { profileId } from './ids.ts'

/** Why a person must sign in again. */
export const endReason = z.enum(['refused', 'expired', 'answer-lost', 'issuer-changed', 'unreadable'])

/** What a window may know of a profile's tokens: times and names, never a token. All instants are ISO 8601 UTC. */
export const session = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('signed-out') }),
  z.strictObject({ state: z.literal('signing-in'), step: z.string() }),
  /** Nothing to sign in to: what the profile holds is sent as it is. `expiresAt` where a static token is a JWT. */
  z.strictObject({ state: z.literal('standing'), expiresAt: z.iso.datetime().nullable() }),
  /** A secret that the profile can't do without was never entered. */
  z.strictObject({ state: z.literal('incomplete'), missing: z.string() }),
  z.strictObject({
    state: z.literal('active'),
    obtainedAt: z.iso.datetime(),
    /** null: the server said nothing and the token is no JWT; shown as "unknown", never as "for ever". */
    expiresAt: z.iso.datetime().nullable(),
    scopes: z.array(z.string()),
    refreshable: z.boolean(),
    refreshing: z.boolean(),
    /** Set after a refresh that failed without being refused: when the next try is due, and what happened. */
    trouble: z.strictObject({ retryAt: z.iso.datetime().nullable(), message: z.string() }).nullable(),
    /** 'until-quit' when the vault keeps nothing on disk. */
    kept: z.enum(['on-disk', 'until-quit']),
    clockSkewSeconds: z.number().nullable(),
    /** How often this sign-in's tokens have been refreshed. */
    refreshCount: z.number().int(),
  }),
  z.strictObject({ state: z.literal('sign-in-again'), reason: endReason, description: z.string().nullable() }),
  /** The vault can't be opened now: there may be tokens, and they are untouched. */
  z.strictObject({ state: z.literal('locked') }),
])
export type Session = z.infer<typeof session>

export const whichToken = z.enum(['access', 'id'])
export type WhichToken = z.infer<typeof whichToken>

const tokenRequest = z.strictObject({ profileId, which: whichToken })
export const tokensChannels = {
  'tokens.inspect': { request: tokenRequest, response: inspectedToken.nullable() },
  'tokens.verify': { request: tokenRequest, response: signatureVerdict },
  'tokens.refresh': { request: z.strictObject({ profileId }), response: session },
  'tokens.copy': { request: tokenRequest, response: z.strictObject({ clearsAfterSeconds: z.number() }) },
  'tokens.forget': { request: z.strictObject({ profileId }), response: session },
}
