import * as z from 'zod'
import { discovered, profileSummary } from './profiles.ts'
import { scopeToken } from './oauth.ts'
import { traceEntry } from './sign-in.ts'

/** An authorisation server that a resource named, read and checked. */
export const foundServer = z.strictObject({
  issuer: z.string(),
  /** It registers clients that ask (RFC 7591): no client id is needed. */
  registers: z.boolean(),
  discovered,
})
export type FoundServer = z.infer<typeof foundServer>

/** What came of looking for the login of an API, each request told. */
export const loginFound = z.strictObject({
  steps: z.array(traceEntry),
  result: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('found'),
      /** RFC 9728 §2: the identifier of the protected resource, sent as `resource`; null where none was published. */
      resource: z.string().nullable(),
      suggestedName: z.string(),
      /** What the challenge or the resource asks for. */
      scopes: z.array(z.string()),
      servers: z.array(foundServer).min(1),
      notes: z.array(z.string()),
    }),
    /** The API let a stranger in. */
    z.strictObject({ outcome: z.literal('open'), status: z.number().int() }),
    /** It asks for something that is no OAuth: its challenges' schemes tell which kind of profile fits. */
    z.strictObject({ outcome: z.literal('other-scheme'), schemes: z.array(z.string()) }),
    /** Nothing tells where to sign in; the sentence says what was looked for. */
    z.strictObject({ outcome: z.literal('not-found'), why: z.string() }),
  ]),
})
export type LoginFound = z.infer<typeof loginFound>

/**
 * RFC 9728 with RFC 7591: from the address of an API to a profile. `start` only reads; `adopt` registers a client where
 * none is given, and saves a profile. Both take only what `start` found: main keeps that, and checks.
 */
export const findLoginChannels = {
  'findLogin.start': { request: z.strictObject({ url: z.string().max(10_000) }), response: loginFound },
  'findLogin.adopt': {
    request: z.strictObject({
      url: z.string().max(10_000),
      issuer: z.string().max(2000),
      name: z.string().trim().min(1).max(80),
      scopes: z.array(scopeToken).max(100),
      /** null: register one. */
      clientId: z.string().trim().min(1).max(500).nullable(),
    }),
    response: z.strictObject({ profile: profileSummary, steps: z.array(traceEntry) }),
  },
}
