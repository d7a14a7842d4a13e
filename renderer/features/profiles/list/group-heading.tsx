import { IconChevronRight } from '@tabler/icons-react'
import { visibleText } from '../../../text/visible-characters.ts'
import css from './profile-list.module.css'

interface GroupHeadingProps {
  readonly name: string
  readonly count: number
  /** How many of them want a person: expired, refused, incomplete. Said while the group is closed. */
  readonly waiting: number
  readonly isOpen: boolean
  readonly isDropTarget: boolean
  readonly onToggle: () => void
  readonly onKeyDown: (event: React.KeyboardEvent) => void
  readonly dragHandlers: React.HTMLAttributes<HTMLElement>
}

/** The heading of a group, which opens and closes it. */
export function GroupHeading(props: GroupHeadingProps) {
  const { name, count, waiting, isOpen, isDropTarget, onToggle, onKeyDown, dragHandlers } = props
  return (
    <li className={css['group']} data-drop={isDropTarget ? 'into' : undefined} {...dragHandlers}>
      <button
        type="button"
        className={css['groupButton']}
        aria-expanded={isOpen}
        data-group={name}
        onClick={onToggle}
        onKeyDown={onKeyDown}
      >
        <IconChevronRight size={13} className={css['chevron']} aria-hidden="true" />
        <span className={css['groupName']}>{visibleText(name)}</span>{' '}
        <span className={css['count']}>
          {count}
          {!isOpen && waiting > 0 && <span className={css['waiting']}> · {waiting} need you</span>}
        </span>
      </button>
    </li>
  )
}
