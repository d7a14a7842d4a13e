import type { ProfileId } from '../../contract/ids.ts'
import type { TokenHappening } from '../../contract/tokens.ts'
import { tokenReference } from '../jwt/token-reference.ts'
import { createRedactor, type Redactor } from '../sign-in/redact.ts'
import { authorityHost } from './authority-host.ts'
import type { TokenSet } from './token-set.ts'
import type { TokenTimeline } from './token-timeline.ts'
import { profileOf, type TokensKey } from './tokens-key.ts'

type Refreshed = Extract<TokenHappening, { kind: 'refreshed' }>
export type RefreshCause = Refreshed['cause']

/** Takes these tokens out of what a server said: one that echoes them must not bring them into a file or a window. */
export function redactorFor(...sets: readonly TokenSet[]): Redactor {
  const redactor = createRedactor()
  for (const { accessToken, refreshToken, idToken } of sets) {
    for (const token of [accessToken, refreshToken, idToken]) redactor.hide(token?.reveal())
  }
  return redactor
}

/** Enters what happens to tokens into the timeline, in words that hold none of them. */
export function createTokenNotes(timeline: Pick<TokenTimeline, 'note'>) {
  const note = (key: TokensKey, { issuer }: Pick<TokenSet, 'issuer'>, what: TokenHappening): void =>
    timeline.note(profileOf(key), authorityHost(issuer), what)

  const factsOf = ({ accessToken, expiresAt }: TokenSet) => ({
    reference: tokenReference(accessToken.reveal()),
    expiresAt: expiresAt?.toISOString() ?? null,
  })

  return {
    note,
    signedIn(key: TokensKey, tokens: TokenSet): void {
      const scopes = tokens.scopes.map(redactorFor(tokens).text)
      note(key, tokens, { kind: 'signed-in', ...factsOf(tokens), scopes })
    },
    refreshed(key: TokensKey, before: TokenSet, after: TokenSet, cause: RefreshCause): void {
      const lost = before.scopes.filter((scope) => !after.scopes.includes(scope))
      note(key, after, {
        ...{ kind: 'refreshed', ...factsOf(after), cause },
        rotated: after.refreshToken !== null && after.refreshToken.reveal() !== before.refreshToken?.reveal(),
        scopesLost: lost.map(redactorFor(before, after).text),
      })
    },
    /** For what a request did, where only the profile and the authority are known. */
    ofProfile: (id: ProfileId, issuer: string, what: TokenHappening): void =>
      timeline.note(id, authorityHost(issuer), what),
  }
}
export type TokenNotes = ReturnType<typeof createTokenNotes>
