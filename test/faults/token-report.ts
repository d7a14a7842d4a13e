/** What a program tells of the tokens that it holds; tokens by their fingerprints. */
export interface HeldTokens {
  readonly vault: string
  readonly unreadable: number
  readonly session: string
  /** Why somebody has to sign in again. */
  readonly reason: string | null
  readonly refreshToken: string | null
  readonly accessToken: string | null
  readonly refreshing: boolean
}

/** What came of many callers at once. */
export interface ServedCallers {
  readonly served: number
  /** The access tokens that they got. */
  readonly different: readonly string[]
  /** The failures that they got. */
  readonly why: readonly string[]
}
