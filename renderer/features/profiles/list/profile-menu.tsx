import { IconCopy, IconFileExport, IconPencil, IconTrash } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import { visibleText } from '../../../text/visible-characters.ts'
import type { MenuEntry, Point } from '../../../ui/menu-entry.ts'
import { PointMenu } from '../../../ui/point-menu.tsx'
import type { ProfileDeeds } from './profile-deeds.ts'
import { serverEntries } from './server-entries.tsx'
import { sessionEntries, switchEntries } from './session-entries.tsx'

interface ProfileMenuProps {
  readonly profile: ProfileSummary
  readonly at: Point
  readonly deeds: ProfileDeeds
  readonly onClose: () => void
}

const size = 15

/** What can be done with one profile: only what its kind has. */
export function ProfileMenu({ profile, at, deeds, onClose }: ProfileMenuProps) {
  const groups: readonly (readonly MenuEntry[])[] = [
    [...sessionEntries(profile, deeds), ...switchEntries(profile, deeds)],
    serverEntries(profile, deeds),
    [
      { label: 'Edit…', icon: <IconPencil size={size} />, keys: 'F2', onChoose: () => deeds.edit(profile) },
      { label: 'Duplicate…', icon: <IconCopy size={size} />, onChoose: () => deeds.duplicate(profile) },
      { label: 'Export…', icon: <IconFileExport size={size} />, onChoose: () => deeds.exportIt(profile) },
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
  return <PointMenu label={`More for ${visibleText(profile.name)}`} at={at} groups={groups} onClose={onClose} />
}
