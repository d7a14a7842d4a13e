import type { InspectedToken } from '@contract/jwt'
import { useTimeZone } from '../../text/time-zone.ts'
import { formatClockBeside, formatMoment, formatRelative, formatUtc } from '../../text/times.ts'
import type { TokenLife } from './life-of-token.ts'
import css from './token-card.module.css'

interface LifeBarProps {
  readonly token: InspectedToken
  readonly life: TokenLife | null
  readonly now: Date
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`

/** What the bar begins with. */
function startOf({ issuedAt, notBefore }: InspectedToken): string {
  if (issuedAt !== null) return 'issued'
  return notBefore === null ? 'obtained' : 'valid from'
}

/** From issue to expiry, with now, the part before it counts, and the part in which it is refreshed before use. */
export function LifeBar({ token, life, now }: LifeBarProps) {
  const zone = useTimeZone()
  const start = startOf(token)
  const moment = (instant: Date) => (zone === 'utc' ? formatUtc(instant) : formatMoment(instant, now))
  if (life === null) {
    return (
      <p className={css['noEnd']}>
        {start} {moment(new Date(token.issuedAt ?? token.notBefore ?? token.obtainedAt))}; when it expires is unknown
      </p>
    )
  }
  const { startsAt, endsAt, nowShare, leewayShare, validFromShare, phase } = life
  const freshFrom = Math.max(Math.min(nowShare, leewayShare), validFromShare ?? 0)
  const end = phase === 'over' ? 'expired' : 'expires'
  const short = (instant: Date) => (zone === 'utc' ? formatUtc(instant) : formatClockBeside(instant, now))
  const early = phase === 'early' && token.notBefore !== null ? new Date(token.notBefore) : null
  return (
    <>
      <div
        className={css['bar']}
        role="img"
        aria-label={`${start} ${moment(startsAt)}, ${end} ${moment(endsAt)}, ${formatRelative(endsAt, now)}`}
      >
        {validFromShare !== null && <i className={css['early']} style={{ width: percent(validFromShare) }} />}
        {freshFrom < leewayShare && (
          <i className={css['fresh']} style={{ left: percent(freshFrom), right: percent(1 - leewayShare) }} />
        )}
        <i className={css['leeway']} style={{ left: percent(Math.max(nowShare, leewayShare)), right: 0 }} />
        <i className={css['now']} style={{ left: percent(nowShare) }} />
      </div>
      <div className={css['ends']}>
        <span title={startsAt.toISOString()}>
          {start} {short(startsAt)}
        </span>
        <span title={endsAt.toISOString()}>
          {end} {short(endsAt)}
        </span>
      </div>
      {early !== null && (
        <p className={css['early-words']}>
          It counts from {moment(early)}, {formatRelative(early, now)} (nbf).
        </p>
      )}
    </>
  )
}
