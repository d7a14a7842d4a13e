import { IconChevronRight, IconFileAlert } from '@tabler/icons-react'
import type { ItemPath } from '@contract/ids'
import { visibleText } from '../../text/visible-characters.ts'
import { MethodLabel } from '../../ui/method-label.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import type { Point } from '../../ui/menu-entry.ts'
import { countRequests, type TreeRow } from './flatten-tree.ts'
import type { DropZone } from './plan-drop.ts'
import { RenameField } from './rename-field.tsx'
import css from './tree-row.module.css'

const indentPx = 18

/** The id of a row's element, which the tree names as its active descendant; an id holds no spaces, a path may. */
export const rowId = (path: ItemPath): string => `tree-item-${encodeURIComponent(path)}`

interface TreeRowViewProps {
  readonly row: TreeRow
  readonly topPx: number
  readonly isSelected: boolean
  readonly isCurrent: boolean
  readonly isRenaming: boolean
  readonly isMenuOpen: boolean
  readonly dropZone: DropZone | null
  readonly isDragged: boolean
  readonly onChoose: () => void
  readonly onMenu: (at: Point) => void
  readonly onRename: (name: string) => Promise<boolean>
  readonly onRenameEnd: () => void
  readonly dragHandlers: React.HTMLAttributes<HTMLElement>
}

/** One line: a folder, a request or a file that can't be read. The tree around it holds the focus and the keys. */
export function TreeRowView(props: TreeRowViewProps) {
  const { row, topPx, isSelected, isCurrent, isRenaming, isMenuOpen, dropZone, isDragged, dragHandlers } = props
  const { item, level, position, setSize, isOpen } = row
  const names = [css['row'], item.kind === 'unreadable' && css['unreadable']]
  if (dropZone !== null) names.push(css[dropZone])
  if (isDragged) names.push(css['dragged'])
  const shownName = visibleText(item.name)
  const id = rowId(item.path)
  return (
    // Keys arrive at the tree, which has the focus and names this row as its active descendant.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- see above
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={setSize}
      aria-selected={isSelected}
      {...(isOpen !== null && { 'aria-expanded': isOpen })}
      {...(item.kind === 'unreadable'
        ? { 'aria-label': `${shownName}, cannot be read: ${item.message}` }
        : { 'aria-labelledby': `${id}-method ${id}-name` })}
      data-current={isCurrent}
      title={item.kind === 'unreadable' ? `${shownName}: ${item.message}` : shownName}
      className={names.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${topPx}px)`, paddingLeft: 8 + (level - 1) * indentPx }}
      onClick={props.onChoose}
      onContextMenu={(event) => {
        event.preventDefault()
        props.onMenu({ x: event.clientX, y: event.clientY })
      }}
      {...dragHandlers}
    >
      {item.kind === 'folder' && <IconChevronRight size={14} className={css['chevron']} aria-hidden="true" />}
      {item.kind === 'request' && (
        <span id={`${id}-method`} className={css['method']}>
          <MethodLabel method={item.method} />
        </span>
      )}{' '}
      {item.kind === 'unreadable' && <IconFileAlert size={15} className={css['warning']} aria-hidden="true" />}
      {isRenaming ? (
        <RenameField name={item.name} onRename={props.onRename} onEnd={props.onRenameEnd} />
      ) : (
        <span id={`${id}-name`} className={css['name']}>
          {shownName}
        </span>
      )}
      {item.kind === 'folder' && isOpen === false && (
        <span className={css['count']} aria-hidden="true">
          {countRequests(item)}
        </span>
      )}
      {!isRenaming && (
        <MoreButton
          className={css['more']}
          label={`More for ${shownName}`}
          isOpen={isMenuOpen}
          onOpen={props.onMenu}
          tabIndex={-1}
        />
      )}
    </div>
  )
}
