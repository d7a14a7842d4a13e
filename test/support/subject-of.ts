import type { ProfileId } from '../../electron/contract/ids.ts'
import type { TokenSubject, WhichToken } from '../../electron/contract/jwt.ts'

/** What is asked about a token that a profile holds. */
export const ofProfile = (profileId: ProfileId, which: WhichToken = 'access'): { readonly subject: TokenSubject } => ({
  subject: { of: 'profile', profileId, which },
})

/** The same, held against the keys of the profile's own issuer. */
export const verifiedOf = (profileId: ProfileId, which: WhichToken = 'access') => ({
  ...ofProfile(profileId, which),
  with: { key: 'known-issuer' } as const,
})
