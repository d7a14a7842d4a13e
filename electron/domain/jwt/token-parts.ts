import type { Disclosure, InspectedToken, TokenWarning } from '../../contract/jwt.ts'
import type { JsonMember } from './json-members.ts'
import type { WritingFault } from './token-writing.ts'

export type Fact = InspectedToken['facts'][number]

interface AnyParts {
  /** The kind in a tester's words. */
  readonly kindName: string
  readonly header: readonly JsonMember[]
  /** null: there are none, or nobody but the receiver can read them. */
  readonly claims: readonly JsonMember[] | null
  readonly facts: readonly Fact[]
  /** A token that lies inside, as text. */
  readonly inner: string | null
  readonly writing: readonly WritingFault[]
  /** What its form alone says against it. */
  readonly warnings: readonly TokenWarning[]
}

/** A JWS (RFC 7515), whatever it signs. */
export interface SignedParts extends AnyParts {
  readonly format: 'jwt'
  /** `detached`: it is sent apart; `other`: it is no JSON object, so there are no claims (RFC 7519 §7.2). */
  readonly payload: 'claims' | 'nested' | 'unencoded' | 'detached' | 'other'
  /** The claims as they were written; null where there are none. */
  readonly claimsText: string | null
  readonly signature: string
  /** In the compact serialisation, without what was around it: what a signature is checked on. */
  readonly compact: string
  /** How many signatures it carries, of which the first is the one that is read here (RFC 7515 §7.2.1). */
  readonly signatures: number
  /** Of an SD-JWT (RFC 9901). */
  readonly disclosures: readonly Disclosure[]
  /** The key binding JWT of an SD-JWT; null where there is none. */
  readonly keyBinding: string | null
}

/** A JWE (RFC 7516): its claims are for its receiver. */
export interface SealedParts extends AnyParts {
  readonly format: 'jwe'
}

export interface OtherParts extends AnyParts {
  readonly format: 'opaque' | 'paseto' | 'macaroon' | 'saml'
  /** Of what says so itself, as a SAML assertion does. */
  readonly life: { readonly from: Date | null; readonly until: Date | null }
}

/** A token by its outside. Nothing here says that it is genuine. */
export type TokenParts = SignedParts | SealedParts | OtherParts

/** A token that is no JWT, with what is known of it. */
export const otherParts = (
  format: OtherParts['format'],
  kindName: string,
  known: Partial<Omit<OtherParts, 'format' | 'kindName'>> = {},
): OtherParts => ({
  ...{ format, kindName, header: [], claims: null, facts: [], inner: null, writing: [], warnings: [] },
  life: { from: null, until: null },
  ...known,
})
