import * as z from 'zod'
import { exchangeId, looseTokenId, profileId } from './ids.ts'

/** Which of a profile's tokens; a refresh token can be looked at where it is a JWT. */
export const whichToken = z.enum(['access', 'id', 'refresh'])
export type WhichToken = z.infer<typeof whichToken>

/** A token to look at, by where main finds it: the token itself never crosses. */
export const tokenSubject = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('profile'), profileId, which: whichToken }),
  /** Pasted, dropped, found in an answer, or made here for a test. */
  z.strictObject({ of: z.literal('loose'), id: looseTokenId }),
  /** The one that an exchange was sent with, whatever the profile holds by now. */
  z.strictObject({ of: z.literal('sent'), exchangeId }),
  /** An earlier token of a profile, of which everything but the secret part is remembered. */
  z.strictObject({ of: z.literal('past'), profileId, entry: z.string().max(100) }),
])
export type TokenSubject = z.infer<typeof tokenSubject>

/** Where the key came from that a signature was held against. */
export const keySource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('issuer'), jwksUri: z.string() }),
  z.strictObject({ from: z.literal('pasted'), form: z.enum(['jwks', 'jwk', 'pem', 'certificate', 'secret']) }),
])
export type KeySource = z.infer<typeof keySource>

/**
 * Four states, never fewer: a decoded token is not a valid one. `keyThumbprint`: RFC 7638, of a public key only.
 * `issuer` of what was not checked: whose keys a person may ask for, where the token alone names that issuer.
 */
export const signatureVerdict = z.discriminatedUnion('verdict', [
  z.strictObject({
    verdict: z.literal('valid'),
    alg: z.string(),
    keyId: z.string().nullable(),
    keyThumbprint: z.string().nullable(),
    key: keySource,
    /** What else to know of the key: that only half of it was used, that it was not the one that the token names. */
    note: z.string().optional(),
  }),
  z.strictObject({ verdict: z.literal('invalid'), reason: z.string() }),
  z.strictObject({ verdict: z.literal('not-checked'), reason: z.string(), issuer: z.string().nullable() }),
  z.strictObject({ verdict: z.literal('cannot-check'), reason: z.string() }),
])
export type SignatureVerdict = z.infer<typeof signatureVerdict>

/** What ties a token to another thing, and whether it does. `reference` names the section that the tie is made by. */
export const tokenBinding = z.strictObject({
  name: z.enum(['at_hash', 'c_hash', 's_hash', 'nonce', 'cnf.jkt', 'cnf.x5t#S256', 'sd_hash']),
  state: z.enum(['holds', 'broken', 'not-checked']),
  /** A sentence: what it was compared with, or why it was not. */
  words: z.string(),
  reference: z.string(),
})
export type TokenBinding = z.infer<typeof tokenBinding>

export const verification = z.strictObject({ signature: signatureVerdict, bindings: z.array(tokenBinding) })
export type Verification = z.infer<typeof verification>

/** The key to hold a signature against. */
export const checkWith = z.discriminatedUnion('key', [
  /** The keys of the issuer that a profile names; asks nobody for a token of a stranger. */
  z.strictObject({ key: z.literal('known-issuer') }),
  /** The keys of the issuer that the token itself names: only after a person said so. */
  z.strictObject({ key: z.literal('named-issuer'), issuer: z.string().max(2000) }),
  /** A JWKS, a JWK, a PEM key, a certificate, or the shared secret of an HMAC. It is used once and not kept. */
  z.strictObject({ key: z.literal('pasted'), material: z.string().min(1).max(100_000) }),
])
export type CheckWith = z.infer<typeof checkWith>

/**
 * One claim as it stands in the token. `json` is the value's JSON text, so that big integers survive; a token inside of it
 * lacks its last part.
 * `meaning` is a sentence for people; `chips` are the parts of a list-like claim (scope, roles, aud).
 */
export const claim = z.strictObject({
  name: z.string(),
  json: z.string(),
  kind: z.enum(['text', 'time', 'list', 'number', 'other']),
  chips: z.array(z.string()),
  meaning: z.string(),
  /** Who says what the name means: IANA's registry, a provider that is known for it, or nobody that is known here. */
  source: z.enum(['registered', 'known', 'private']),
  /** Where it is defined ("RFC 7519 §4.1.4"); null for a private one. */
  reference: z.string().nullable(),
  /** Only for time claims: the instant, ISO 8601. */
  instant: z.iso.datetime().nullable(),
  attention: z.boolean(),
})
export type Claim = z.infer<typeof claim>

export const severity = z.enum(['high', 'medium', 'low', 'note'])
export type Severity = z.infer<typeof severity>

/** Something worth a look: what it is, by which section, and what it lets an attacker do. */
export const tokenWarning = z.strictObject({
  severity,
  text: z.string(),
  /** "Lets whoever …"; null for a note that helps no attacker. */
  lets: z.string().nullable(),
  reference: z.string(),
  /** The claim or header member that it is about; null where it is about the whole token. */
  about: z.string().nullable(),
})
export type TokenWarning = z.infer<typeof tokenWarning>

/** A claim that an SD-JWT discloses (RFC 9901). `name` is null for an element of a list; `path` is where it belongs. */
export const disclosure = z.strictObject({
  name: z.string().nullable(),
  path: z.string().nullable(),
  json: z.string(),
  /** 'fits': its digest stands in the signed part. Otherwise it must not be believed. */
  state: z.enum(['fits', 'stranger', 'unreadable', 'repeated']),
})
export type Disclosure = z.infer<typeof disclosure>

export const tokenFormat = z.enum(['jwt', 'jwe', 'opaque', 'paseto', 'macaroon', 'saml'])
export type TokenFormat = z.infer<typeof tokenFormat>

/** A token without the token: `reference` shows a few characters, enough to tell two apart and too few to use. */
export const inspectedToken = z.strictObject({
  /** What it is for; of a loose one as far as its content tells. */
  which: z.enum(['access', 'id', 'refresh', 'unknown']),
  format: tokenFormat,
  /** The kind in a person's words: "JWT", "SD-JWT with key binding", "GitHub personal access token". */
  kindName: z.string(),
  reference: z.string(),
  length: z.number().int(),
  /** How it is sent ("Bearer"); null where nobody said. */
  tokenType: z.string().nullable(),
  header: z.array(
    z.strictObject({ name: z.string(), json: z.string(), meaning: z.string(), reference: z.string().nullable() }),
  ),
  claims: z.array(claim),
  disclosures: z.array(disclosure),
  /** What can be read of a token that is no JWT: the version of a PASETO, the caveats of a macaroon. */
  facts: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  /** Another token lies inside (RFC 7519 appendix A.2), and can be opened. */
  hasInner: z.boolean(),
  issuedAt: z.iso.datetime().nullable(),
  notBefore: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** 'own': the token itself says it, and not by the claim exp (the conditions of a SAML assertion). */
  expirySource: z.enum(['expires_in', 'exp', 'own', 'unknown']),
  scopes: z.array(z.string()),
  roles: z.array(z.string()),
  /** The gravest first. */
  warnings: z.array(tokenWarning),
  /** Made here for a test: nobody issued it. */
  synthetic: z.boolean(),
  /** Only what it said is known any more; it can be neither checked nor sent. */
  past: z.boolean(),
  /** When this token's turn began, or when it was first seen here; changes with each refresh, so a view can tell that it shows an old one. */
  obtainedAt: z.iso.datetime(),
})
export type InspectedToken = z.infer<typeof inspectedToken>
