import { IconAlertTriangle } from '@tabler/icons-react'
import { formatMoment, formatRelative, formatUtc } from '../../text/times.ts'
import { useTimeZone } from '../../text/time-zone.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { Chip } from '../../ui/chip.tsx'
import type { PastChange } from './past-changes.ts'
import css from './token-history.module.css'
import { whichTitles, whichWords } from './which-words.ts'

interface PastTokenRowProps {
  readonly change: PastChange
  readonly now: Date
  /** The profile's tokens came from several servers: then each says from which. */
  readonly showsAuthority: boolean
  readonly onLook: () => void
  /** null for the one that is held now, and where none is. */
  readonly onCompare: (() => void) | null
}

function expiryOf(expiresAt: string | null, now: Date): string {
  if (expiresAt === null) return 'no expiry known'
  const at = new Date(expiresAt)
  return `${at <= now ? 'expired' : 'expires'} ${formatRelative(at, now)}`
}

/** One token of a profile's past: when it came, what it could do more or less than the one before. */
export function PastTokenRow({ change, now, showsAuthority, onLook, onCompare }: PastTokenRowProps) {
  const { token, gained, lost } = change
  const { which, obtainedAt, authority, reference, expiresAt, jtiSeen, isCurrent } = token
  const zone = useTimeZone()
  const at = new Date(obtainedAt)
  const when = zone === 'utc' ? formatUtc(at) : formatMoment(at, now)
  return (
    <li className={css['token']} aria-current={isCurrent || undefined}>
      <button type="button" className={css['look']} onClick={onLook}>
        <span className={css['when']}>
          {whichTitles[which]} <time dateTime={obtainedAt}>{when}</time>
        </span>
        {isCurrent && <Chip tone="ok">now</Chip>}
        <span className={css['facts']}>
          <code>{visibleText(reference)}</code> · {expiryOf(expiresAt, now)}
          {showsAuthority && ` · ${visibleText(authority)}`}
        </span>
      </button>
      {(gained.length > 0 || lost.length > 0) && (
        <p className={css['scopes']}>
          {gained.map((scope) => (
            <Chip key={`+${scope}`} tone="ok" mono title={`${visibleText(scope)}: the token before had it not`}>
              + {visibleText(scope)}
            </Chip>
          ))}
          {lost.map((scope) => (
            <Chip key={`-${scope}`} tone="bad" mono title={`${visibleText(scope)}: the token before had it`}>
              − {visibleText(scope)}
            </Chip>
          ))}
        </p>
      )}
      {jtiSeen !== null && (
        <p className={css['jti']}>
          <IconAlertTriangle size={14} aria-hidden="true" />
          <span>Its jti was seen before: {visibleText(jtiSeen)}</span>
        </p>
      )}
      {onCompare !== null && (
        <button
          type="button"
          className={css['compare']}
          aria-label={`Compare with now: ${whichWords[which]} of ${when}`}
          onClick={onCompare}
        >
          Compare with now
        </button>
      )}
    </li>
  )
}
