import { IconCopy, IconLogin2, IconLogout, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import type { MenuEntry, Point } from '../../ui/menu-entry.ts'
import { PointMenu } from '../../ui/point-menu.tsx'

export interface ProfileDeeds {
  readonly signIn: (profile: ProfileSummary) => void
  readonly signOut: (profile: ProfileSummary) => void
  readonly refresh: (profile: ProfileSummary) => void
  readonly edit: (profile: ProfileSummary) => void
  readonly duplicate: (profile: ProfileSummary) => void
  readonly remove: (profile: ProfileSummary) => void
}

interface ProfileMenuProps {
  readonly profile: ProfileSummary
  readonly at: Point
  readonly deeds: ProfileDeeds
  readonly onClose: () => void
}

const size = 15

/** Only what can be done in the profile's present state. */
function sessionEntries(profile: ProfileSummary, deeds: ProfileDeeds): readonly MenuEntry[] {
  const { session, grant } = profile
  const signIn = {
    label: grant === 'client_credentials' ? 'Get a token' : 'Sign in',
    icon: <IconLogin2 size={size} />,
    onChoose: () => deeds.signIn(profile),
  }
  const signOut = { label: 'Sign out here', icon: <IconLogout size={size} />, onChoose: () => deeds.signOut(profile) }
  switch (session.state) {
    case 'signed-out':
      return [signIn]
    case 'signing-in':
      return [{ ...signIn, unavailable: 'Under way' }]
    case 'locked':
      return [{ ...signIn, unavailable: 'The vault is locked' }]
    case 'sign-in-again':
      return [{ ...signIn, label: 'Sign in again' }, signOut]
    case 'active': {
      const why = session.refreshing ? 'Under way' : 'The server gave no refresh token'
      const refresh = {
        label: 'Refresh now',
        icon: <IconRefresh size={size} />,
        onChoose: () => deeds.refresh(profile),
        unavailable: session.refreshable && !session.refreshing ? undefined : why,
      }
      return [
        refresh,
        { ...signIn, label: grant === 'client_credentials' ? 'Get a new token' : 'Sign in again' },
        signOut,
      ]
    }
  }
}

/** What can be done with one profile. */
export function ProfileMenu({ profile, at, deeds, onClose }: ProfileMenuProps) {
  const groups: readonly (readonly MenuEntry[])[] = [
    sessionEntries(profile, deeds),
    [
      { label: 'Edit…', icon: <IconPencil size={size} />, keys: 'F2', onChoose: () => deeds.edit(profile) },
      { label: 'Duplicate…', icon: <IconCopy size={size} />, onChoose: () => deeds.duplicate(profile) },
    ],
    [
      {
        label: 'Delete…',
        icon: <IconTrash size={size} />,
        keys: 'Del',
        isDangerous: true,
        onChoose: () => deeds.remove(profile),
      },
    ],
  ]
  return <PointMenu label={`More for ${profile.name}`} at={at} groups={groups} onClose={onClose} />
}
