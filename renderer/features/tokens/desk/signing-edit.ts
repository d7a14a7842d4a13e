import type { Signing } from '@contract/inspection'

export type How = Signing['how']
export type SigningAlgorithm = Extract<Signing, { how: 'key' }>['alg']
export type HmacAlgorithm = Extract<Signing, { how: 'key-confusion' }>['alg']

export const hmacAlgorithms = ['HS256', 'HS384', 'HS512'] as const satisfies readonly HmacAlgorithm[]
export const algorithms = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const),
  ...hmacAlgorithms,
] as const satisfies readonly SigningAlgorithm[]

/** How the end is to be made, while it is chosen: what one way does not use is remembered for the others. */
export interface SigningEdit {
  readonly how: How
  readonly alg: SigningAlgorithm
  readonly hmac: HmacAlgorithm
  readonly embed: boolean
  /** Of 'written'. */
  readonly signature: string
  /**
   * The key that an attack brings along, and nobody's secret: a public key, a word of every tutorial, nothing at all.
   * null: none; a key of the person's never stands here.
   */
  readonly known: string | null
}

/** An empty secret that no attack asked for: what comes of it would tell nothing of the API's own secret. */
export const isEmptyByAccident = ({ how, alg, known }: SigningEdit, key: string): boolean =>
  how === 'key' && alg.startsWith('HS') && key === '' && known !== ''

/** What to choose from, with what it means. */
export const howWords = {
  'as-it-was': {
    title: 'Keep the signature as it was',
    means: 'It fits no longer once anything is changed. An API that accepts it does not check signatures.',
  },
  'cut-off': {
    title: 'Cut the signature off',
    means: 'Nothing stands after the last dot. An API that accepts it takes unsigned tokens.',
  },
  'bit-flipped': {
    title: 'Turn one bit of the signature over',
    means: 'The smallest change there is. An API that accepts it does not check signatures.',
  },
  written: {
    title: 'Write the signature out',
    means: 'Exactly these characters stand after the last dot.',
  },
  key: {
    title: 'Sign with a key of mine',
    means: 'A private key or a shared secret that the API trusts makes a token that it should accept.',
  },
  'foreign-key': {
    title: 'Sign with a key nobody knows',
    means: 'Made this moment and thrown away. An API that accepts it does not look whose key it was.',
  },
  'key-confusion': {
    title: 'HMAC with the issuer’s public key',
    means: 'The public key is used as if it were a shared secret (RFC 8725 §2.1). Everybody has it.',
  },
} as const satisfies Record<How, { title: string; means: string }>

export function signingEditOf(signing: Signing): SigningEdit {
  const start: SigningEdit = { how: signing.how, alg: 'RS256', hmac: 'HS256', embed: false, signature: '', known: null }
  switch (signing.how) {
    case 'key':
      return { ...start, alg: signing.alg, known: signing.key }
    case 'foreign-key':
      return { ...start, alg: signing.alg, embed: signing.embed }
    case 'key-confusion':
      return { ...start, hmac: signing.alg }
    case 'written':
      return { ...start, signature: signing.signature }
    case 'as-it-was':
    case 'cut-off':
    case 'bit-flipped':
      return start
  }
}

/** The choice as main takes it; `key` is what stands in the field for it. */
export function signingOf({ how, alg, hmac, embed, signature }: SigningEdit, key: string): Signing {
  switch (how) {
    case 'key':
      return { how, alg, key }
    case 'foreign-key':
      return { how, alg, embed }
    case 'key-confusion':
      return { how, alg: hmac }
    case 'written':
      return { how, signature }
    case 'as-it-was':
    case 'cut-off':
    case 'bit-flipped':
      return { how }
  }
}

/** The algorithm that the header has to name for the end to be read that way; null where it stays as it is. */
export function algorithmOf({ how, alg, hmac }: SigningEdit): string | null {
  if (how === 'key' || how === 'foreign-key') return alg
  return how === 'key-confusion' ? hmac : null
}
