import type { InspectedToken } from '@contract/jwt'
import { formatClock, formatMoment, formatRelative } from '../../text/times.ts'
import type { TokenLife } from './life-of-token.ts'
import css from './token-card.module.css'

interface LifeBarProps {
  readonly token: InspectedToken
  readonly life: TokenLife | null
  readonly now: Date
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`

/** From issue to expiry, with now and the part in which it is refreshed before use. */
export function LifeBar({ token, life, now }: LifeBarProps) {
  const start = token.issuedAt === null ? 'obtained' : 'issued'
  if (life === null) {
    return (
      <p className={css['noEnd']}>
        {start} {formatMoment(new Date(token.issuedAt ?? token.obtainedAt), now)}; when it expires is unknown
      </p>
    )
  }
  const { startsAt, endsAt, nowShare, leewayShare } = life
  const freshFrom = Math.min(nowShare, leewayShare)
  const isOver = endsAt <= now
  return (
    <>
      <div
        className={css['bar']}
        role="img"
        aria-label={`${start} ${formatMoment(startsAt, now)}, ${isOver ? 'expired' : 'expires'} ${formatMoment(endsAt, now)}, ${formatRelative(endsAt, now)}`}
      >
        <i className={css['fresh']} style={{ left: percent(freshFrom), right: percent(1 - leewayShare) }} />
        <i className={css['leeway']} style={{ left: percent(Math.max(nowShare, leewayShare)), right: 0 }} />
        <i className={css['now']} style={{ left: percent(nowShare) }} />
      </div>
      <div className={css['ends']}>
        <span title={startsAt.toISOString()}>
          {start} {formatClock(startsAt)}
        </span>
        <span title={endsAt.toISOString()}>
          {isOver ? 'expired' : 'expires'} {formatClock(endsAt)}
        </span>
      </div>
    </>
  )
}
