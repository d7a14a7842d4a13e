import * as z from 'zod'
import { exchangeId, looseTokenId, profileId } from './ids.ts'
import { inspectedToken, tokenFormat, tokenSubject } from './jwt.ts'
import { toldClaims } from './told-claims.ts'

/** A token that main holds for a person to look at. */
export const looseToken = z.strictObject({
  id: looseTokenId,
  /** Where it was found, in words: "access_token of the JSON", "header Set-Cookie", "the text itself". */
  place: z.string(),
  /** Who it speaks for and from where, as it says itself: "alice · login.example.test"; empty where it can't be read. */
  title: z.string(),
  format: tokenFormat,
  kindName: z.string(),
  reference: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  synthetic: z.boolean(),
  takenAt: z.iso.datetime(),
})
export type LooseToken = z.infer<typeof looseToken>

/** A token in an exchange. `step` counts from 0; `header` is set where it stands in one. */
export const tokenInExchange = z.strictObject({
  token: looseToken,
  step: z.number().int(),
  part: z.enum(['sent-header', 'sent-url', 'sent-body', 'answer-header', 'answer-body']),
  /** The header's name, lower case; null elsewhere. */
  header: z.string().nullable(),
})
export type TokenInExchange = z.infer<typeof tokenInExchange>

/** An earlier token of a profile, or the one that it holds now; without its signature it opens nothing. */
export const pastToken = z.strictObject({
  entry: z.string(),
  which: z.enum(['access', 'id']),
  obtainedAt: z.iso.datetime(),
  /** The host that gave it. */
  authority: z.string(),
  reference: z.string(),
  format: tokenFormat,
  expiresAt: z.iso.datetime().nullable(),
  scopes: z.array(z.string()),
  jti: z.string().nullable(),
  /** Another token had this jti before: in words, when and whose; null where it is unique. */
  jtiSeen: z.string().nullable(),
  isCurrent: z.boolean(),
})
export type PastToken = z.infer<typeof pastToken>

const compared = z.strictObject({ json: z.string(), instant: z.iso.datetime().nullable() })
/** One line of a comparison. `chips` are the parts of a list with the side that has them. */
export const comparedRow = z.strictObject({
  part: z.enum(['header', 'claims']),
  name: z.string(),
  state: z.enum(['changed', 'only-left', 'only-right', 'same']),
  left: compared.nullable(),
  right: compared.nullable(),
  chips: z.array(z.strictObject({ text: z.string(), in: z.enum(['both', 'left', 'right']) })),
  /** What the difference means: "The right one expires 55 minutes later", "orders:write was added"; empty where it says nothing. */
  words: z.string(),
})
export type ComparedRow = z.infer<typeof comparedRow>

const comparedSide = z.strictObject({ title: z.string(), token: inspectedToken })
export const comparison = z.strictObject({
  left: comparedSide,
  right: comparedSide,
  /** In a sentence: "Same person, one scope more (orders:write); three differences in all." */
  sentence: z.string(),
  /** Differences first, the weightiest first; then what is the same. */
  rows: z.array(comparedRow),
})
export type Comparison = z.infer<typeof comparison>

export const signingAlgorithms = [
  ...(['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA'] as const),
] as const

/** How the end of a synthetic token is made. */
export const signing = z.discriminatedUnion('how', [
  /** With a key of the person's: PEM or JWK, or the text of a shared secret. It is used once and not kept. */
  z.strictObject({ how: z.literal('key'), alg: z.enum(signingAlgorithms), key: z.string().max(100_000) }),
  /** The signature of the token that it was made from, which fits no longer once anything was changed. */
  z.strictObject({ how: z.literal('as-it-was') }),
  /** One bit of that signature is turned over. */
  z.strictObject({ how: z.literal('bit-flipped') }),
  /** Nothing after the last dot. */
  z.strictObject({ how: z.literal('cut-off') }),
  /** These characters, whatever they are: zeros, or what stood under another token. */
  z.strictObject({
    how: z.literal('written'),
    signature: z
      .string()
      .max(20_000)
      .regex(/^[\w-]*$/),
  }),
  /** Signed with a key that was made this moment and is known to nobody. */
  z.strictObject({ how: z.literal('foreign-key'), alg: z.enum(signingAlgorithms), embed: z.boolean() }),
  /** HMAC with the issuer's public key as its secret (RFC 8725 §2.1). */
  z.strictObject({ how: z.literal('key-confusion'), alg: z.enum(['HS256', 'HS384', 'HS512']) }),
])
export type Signing = z.infer<typeof signing>

