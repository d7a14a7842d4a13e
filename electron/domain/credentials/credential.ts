import type { ProfileId } from '../../contract/ids.ts'
import type { WireAnswer } from '../requests/transport.ts'
import type { WireRequest } from '../requests/wire-request.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { ClientCertificate } from './client-certificate.ts'

/** What a profile puts into the requests of one exchange. */
export interface Credential {
  /** What the inspector and a diagnosis may read of it; null for a way without a token. */
  readonly tokens: TokenSet | null
  /** The bare token or key that is sent, for whoever reads its claims; null where none is sent. */
  readonly token: SecretText | null
  /** All that must not be shown and must not go to another origin; more with each step, where each has a proof of its own. */
  readonly secrets: readonly SecretText[]
  /** Enough to tell one credential from another, too little to use; null where there is none. */
  readonly reference: string | null
  readonly certificate: ClientCertificate | null
  /**
   * The request with the credential in it, ready for one step on the wire: called anew for each, since a DPoP proof and
   * a Digest answer hold for one request only. Throws `input.*` where the result can't be sent.
   */
  readonly place: (request: WireRequest) => Promise<WireRequest>
  /**
   * After an answer: true where the same request, placed anew, may now be accepted (a DPoP nonce, a Digest challenge).
   * The same reason is never given twice in a row.
   */
  readonly learn: (request: WireRequest, answer: WireAnswer) => Promise<boolean>
}

/** The one way to what a profile sends. */
export interface CredentialSource {
  /**
   * A credential that is fit to be sent now: refreshed first where it is due, and got first where no person is needed
   * for that. Throws `session.*`, `sign_in.*`, `vault.*`, `profile.incomplete`, `profile.not_found`.
   */
  readonly credentialFor: (id: ProfileId) => Promise<{ credential: Credential; refreshed: boolean }>
  /**
   * Another token where the profile's own would stand, as it would be sent: never refreshed, and no use or refusal of the
   * profile's is told. `id` null sends it as Bearer. Throws `session.signed_out` where a proof is needed and the profile
   * has no key yet, `vault.*`, `profile.incomplete`, `profile.not_found`.
   */
  readonly credentialWithToken: (id: ProfileId | null, token: SecretText) => Promise<Credential>
  /** After a 401: a newer credential than `rejected`; null where there is none to be had. Never throws `session.*`. */
  readonly credentialAfterRejection: (id: ProfileId, rejected: Credential) => Promise<Credential | null>
}
