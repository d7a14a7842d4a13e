/** Everything this API refuses for, by a name that a client can rely on. */
export type ProblemCode =
  | 'no_token'
  | 'no_credentials'
  | 'malformed_authorization'
  | 'invalid_token'
  | 'invalid_credentials'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'certificate_required'
  | 'certificate_not_accepted'
  | 'wrong_role'
  | 'not_owner'
  | 'not_found'
  | 'method_not_allowed'
  | 'invalid_json'
  | 'invalid_order'
  | 'invalid_login'
  | 'invalid_query'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'already_settled'
  | 'internal_error'

export type ProblemHeaders = Readonly<Record<string, string | readonly string[]>>

export interface Problem {
  readonly status: number
  readonly code: ProblemCode
  readonly title: string
  readonly detail: string
  /** Members of this problem alone (RFC 9457 §3.2), such as required_scopes. */
  readonly extra?: Readonly<Record<string, unknown>>
  readonly headers?: ProblemHeaders
}

/** Thrown by a route to refuse; the router turns it into an application/problem+json answer (RFC 9457). */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

export const problemBody = ({ status, code, title, detail, extra }: Problem) => ({
  type: `urn:claimcheck:problems:${code.replaceAll('_', '-')}`,
  title,
  status,
  detail,
  code,
  ...extra,
})
