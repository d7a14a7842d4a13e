import { tokenEvent, type TokenEvent, type TokenHappening } from '../../electron/contract/tokens.ts'

/** One event of a timeline; parsed, so that a builder can't drift from the contract. */
export const aTokenEvent = (at: Date, what: TokenHappening, authority = '127.0.0.1:9400'): TokenEvent =>
  tokenEvent.parse({ at: at.toISOString(), authority, what })

export const used = (requests: number, refused: number, lastAt: Date): TokenHappening => ({
  ...{ kind: 'used', requests, refused },
  lastAt: lastAt.toISOString(),
})

export const refreshed = (
  at: Date,
  some: Partial<Extract<TokenHappening, { kind: 'refreshed' }>> = {},
): TokenHappening => ({
  ...{ kind: 'refreshed', reference: 'eyJhbGciOi…2nd', rotated: true, scopesLost: [], cause: 'expiring' },
  expiresAt: new Date(at.getTime() + 300_000).toISOString(),
  ...some,
})

export const signedIn = (at: Date): TokenHappening => ({
  ...{ kind: 'signed-in', reference: 'eyJhbGciOi…1st', scopes: ['openid', 'orders:read'] },
  expiresAt: new Date(at.getTime() + 300_000).toISOString(),
})
