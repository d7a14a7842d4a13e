import css from './claim-row.module.css'
import { chooseTimeZone, useTimeZone, type TimeZone } from './time-zone.ts'
import { formatMoment, formatRelative, formatUtc } from './times.ts'

const labels = { local: 'Local', utc: 'UTC' } as const satisfies Record<TimeZone, string>

/** By whose clock times are told. */
export function TimeZoneSwitch() {
  const zone = useTimeZone()
  return (
    <div role="group" aria-label="Times in" className={css['zones']}>
      {(['local', 'utc'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className={css['zone']}
          aria-pressed={each === zone}
          onClick={() => chooseTimeZone(each)}
        >
          {labels[each]}
        </button>
      ))}
    </div>
  )
}

interface TokenTimeProps {
  /** ISO 8601. */
  readonly instant: string
  readonly now: Date
}

/** An instant by the chosen clock and by its distance from now; pressed, by the other clock. */
export function TokenTime({ instant, now }: TokenTimeProps) {
  const zone = useTimeZone()
  const at = new Date(instant)
  const told = { local: formatMoment(at, now), utc: formatUtc(at) }
  const other = zone === 'utc' ? 'local' : 'utc'
  return (
    <>
      <button
        type="button"
        className={css['time']}
        title={`${told[other]}${other === 'local' ? ', local time' : ''}`}
        onClick={() => chooseTimeZone(other)}
      >
        <time dateTime={instant}>{told[zone]}</time>
      </button>
      , {formatRelative(at, now)}
      <span className={css['other']} aria-hidden="true">
        {told[other]}
      </span>
    </>
  )
}
