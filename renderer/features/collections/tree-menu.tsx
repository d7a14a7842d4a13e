import {
  IconCopy,
  IconCornerUpRight,
  IconFilePlus,
  IconFolderPlus,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react'
import type { MenuEntry, Point } from '../../ui/menu-entry.ts'
import { PointMenu } from '../../ui/point-menu.tsx'
import type { TreeRow } from './flatten-tree.ts'

export interface RowDeeds {
  readonly open: (row: TreeRow) => void
  readonly newRequest: (row: TreeRow) => void
  readonly newFolder: (row: TreeRow) => void
  readonly rename: (row: TreeRow) => void
  readonly duplicate: (row: TreeRow) => void
  readonly move: (row: TreeRow) => void
  readonly remove: (row: TreeRow) => void
}

interface TreeMenuProps {
  readonly row: TreeRow
  readonly at: Point
  readonly deeds: RowDeeds
  readonly onClose: () => void
}

const size = 15

/** What can be done with one row of the tree. */
export function TreeMenu({ row, at, deeds, onClose }: TreeMenuProps) {
  const { kind, name } = row.item
  const entry = (
    label: string,
    icon: React.ReactNode,
    deed: keyof RowDeeds,
    rest: Partial<MenuEntry> = {},
  ): MenuEntry => ({
    label,
    icon,
    onChoose: () => deeds[deed](row),
    ...rest,
  })
  const open = entry('Open', <IconPlayerPlay size={size} />, 'open', { keys: 'Enter' })
  const duplicate = entry('Duplicate', <IconCopy size={size} />, 'duplicate')
  const groups: readonly MenuEntry[][] = [
    kind === 'folder' ? [] : [kind === 'request' ? open : { ...open, label: 'Why it cannot be read' }],
    [
      entry('New request', <IconFilePlus size={size} />, 'newRequest', { keys: 'Mod+N' }),
      entry('New folder', <IconFolderPlus size={size} />, 'newFolder'),
    ],
    [
      entry('Rename', <IconPencil size={size} />, 'rename', { keys: 'F2' }),
      ...(kind === 'request' ? [duplicate] : []),
      entry('Move…', <IconCornerUpRight size={size} />, 'move'),
    ],
    [entry('Delete', <IconTrash size={size} />, 'remove', { keys: 'Del', isDangerous: true })],
  ]
  return <PointMenu label={`More for ${name}`} at={at} groups={groups} onClose={onClose} />
}
