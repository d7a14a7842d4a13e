import * as z from 'zod'

/** Four states, never fewer: a decoded token is not a valid one. */
export const signatureVerdict = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('valid'), alg: z.string(), keyId: z.string().nullable(), jwksUri: z.string() }),
  z.strictObject({ verdict: z.literal('invalid'), reason: z.string() }),
  z.strictObject({ verdict: z.literal('not-checked') }),
  z.strictObject({ verdict: z.literal('cannot-check'), reason: z.string() }),
])
export type SignatureVerdict = z.infer<typeof signatureVerdict>

/**
 * One claim as it stands in the token. `json` is the value's JSON text, so that big integers survive.
 * `meaning` is a sentence for people; `chips` are the parts of a list-like claim (scope, roles, aud).
 */
export const claim = z.strictObject({
  name: z.string(),
  json: z.string(),
  kind: z.enum(['text', 'time', 'list', 'number', 'other']),
  chips: z.array(z.string()),
  meaning: z.string(),
  /** Only for time claims: the instant, ISO 8601. */
  instant: z.iso.datetime().nullable(),
  attention: z.boolean(),
})
export type Claim = z.infer<typeof claim>

/** A token without the token: `reference` shows a few characters, enough to tell two apart and too few to use. */
export const inspectedToken = z.strictObject({
  which: z.enum(['access', 'id']),
  format: z.enum(['jwt', 'jwe', 'opaque']),
  reference: z.string(),
  length: z.number().int(),
  tokenType: z.string(),
  header: z.array(z.strictObject({ name: z.string(), json: z.string(), meaning: z.string() })),
  claims: z.array(claim),
  issuedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  expirySource: z.enum(['expires_in', 'exp', 'unknown']),
  scopes: z.array(z.string()),
  /** Things worth a look, as sentences with their section (RFC 8725, RFC 9068). */
  warnings: z.array(z.strictObject({ text: z.string(), reference: z.string() })),
  /** When this token's turn began; changes with each refresh, so a view can tell that it shows an old one. */
  obtainedAt: z.iso.datetime(),
})
export type InspectedToken = z.infer<typeof inspectedToken>
