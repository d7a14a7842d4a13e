export interface ScopeWords {
  readonly title: string
  readonly detail: string
}

export const identityScopes = ['openid', 'profile', 'offline_access'] as const
export const apiScopes = ['orders:read', 'orders:write', 'orders:cancel', 'users:read'] as const
export type Scope = (typeof identityScopes)[number] | (typeof apiScopes)[number]

/** What the consent page says a scope means. */
export const scopeWords: Readonly<Record<Scope, ScopeWords>> = {
  openid: { title: 'Know who you are', detail: 'An identifier for you, in an ID token' },
  profile: { title: 'See your name and roles', detail: 'What you are called here, and what you may do' },
  offline_access: {
    title: 'Stay signed in',
    detail: 'Fresh access tokens while you are away, through a refresh token',
  },
  'orders:read': { title: 'See orders', detail: 'Those that you may see yourself' },
  'orders:write': { title: 'Place and cancel orders', detail: 'In your name' },
  'orders:cancel': { title: 'Cancel orders', detail: 'Cancel, but not place them' },
  'users:read': { title: 'See all users', detail: 'Works for staff only, whoever allows it' },
}

const isOneOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): text is Name =>
    names.some((name) => name === text)

export const isIdentityScope = isOneOf(identityScopes)
export const isApiScope = isOneOf(apiScopes)

/** Splits a `scope` parameter (RFC 6749 §3.3) into the scopes this server knows; others are left out (RFC 6749 §3.3). */
export const knownScopes = (scope: string | undefined): Scope[] =>
  [...new Set((scope ?? '').split(' '))].filter((name) => isIdentityScope(name) || isApiScope(name))
