import * as z from 'zod'
import { jsonObjectText, signing } from './keys.ts'
import { oauthWay } from './oauth.ts'
import { body, field, method } from './requests.ts'

/** Where a token stands in a request. `prefix` comes before it as it is: `Bearer `, with its space. */
export const carriage = z.discriminatedUnion('in', [
  z.strictObject({
    in: z.literal('header'),
    name: z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/, { error: 'This is no header name' }),
    prefix: z.string().max(100),
  }),
  z.strictObject({ in: z.literal('query'), name: z.string().min(1, { error: 'Name the parameter' }).max(200) }),
  z.strictObject({
    in: z.literal('cookie'),
    name: z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/, { error: 'This is no cookie name' }),
  }),
])
export type Carriage = z.infer<typeof carriage>

/** Where in an answer a value stands. A path names one value (RFC 9535 §2.3.5.1): $.data['access token'][0] */
export const answerSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('json'), path: z.string().trim().min(1).max(500) }),
  z.strictObject({ from: z.literal('header'), name: z.string().trim().min(1).max(200) }),
  z.strictObject({ from: z.literal('cookie'), name: z.string().trim().min(1).max(200) }),
])
export type AnswerSource = z.infer<typeof answerSource>

/** How long a token of a custom login lives. 'instant': seconds or milliseconds since 1970, or a date. */
export const loginLifetime = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('unknown') }),
  z.strictObject({ by: z.literal('fixed'), seconds: z.number().int().min(1).max(31_536_000) }),
  z.strictObject({ by: z.literal('answer'), source: answerSource, means: z.enum(['seconds', 'instant']) }),
])
export type LoginLifetime = z.infer<typeof loginLifetime>

/**
 * A request of a login, any text of it with {{variables}}; {{username}} and {{password}} are the profile's own, and in
 * a refresh {{token}} and {{refreshToken}} are what it has.
 */
export const loginRequest = z.strictObject({
  method,
  url: z.string().max(10_000),
  headers: z.array(field).max(100),
  /** Kept with the profile's settings, which are read and written as a whole. */
  body: body.refine((given) => !('text' in given) || given.text.length <= 100_000, {
    error: 'A login has no body of more than 100,000 characters',
  }),
})
export type LoginRequest = z.infer<typeof loginRequest>

export const loginAnswer = z.strictObject({
  token: answerSource,
  refresh: answerSource.nullable(),
  lifetime: loginLifetime,
})
export type LoginAnswer = z.infer<typeof loginAnswer>

/** The way to a token, or to whatever else proves who is calling. */
export const way = z.discriminatedUnion('kind', [
  oauthWay,
  z.strictObject({
    kind: z.literal('custom_login'),
    username: z.string().max(500),
    login: z.strictObject({ request: loginRequest, answer: loginAnswer }),
    refresh: z.strictObject({ request: loginRequest, answer: loginAnswer }).nullable(),
    carriage,
  }),
  /** An API key or any token that a person was given; a bearer token is one in Authorization after `Bearer `. */
  z.strictObject({ kind: z.literal('static_token'), carriage }),
  /** RFC 7617 */
  z.strictObject({ kind: z.literal('basic'), username: z.string().max(500) }),
  /** RFC 7616 */
  z.strictObject({ kind: z.literal('digest'), username: z.string().max(500) }),
  /** The client certificate of the profile, and nothing else. */
  z.strictObject({ kind: z.literal('certificate') }),
  /** A JWT that the profile signs itself; iat, exp and jti are added to `claims`, alg and kid to `header`. */
  z.strictObject({
    kind: z.literal('signed_jwt'),
    signing,
    header: jsonObjectText,
    claims: jsonObjectText,
    lifetimeSeconds: z.number().int().min(1).max(31_536_000),
    carriage,
  }),
  z.strictObject({ kind: z.literal('none') }),
])
export type Way = z.infer<typeof way>
export type WayKind = Way['kind']
export type WayOf<Kind extends WayKind> = Extract<Way, { kind: Kind }>
