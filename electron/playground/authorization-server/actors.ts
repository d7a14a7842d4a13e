/** Who acts for the subject of a token (RFC 8693 §4.1); whom that one acts for in turn stands inside. */
export interface Actor {
  readonly sub: string
  readonly act?: Actor
}

/** oidc-provider asks for a token's extra claims while it is signed, with nothing but the token in hand. */
export const actorsOfTokens = new WeakMap<object, Actor>()
