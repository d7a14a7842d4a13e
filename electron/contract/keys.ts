import * as z from 'zod'

/** How a JWT is signed (RFC 7518 §3.1, RFC 8037 §3.1). */
export const signingAlgorithms = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA', 'HS256', 'HS384', 'HS512'] as const),
] as const
export const signingAlgorithm = z.enum(signingAlgorithms)
export type SigningAlgorithm = z.infer<typeof signingAlgorithm>

/** What a JWT is signed with, apart from the key itself; `keyId` goes into the header as `kid`. */
export const signing = z.strictObject({
  algorithm: signingAlgorithm,
  keyId: z.string().trim().min(1).max(500).nullable(),
})
export type Signing = z.infer<typeof signing>

/** A JSON object as text: the claims or header members that a person wrote; may hold {{variables}}. */
export const jsonObjectText = z.string().max(100_000)
