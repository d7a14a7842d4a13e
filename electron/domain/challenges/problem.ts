import type { SaidMembers } from './bodies/said-members.ts'

/** What a server can say outright, in a code or in words, about why it refused. */
export type SaidReason =
  | 'no-credential'
  | 'expired'
  | 'not-yet-valid'
  | 'audience'
  | 'issuer'
  | 'signature'
  | 'unreadable'
  | 'revoked'
  | 'session-ended'
  | 'id-token'
  | 'token-refused'
  | 'scope'
  | 'role'
  | 'step-up'
  | 'proof'
  | 'key'
  | 'owner'
  | 'csrf'
  /** A rule of the server before the API (RBAC, an authoriser) turned the caller down. */
  | 'policy'
  /** It took the request for an attack. */
  | 'firewall'
  /** These say nothing of the credential. */
  | 'limit'
  | 'address'
  | 'origin'
  | 'host'
  | 'route'

/** Who wrote an answer, where its form gives that away. */
export interface AnsweredBy {
  readonly name: string
  /** Before the API; the API's own maker; or the library that the API is made with. */
  readonly is: 'gateway' | 'provider' | 'library'
}

/** What the answer of a refusal says beside its challenges: its body, and the headers that some servers add. */
export interface Problem extends SaidMembers {
  readonly by: AnsweredBy | null
  /** By a code or a phrase that is known to mean it. */
  readonly reason: SaidReason | null
  /** The body is a page for people (HTML), not an answer of an API. */
  readonly isPage: boolean
  /** The body by itself is a refusal, whatever its status says: GraphQL's errors, Slack's `ok: false`. */
  readonly refusesByItself: boolean
}
