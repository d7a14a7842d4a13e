import {
  IconAlertTriangle,
  IconBan,
  IconBolt,
  IconCopy,
  IconDeviceFloppy,
  IconEraser,
  IconLogin2,
  IconLogout,
  IconPlugOff,
  IconRefresh,
  IconSend,
  IconTrash,
} from '@tabler/icons-react'
import { memo } from 'react'
import type { TokenEvent, TokenHappening } from '@contract/tokens'
import { formatClock } from '../../text/times.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { toneColour } from '../../ui/tone.ts'
import { eventWords } from './timeline-words.ts'
import css from './timeline.module.css'

const icons = {
  'signed-in': IconLogin2,
  refreshed: IconRefresh,
  'refresh-failed': IconAlertTriangle,
  refused: IconBan,
  'answer-lost': IconPlugOff,
  used: IconSend,
  'not-saved': IconBolt,
  'saved-late': IconDeviceFloppy,
  copied: IconCopy,
  revoked: IconEraser,
  'signed-out': IconLogout,
  forgotten: IconTrash,
} as const satisfies Record<TokenHappening['kind'], typeof IconSend>

interface TimelineEventProps {
  readonly event: TokenEvent
  readonly isPersonal: boolean
  /** `5 min ago`: given, so that a row is drawn anew only when that changes. */
  readonly ago: string
  /** The profile's tokens came from several servers: then each event says which. */
  readonly showsAuthority: boolean
}

function Row({ event, isPersonal, ago, showsAuthority }: TimelineEventProps) {
  const { at, authority, what } = event
  const { title, details, tone } = eventWords(event, isPersonal)
  const Icon = icons[what.kind]
  const instant = new Date(at)
  const isLoud = tone === 'warn' || tone === 'bad'
  return (
    <li className={css['event']} data-kind={what.kind}>
      <span className={css['icon']} style={{ color: tone === 'off' ? 'var(--dim)' : toneColour(tone) }}>
        <Icon size={14} aria-hidden="true" />
      </span>
      <div className={css['words']}>
        <p className={css['title']} style={isLoud ? { color: toneColour(tone) } : undefined}>
          {title}
        </p>
        <p className={css['when']}>
          <time dateTime={at} title={`${instant.toISOString().slice(0, 19).replace('T', ' ')} UTC`}>
            {formatClock(instant)}
          </time>{' '}
          · {ago}
          {showsAuthority && ` · ${visibleText(authority)}`}
        </p>
        {details.map((detail) => (
          <p key={detail} className={css['detail']}>
            {detail}
          </p>
        ))}
      </div>
    </li>
  )
}

/** One thing that happened to a profile's tokens. */
export const TimelineRow = memo(Row)
