import type { WhichToken } from '@contract/jwt'

/** What a profile's tokens are called within a sentence. */
export const whichWords = {
  access: 'access token',
  id: 'ID token',
  refresh: 'refresh token',
} as const satisfies Record<WhichToken, string>

/** The same at the beginning of a line. */
export const whichTitles = {
  access: 'Access token',
  id: 'ID token',
  refresh: 'Refresh token',
} as const satisfies Record<WhichToken, string>
