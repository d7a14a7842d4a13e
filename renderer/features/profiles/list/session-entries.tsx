import { IconLogin2, IconLogout, IconRefresh, IconUsers } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import { isInBrowser, hasTokens, choiceOf } from '../edit/choice.ts'
import { needsPerson } from '../../../text/way-words.ts'
import type { MenuEntry } from '../../../ui/menu-entry.ts'
import type { ProfileDeeds } from './profile-deeds.ts'

const size = 15

/** Getting, renewing and forgetting a token: only what the kind has and the present state allows. */
export function sessionEntries(profile: ProfileSummary, deeds: ProfileDeeds): readonly MenuEntry[] {
  const { session, way } = profile
  if (!hasTokens(choiceOf(way))) return []
  const isPerson = needsPerson(way)
  const signIn: MenuEntry = {
    label: isPerson ? 'Sign in' : 'Get a token',
    icon: <IconLogin2 size={size} />,
    onChoose: () => deeds.signIn(profile),
  }
  const signOut = {
    label: isPerson ? 'Sign out here' : 'Forget the token',
    icon: <IconLogout size={size} />,
    onChoose: () => deeds.signOut(profile),
  }
  switch (session.state) {
    case 'signed-out':
      return [signIn]
    case 'signing-in':
      return [{ ...signIn, unavailable: 'Under way' }]
    case 'locked':
      return [{ ...signIn, unavailable: 'The vault is locked' }]
    case 'incomplete':
      return [{ ...signIn, unavailable: 'Something is missing: edit it first' }]
    case 'standing':
      return []
    case 'sign-in-again':
      return [{ ...signIn, label: isPerson ? 'Sign in again' : 'Get a new token' }, signOut]
    case 'active': {
      const why = session.refreshing ? 'Under way' : 'There is no refresh token'
      const refresh = {
        label: 'Refresh now',
        icon: <IconRefresh size={size} />,
        onChoose: () => deeds.refresh(profile),
        unavailable: session.refreshable && !session.refreshing ? undefined : why,
      }
      return [refresh, { ...signIn, label: isPerson ? 'Sign in again' : 'Get a new token' }, signOut]
    }
  }
}

/** Another person in place of the one who is signed in (OpenID Connect Core §3.1.2.1). */
export function switchEntries(profile: ProfileSummary, deeds: ProfileDeeds): readonly MenuEntry[] {
  if (!isInBrowser(choiceOf(profile.way))) return []
  const isFree = profile.session.state !== 'signing-in' && profile.session.state !== 'locked'
  const unavailable = isFree ? undefined : 'Not now'
  return [
    {
      label: 'Switch user: choose the account',
      icon: <IconUsers size={size} />,
      onChoose: () => deeds.signIn(profile, 'select_account'),
      unavailable,
    },
    {
      label: 'Switch user: sign in anew',
      icon: <IconUsers size={size} />,
      onChoose: () => deeds.signIn(profile, 'login'),
      unavailable,
    },
  ]
}