/** A known way to attack a verifier, as an edit of a token. */
export const hostileRecipe = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** What an API that accepts it does wrong. */
  finds: z.string(),
  reference: z.string(),
  /** Why it can't be made of this token; null where it can. */
  whyNot: z.string().nullable(),
})
export type HostileRecipe = z.infer<typeof hostileRecipe>

/** More than this of one part is not edited: no header field holds it. In characters. */
export const draftPartLimit = 200_000

/** What the editor starts from: the JSON of both parts, and how it would be signed. */
export const tokenDraft = z.strictObject({
  header: z.string().max(draftPartLimit),
  claims: z.string().max(draftPartLimit),
  signing,
  /** The attack that it was begun as, where its end is still that one's: what is made is called by it. */
  recipe: z.string().max(100).optional(),
})
export type TokenDraft = z.infer<typeof tokenDraft>

const ofSubject = z.strictObject({ subject: tokenSubject })
export const inspectionChannels = {
  /**
   * Finds tokens in whatever was pasted or dropped: a header line, JSON, an address, quotes, line breaks. `shown` is the
   * first one, so that a paste is one question. `note`: what was done to the text, or why nothing was found.
   */
  'inspection.take': {
    request: z.strictObject({ text: z.string().max(1_000_000) }),
    response: z.strictObject({
      found: z.array(looseToken),
      shown: inspectedToken.nullable(),
      note: z.string().nullable(),
    }),
  },
  /** What was taken or made since the program started, the newest first; a lock of the vault lets go of all. */
  'inspection.loose': { request: z.strictObject({}), response: z.array(looseToken) },
  'inspection.drop': {
    request: z.strictObject({ ids: z.array(looseTokenId).max(1000) }),
    response: z.strictObject({}),
  },
  'inspection.inExchange': { request: z.strictObject({ exchangeId }), response: z.array(tokenInExchange) },
  /** The token inside a token. Throws `inspection.gone`, `inspection.nothing_inside`. */
  'inspection.openInner': { request: ofSubject, response: looseToken },
  /** Asks the server of `profileId`, as that profile's client, about a token (RFC 7662): only by a person's act. */
  'inspection.introspect': {
    request: z.strictObject({ subject: tokenSubject, profileId }),
    response: z.strictObject({ ...toldClaims.shape, active: z.boolean() }),
  },
  'inspection.compare': {
    request: z.strictObject({ left: tokenSubject, right: tokenSubject }),
    response: comparison,
  },
  /** The newest first, at most 20 for each authority. */
  'inspection.past': { request: z.strictObject({ profileId }), response: z.array(pastToken) },
  'inspection.recipes': { request: ofSubject, response: z.array(hostileRecipe) },
  /** `recipe` null: the token as it is. */
  'inspection.draft': {
    request: z.strictObject({ subject: tokenSubject, recipe: z.string().max(100).nullable() }),
    response: tokenDraft,
  },
  /** Builds a synthetic token, which is never stored. Throws `inspection.draft_invalid`, `inspection.key_unusable`. */
  'inspection.forge': {
    request: z.strictObject({ base: tokenSubject, draft: tokenDraft }),
    response: z.strictObject({ token: looseToken, shown: inspectedToken }),
  },
}
