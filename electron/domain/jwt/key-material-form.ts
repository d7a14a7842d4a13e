import type { JWK } from 'jose'
import type { KeySource } from '../../contract/jwt.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'

export type MaterialForm = Extract<KeySource, { from: 'pasted' }>['form']

/** A secret that both sides share, as one way to read it gives it. */
export interface SharedSecret {
  readonly keyId: string | null
  readonly bytes: Uint8Array
  /** How the text was read, where that is not the text itself. */
  readonly note: string | null
}

/** Keys as a person pasted them. Of a private key only the public half is kept. */
export interface PublicMaterial {
  readonly form: Exclude<MaterialForm, 'secret'>
  readonly keys: readonly JWK[]
  readonly secrets: readonly SharedSecret[]
  /** Sentences about what was pasted. */
  readonly notes: readonly string[]
}

export type KeyMaterial =
  | ({ readonly is: 'keys' } & PublicMaterial)
  /** No known form of a key: it can only be a secret, or a slip. `hint` says what it looks like instead. */
  | { readonly is: 'text'; readonly hint: string | null }
  /** It is a key, and yet of no use; a sentence without anything of it. */
  | { readonly is: 'unusable'; readonly reason: string }

export const unusable = (reason: string): KeyMaterial => ({ is: 'unusable', reason })

export const publicHalfOnly = 'What was pasted is a private key; only its public half was used.'

/** `reason`: a sentence and what to paste instead, without anything of the material. */
export const keyUnusable = (reason: string) => new ClaimcheckError('inspection.key_unusable', { reason })
