import { IconBan, IconDoorExit, IconId, IconZoomQuestion } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import type { MenuEntry } from '../../../ui/menu-entry.ts'
import type { ProfileDeeds } from './profile-deeds.ts'

const size = 15

/** What an authorisation server does for a token that it issued; nothing for other kinds. */
export function serverEntries(profile: ProfileSummary, deeds: ProfileDeeds): readonly MenuEntry[] {
  if (profile.way.kind !== 'oauth') return []
  const unavailable = profile.session.state === 'active' ? undefined : 'There is no token'
  const entry = (label: string, icon: React.ReactNode, deed: (profile: ProfileSummary) => void): MenuEntry => ({
    label,
    icon,
    onChoose: () => deed(profile),
    unavailable,
  })
  return [
    entry('User info', <IconId size={size} />, deeds.userinfo),
    entry('Introspect', <IconZoomQuestion size={size} />, deeds.introspect),
    entry('Revoke', <IconBan size={size} />, deeds.revoke),
    entry('Sign out at the server', <IconDoorExit size={size} />, deeds.signOutAtServer),
  ]
}
