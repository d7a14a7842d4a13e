import type { PastToken } from '@contract/inspection'

/** An earlier token beside the one before it. */
export interface PastChange {
  readonly token: PastToken
  /** Against the token of the same kind and server that came before it; both empty for the first. */
  readonly gained: readonly string[]
  readonly lost: readonly string[]
}

const isOfOneLine = (one: PastToken, other: PastToken) => one.which === other.which && one.authority === other.authority

/** What each token had more or less than its predecessor; `tokens` come newest first, as main gives them. */
export function pastChanges(tokens: readonly PastToken[]): readonly PastChange[] {
  return tokens.map((token, place) => {
    const before = tokens.slice(place + 1).find((each) => isOfOneLine(each, token))
    if (before === undefined) return { token, gained: [], lost: [] }
    return {
      token,
      gained: token.scopes.filter((scope) => !before.scopes.includes(scope)),
      lost: before.scopes.filter((scope) => !token.scopes.includes(scope)),
    }
  })
}
