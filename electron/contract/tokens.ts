import * as z from 'zod'
import { checkWith, inspectedToken, tokenSubject, verification, whichToken } from './jwt.ts'
import { profileId } from './ids.ts'

/** Why a person must sign in again. 'sign-in-over': when the server had said that it would be. */
export const endReason = z.enum([
  ...(['refused', 'sign-in-over', 'expired', 'answer-lost', 'issuer-changed', 'unreadable'] as const),
])

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
    /**
     * When the sign-in itself ends and a person has to sign in again, where the server says so: null where it does not.
     * `warnFrom`: from when on a person should be told. Meaningful only where `refreshable`.
     */
    signInEnds: z
      .strictObject({
        at: z.iso.datetime(),
        warnFrom: z.iso.datetime(),
        source: z.enum(['refresh_expires_in', 'refresh_token_exp']),
      })
      .nullable(),
  }),
  z.strictObject({ state: z.literal('sign-in-again'), reason: endReason, description: z.string().nullable() }),
  /** The vault can't be opened now: there may be tokens, and they are untouched. */
  z.strictObject({ state: z.literal('locked') }),
])
export type Session = z.infer<typeof session>

const instant = z.iso.datetime()
const tokenFacts = {
  /** Enough of the access token to tell two apart, too little to use. */
  reference: z.string(),
  expiresAt: instant.nullable(),
}

/** What happened to a profile's tokens; nothing in it is secret. */
export const tokenHappening = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('signed-in'), ...tokenFacts, scopes: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('refreshed'),
    ...tokenFacts,
    cause: z.enum(['expiring', 'in-background', 'after-401', 'by-hand', 'after-crash', 'elsewhere']),
    /** The server gave a new refresh token too. */
    rotated: z.boolean(),
    /** Scopes that the new token lacks. */
    scopesLost: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('refresh-failed'), message: z.string(), retryAt: instant.nullable() }),
  /** The server takes the refresh token no more; `over`: after the end that it had announced. */
  z.strictObject({ kind: z.literal('refused'), description: z.string().nullable(), over: z.literal(true).optional() }),
  /** The answer to a refresh that began at `startedAt` never came, and the old refresh token was spent by it. */
  z.strictObject({ kind: z.literal('answer-lost'), startedAt: instant }),
  /** By requests since the event before it; `refused`: how many of them the API answered with 401. */
  z.strictObject({
    kind: z.literal('used'),
    requests: z.number().int(),
    refused: z.number().int(),
    lastAt: instant,
  }),
  z.strictObject({ kind: z.literal('not-saved') }),
  z.strictObject({ kind: z.literal('saved-late') }),
  z.strictObject({ kind: z.literal('copied'), which: whichToken }),
  z.strictObject({ kind: z.literal('revoked'), tokens: z.array(z.enum(['access', 'refresh'])) }),
  z.strictObject({ kind: z.literal('signed-out') }),
  z.strictObject({ kind: z.literal('forgotten') }),
])
export type TokenHappening = z.infer<typeof tokenHappening>

/** `authority`: the host that gave the tokens. */
export const tokenEvent = z.strictObject({ at: instant, authority: z.string(), what: tokenHappening })
export type TokenEvent = z.infer<typeof tokenEvent>

export const tokensChannels = {
  /** null: the profile has no such token. Throws `inspection.gone` for a loose or sent token that is held no more. */
  'tokens.inspect': { request: z.strictObject({ subject: tokenSubject }), response: inspectedToken.nullable() },
  /** The signature, and what ties the token to others. Throws `inspection.gone`, `inspection.key_unusable`. */
  'tokens.verify': { request: z.strictObject({ subject: tokenSubject, with: checkWith }), response: verification },
  'tokens.refresh': { request: z.strictObject({ profileId }), response: session },
  'tokens.copy': {
    request: z.strictObject({ subject: tokenSubject }),
    response: z.strictObject({ clearsAfterSeconds: z.number() }),
  },
  /** The newest first, at most 200 for a profile; known also while the vault is locked. */
  'tokens.timeline': { request: z.strictObject({ profileId }), response: z.array(tokenEvent) },
  'tokens.forget': { request: z.strictObject({ profileId }), response: session },
}
