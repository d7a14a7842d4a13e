import type { ItemPath, ProfileId } from '@contract/ids'
import type { WhichToken } from '@contract/jwt'

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
  tokens: ['token'],
  token: (profileId: ProfileId, which: WhichToken) => ['token', profileId, which] as const,
  timeline: (profileId: ProfileId) => ['token', profileId, 'timeline'] as const,
  signatures: ['signature'],
  signInTrace: (profileId: ProfileId) => ['sign-in-trace', profileId] as const,
  preview: (draftText: string) => ['preview', draftText] as const,
} as const
