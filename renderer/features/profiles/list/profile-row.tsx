import { VisuallyHidden } from '@mantine/core'
import { memo } from 'react'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import type { SessionFace } from '../../../text/session-face.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { wayTooltip } from '../../../text/way-words.ts'
import { MoreButton } from '../../../ui/more-button.tsx'
import type { Point } from '../../../ui/menu-entry.ts'
import { StatusRing } from '../../../ui/status-ring.tsx'
import { toneColour } from '../../../ui/tone.ts'
import { colourValues } from '../profile-colours.ts'
import css from './profile-list.module.css'

interface ProfileRowProps {
  readonly profile: ProfileSummary
  readonly face: SessionFace
  readonly isActive: boolean
  /** The one of the list that Tab comes to. */
  readonly isCurrent: boolean
  readonly isMenuOpen: boolean
  readonly dropSide: 'before' | 'after' | 'into' | null
  readonly isDragged: boolean
  readonly isDraggable: boolean
  /** Read when something happens, so that a row need not be drawn anew when only a deed is. */
  readonly deeds: React.RefObject<RowDeeds>
}

/** What a row tells the list. */
export interface RowDeeds {
  readonly onInspect: (id: ProfileId) => void
  readonly onMenu: (profile: ProfileSummary, at: Point) => void
  readonly onKeyDown: (event: React.KeyboardEvent, profile: ProfileSummary) => void
  readonly dragHandlersFor: (id: ProfileId) => React.HTMLAttributes<HTMLElement>
}

/** One identity: ring, name, label and how its token fares. */
function Row(props: ProfileRowProps) {
  const { profile, face, isActive, isCurrent, isMenuOpen, dropSide, isDragged, deeds } = props
  const drag = () => deeds.current.dragHandlersFor(profile.id)
  const name = visibleText(profile.name)
  const label = visibleText(profile.label)
  // Quiet while all is well; a state that wants attention has its colour in the words too.
  const colour = face.tone === 'warn' || face.tone === 'bad' ? toneColour(face.tone) : 'var(--dim)'
  return (
    // The pointer drags the row; by keys it moves with Alt and the arrows.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see the line above
    <li
      className={css['row']}
      data-active={isActive}
      data-drop={dropSide ?? undefined}
      data-dragged={isDragged}
      draggable={props.isDraggable}
      onDragStart={(event) => drag().onDragStart?.(event)}
      onDragOver={(event) => drag().onDragOver?.(event)}
      onDrop={(event) => drag().onDrop?.(event)}
      onDragEnd={(event) => drag().onDragEnd?.(event)}
    >
      {profile.colour !== null && (
        <i className={css['mark']} style={{ background: colourValues[profile.colour] }} aria-hidden="true" />
      )}
      <button
        type="button"
        className={css['open']}
        aria-current={isActive}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown F2 Delete"
        tabIndex={isCurrent ? 0 : -1}
        data-profile={profile.id}
        title={`${label === '' ? name : `${name} · ${label}`}\n${wayTooltip(profile.way)}\n${face.sentence}`}
        onClick={() => deeds.current.onInspect(profile.id)}
        onContextMenu={(event) => {
          event.preventDefault()
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          // The menu key gives no place; the pointer does.
          const isByKey = event.clientX === 0 && event.clientY === 0
          deeds.current.onMenu(profile, isByKey ? { x: left + 24, y: bottom } : { x: event.clientX, y: event.clientY })
        }}
        onKeyDown={(event) => deeds.current.onKeyDown(event, profile)}
      >
        <StatusRing
          fraction={face.fraction}
          tone={face.tone}
          busy={face.state === 'refreshing' || face.state === 'signing-in'}
        />
        <span className={css['name']}>{name}</span> {label !== '' && <span className={css['label']}>· {label}</span>}{' '}
        <span className={css['short']} style={{ color: colour }}>
          {face.short}
        </span>{' '}
        <VisuallyHidden>{face.sentence}</VisuallyHidden>
      </button>
      <MoreButton
        className={css['more']}
        label={`More for ${name}`}
        isOpen={isMenuOpen}
        tabIndex={isCurrent ? 0 : -1}
        onOpen={(at) => deeds.current.onMenu(profile, at)}
      />
    </li>
  )
}

const isSameFace = (one: SessionFace, other: SessionFace) =>
  one.short === other.short && one.sentence === other.sentence && one.tone === other.tone

const compared = ['profile', 'isActive', 'isCurrent', 'isMenuOpen', 'dropSide', 'isDragged', 'isDraggable'] as const

/** Every second the faces are looked at anew; only a row that then looks different is drawn. */
export const ProfileRow = memo(
  Row,
  (before, after) => isSameFace(before.face, after.face) && compared.every((name) => before[name] === after[name]),
)
