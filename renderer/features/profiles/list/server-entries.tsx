import { IconBan, IconDoorExit, IconId, IconZoomQuestion } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import { tokenServiceDeeds, type TokenServiceDeed } from '../../../text/token-service-words.ts'
import type { MenuEntry } from '../../../ui/menu-entry.ts'
import type { ProfileDeeds } from './profile-deeds.ts'

const size = 15

/** What an authorisation server does for a token that it issued; nothing for other kinds. */
export function serverEntries(profile: ProfileSummary, deeds: ProfileDeeds): readonly MenuEntry[] {
  const unavailable = profile.session.state === 'active' ? undefined : 'There is no token'
  const entry = (label: string, icon: React.ReactNode, deed: (profile: ProfileSummary) => void): MenuEntry => ({
    label,
    icon,
    onChoose: () => deed(profile),
    unavailable,
  })
  const entries = {
    userinfo: entry('User info', <IconId size={size} />, deeds.userinfo),
    introspect: entry('Introspect', <IconZoomQuestion size={size} />, deeds.introspect),
    revoke: entry('Revoke', <IconBan size={size} />, deeds.revoke),
    'sign-out': entry('Sign out at the server', <IconDoorExit size={size} />, deeds.signOutAtServer),
  } satisfies Record<TokenServiceDeed, MenuEntry>
  return tokenServiceDeeds(profile.way).map((deed) => entries[deed])
}
