import type { ProfileSummary } from '@contract/profiles'

/** What an authorisation server can be asked to do for a token that it issued. */
export type TokenServiceDeed = 'userinfo' | 'introspect' | 'revoke' | 'sign-out'

/** How the deeds are called in menus, and what each is, with its section. */
export const tokenServiceWords: {
  readonly [Deed in TokenServiceDeed]: { readonly name: string; readonly hint: string }
} = {
  userinfo: { name: 'User info…', hint: 'Ask the server who the token speaks for (OpenID Connect Core §5.3)' },
  introspect: { name: 'Introspect…', hint: 'Ask the server what it knows of the token (RFC 7662)' },
  revoke: { name: 'Revoke…', hint: 'Tell the server that the tokens are over (RFC 7009)' },
  'sign-out': { name: 'Sign out at the server…', hint: 'End the session in the browser too (RP-Initiated Logout)' },
}

/** Only an authorisation server can be asked, and only for a token that there is. */
export const hasTokenService = ({ way, session }: Pick<ProfileSummary, 'way' | 'session'>): boolean =>
  way.kind === 'oauth' && session.state === 'active'
