import { VisuallyHidden } from '@mantine/core'
import type { ProfileSummary } from '@contract/profiles'
import { sessionFace } from '../../text/session-face.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import type { Point } from '../../ui/menu-entry.ts'
import { StatusRing } from '../../ui/status-ring.tsx'
import { toneColour } from '../../ui/tone.ts'
import css from './profile-list.module.css'

interface ProfileRowProps {
  readonly profile: ProfileSummary
  readonly now: Date
  readonly isActive: boolean
  readonly isMenuOpen: boolean
  readonly onInspect: () => void
  readonly onMenu: (at: Point) => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** One identity: ring, name, label and how long its token lives. */
export function ProfileRow(props: ProfileRowProps) {
  const { profile, now, isActive, isMenuOpen } = props
  const face = sessionFace(profile.session, now)
  const name = visibleText(profile.name)
  const label = visibleText(profile.label)
  // Quiet while all is well; a state that wants attention has its colour in the words too.
  const colour = face.tone === 'warn' || face.tone === 'bad' ? toneColour(face.tone) : 'var(--dim)'
  return (
    <li className={css['row']} data-active={isActive}>
      <button
        type="button"
        className={css['open']}
        aria-current={isActive}
        title={`${label === '' ? name : `${name} · ${label}`}\n${face.sentence}`}
        onClick={props.onInspect}
        onContextMenu={(event) => {
          event.preventDefault()
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          // The menu key gives no place; the pointer does.
          const isByKey = event.clientX === 0 && event.clientY === 0
          props.onMenu(isByKey ? { x: left + 24, y: bottom } : { x: event.clientX, y: event.clientY })
        }}
        onKeyDown={(event) => {
          if (event.key === 'F2') props.onEdit()
          if (event.key === 'Delete') props.onRemove()
        }}
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
      <MoreButton className={css['more']} label={`More for ${name}`} isOpen={isMenuOpen} onOpen={props.onMenu} />
    </li>
  )
}
