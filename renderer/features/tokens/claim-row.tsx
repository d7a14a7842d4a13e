import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Claim } from '@contract/jwt'
import { useNow } from '../../bridge/use-now.ts'
import { formatMoment, formatRelative } from '../../text/times.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { Chip } from '../../ui/chip.tsx'
import { readableJson } from './claim-value.ts'
import css from './claims.module.css'

interface ClaimRowProps {
  readonly claim: Claim
  readonly isFocused: boolean
}

/** One claim: its value as it stands in the token, and what that means. */
export function ClaimRow({ claim, isFocused }: ClaimRowProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isFocused) row.current?.scrollIntoView({ block: 'center' })
  }, [isFocused])
  return (
    <div ref={row} className={css['claim']} data-focused={isFocused} data-attention={claim.attention}>
      <dt className={css['name']} title={visibleText(claim.name)}>
        {visibleText(claim.name)}
        {claim.attention && <IconAlertTriangle size={13} role="img" aria-label="worth a look" />}
      </dt>
      <dd className={css['body']}>
        {claim.chips.length > 0 ? (
          <span className={css['chips']}>
            {claim.chips.map((chip) => (
              <Chip key={chip} mono title={visibleText(chip)}>
                {visibleText(chip)}
              </Chip>
            ))}
          </span>
        ) : (
          <ClaimText text={visibleText(readableJson(claim.json))} name={claim.name} />
        )}
        {claim.instant === null ? (
          <small className={css['meaning']}>{visibleText(claim.meaning)}</small>
        ) : (
          <ClaimTime instant={claim.instant} meaning={claim.meaning} />
        )}
      </dd>
    </div>
  )
}

const longFrom = 180

function ClaimText({ text, name }: { readonly text: string; readonly name: string }) {
  const [isWhole, setWhole] = useState(false)
  if (text.length <= longFrom) return <span className={css['value']}>{text}</span>
  return (
    <span className={css['value']}>
      {isWhole ? text : `${text.slice(0, longFrom)}…`}{' '}
      <button
        type="button"
        className={css['more']}
        aria-expanded={isWhole}
        aria-label={isWhole ? `Show less of ${name}` : `Show all of ${name}`}
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? 'less' : 'all'}
      </button>
    </span>
  )
}

/** A time in words that go with the clock; the exact instant is in the tooltip. */
function ClaimTime({ instant, meaning }: { readonly instant: string; readonly meaning: string }) {
  const now = useNow()
  const at = new Date(instant)
  return (
    <small className={css['meaning']} title={instant}>
      {formatMoment(at, now)}, {formatRelative(at, now)} · {visibleText(meaning)}
    </small>
  )
}
