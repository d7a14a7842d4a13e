import type { ExchangeId, ItemPath, ProfileId } from '@contract/ids'
import type { TokenSubject } from '@contract/jwt'

/** Every fact that the window caches, by one name; events and mutations invalidate by the same names. */
export const queryKeys = {
  appFacts: ['app.facts'],
  settings: ['settings'],
  profiles: ['profiles'],
  vault: ['vault'],
  playground: ['playground'],
  collectionTree: ['collections', 'tree'],
  environment: ['environment'],
  workbench: ['workbench'],
  /** All of them begin with 'request', so that one invalidation covers every open request. */
  requests: ['request'],
  request: (path: ItemPath) => ['request', path] as const,
  /** All that is known of tokens begins with 'token' or 'signature': it is forgotten when the vault locks. */
  tokens: ['token'],
  token: (subject: TokenSubject) => ['token', 'of', subject] as const,
  looseTokens: ['token', 'loose'],
  pastTokens: (profileId: ProfileId) => ['token', 'past', profileId] as const,
  comparison: (left: TokenSubject, right: TokenSubject) => ['token', 'comparison', left, right] as const,
  /** Apart from the others: what a person changed in it must not be asked for again. */
  tokenDraft: (subject: TokenSubject) => ['token-draft', subject] as const,
  recipes: (subject: TokenSubject) => ['token', 'recipes', subject] as const,
  /** What the server of `profileId` said of a token. */
  toldOfToken: (subject: TokenSubject, profileId: ProfileId) => ['token', 'told', subject, profileId] as const,
  timeline: (profileId: ProfileId) => ['token', 'timeline', profileId] as const,
  signatures: ['signature'],
  /** A refreshed token is another one, so it is checked anew. */
  signature: (subject: TokenSubject, obtainedAt: string) => ['signature', subject, obtainedAt] as const,
  /** Stays as it is whatever becomes of a profile's tokens; a lock of the vault lets go of them. */
  exchangesTokens: ['exchange-tokens'],
  exchangeTokens: (exchangeId: ExchangeId) => ['exchange-tokens', exchangeId] as const,
  signInTrace: (profileId: ProfileId) => ['sign-in-trace', profileId] as const,
  preview: (draftText: string) => ['preview', draftText] as const,
} as const
