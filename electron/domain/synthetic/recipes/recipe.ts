import type { JSONWebKeySet } from 'jose'
import { signingAlgorithms, type HostileRecipe, type Signing, type TokenDraft } from '../../../contract/inspection.ts'
import type { WrittenMember } from '../json-text.ts'
import { withMember, writeObject } from '../json-text.ts'

/** What a recipe may look at of the token that it is made of. */
export interface RecipeBase {
  readonly header: string
  readonly claims: string
  readonly headerMembers: readonly WrittenMember[]
  /** null: the payload is no JSON object, so there are no claims. */
  readonly claimMembers: readonly WrittenMember[] | null
  /** Empty where the header names none. */
  readonly alg: string
  readonly keyId: string | null
  readonly hasSignature: boolean
  /** What its issuer publishes; null where it is not known. */
  readonly publicKeys: JSONWebKeySet | null
  readonly now: Date
}

export type Made = { readonly draft: TokenDraft } | { readonly whyNot: string }

/** A known way to attack a verifier, and how it is done to a token. */
export interface Recipe extends Omit<HostileRecipe, 'whyNot'> {
  readonly make: (base: RecipeBase) => Made
}

export const whyNot = (reason: string): Made => ({ whyNot: reason })

const asItWas: Signing = { how: 'as-it-was' }
const noSignature = 'The signature of this token is not known here, so there is none to keep or to change'

/** The token with another header, other claims, or another end. The old signature stays where nothing else is said. */
export function edited(
  base: RecipeBase,
  { header = base.header, claims = base.claims, signing = asItWas }: Partial<TokenDraft>,
): Made {
  const needsOld = signing.how === 'as-it-was' || signing.how === 'bit-flipped'
  return needsOld && !base.hasSignature ? whyNot(noSignature) : { draft: { header, claims, signing } }
}

/** The header with these members, each in its place or at the end. */
export const headerWith = (
  { headerMembers }: RecipeBase,
  ...changes: readonly (readonly [string, unknown])[]
): string =>
  writeObject(changes.reduce((kept, [name, value]) => withMember(kept, name, JSON.stringify(value)), headerMembers))

type KeyAlgorithm = Extract<Signing, { how: 'key' }>['alg']

const isKnown = (alg: string): alg is KeyAlgorithm => signingAlgorithms.some((each) => each === alg)

/** The algorithm to sign with a key pair: the token's own where it has one of these, else RS256. */
export function pairAlgorithm({ alg }: RecipeBase): KeyAlgorithm {
  // RFC 9864 gives EdDSA with this curve a name of its own.
  if (alg === 'Ed25519') return 'EdDSA'
  return isKnown(alg) && !alg.startsWith('HS') ? alg : 'RS256'
}

/** The name that the header gives that algorithm. */
export const pairAlgorithmName = (base: RecipeBase): string => (base.alg === 'Ed25519' ? base.alg : pairAlgorithm(base))

/** The HMAC with the hash of the token's own algorithm. */
export function hmacFor({ alg }: RecipeBase): 'HS256' | 'HS384' | 'HS512' {
  const bits = alg.slice(-3)
  return bits === '384' ? 'HS384' : bits === '512' ? 'HS512' : 'HS256'
}

/** Signed with a private key, so that there is a public one. */
export const hasKeyPair = ({ alg }: RecipeBase): boolean => /^(?:RS|PS|ES)\d{3}$|^EdDSA$|^Ed25519$/.test(alg)
