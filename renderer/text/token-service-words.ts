import type { ProfileSummary } from '@contract/profiles'
import type { Way } from '@contract/ways'
import { needsPerson } from './way-words.ts'

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

/**
 * What can be asked for tokens that a way leads to: a service of its own has no person to tell of, and only a sign-in in
 * a browser leaves a session there to end.
 */
export function tokenServiceDeeds(way: Way): readonly TokenServiceDeed[] {
  if (way.kind !== 'oauth') return []
  return [
    ...(way.grant.type === 'client_credentials' ? [] : (['userinfo'] as const)),
    ...(['introspect', 'revoke'] as const),
    ...(needsPerson(way) ? (['sign-out'] as const) : []),
  ]
}

/** Only an authorisation server can be asked, and only for a token that there is. */
export const hasTokenService = ({ way, session }: Pick<ProfileSummary, 'way' | 'session'>): boolean =>
  way.kind === 'oauth' && session.state === 'active'
