import { IconFileExport, IconFileImport, IconPlayerPlay, IconPlus, IconWorldSearch } from '@tabler/icons-react'
import type { MenuEntry, Point } from '../../../ui/menu-entry.ts'
import { PointMenu } from '../../../ui/point-menu.tsx'

interface AddMenuProps {
  readonly at: Point
  readonly hasProfiles: boolean
  readonly onAdd: () => void
  readonly onFindLogin: () => void
  readonly onImport: () => void
  readonly onExport: () => void
  readonly onAddExamples: () => void
  readonly onClose: () => void
}

const size = 15

/** Every way to come by a profile, and the way to hand them on. */
export function AddMenu(props: AddMenuProps) {
  const groups: readonly (readonly MenuEntry[])[] = [
    [
      { label: 'Add a profile…', icon: <IconPlus size={size} />, onChoose: props.onAdd },
      { label: 'Find a login from a URL…', icon: <IconWorldSearch size={size} />, onChoose: props.onFindLogin },
      { label: 'Add the playground’s examples', icon: <IconPlayerPlay size={size} />, onChoose: props.onAddExamples },
    ],
    [
      { label: 'Import profiles…', icon: <IconFileImport size={size} />, onChoose: props.onImport },
      {
        label: 'Export profiles…',
        icon: <IconFileExport size={size} />,
        onChoose: props.onExport,
        unavailable: props.hasProfiles ? undefined : 'There are none yet',
      },
    ],
  ]
  return <PointMenu label="More for profiles" at={props.at} groups={groups} onClose={props.onClose} />
}
