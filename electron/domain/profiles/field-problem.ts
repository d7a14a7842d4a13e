/** What is wrong with a field; `path` names it as the form does: `way.grant.claims`, `secrets.signingKey`. */
export interface Problem {
  readonly path: string
  readonly message: string
}
