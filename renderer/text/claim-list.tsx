import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Claim } from '@contract/jwt'
import { inReadingOrder } from './reading-order.ts'
import { formatMoment, formatRelative } from './times.ts'
import { visibleText } from './visible-characters.ts'
import { Chip } from '../ui/chip.tsx'
import { FoldedText } from './folded-text.tsx'
import { readableJson } from './claim-value.ts'
import css from './claim-row.module.css'

interface ClaimRowProps {
  readonly claim: Claim
  readonly isFocused: boolean
  readonly now: Date
}

/** One claim: its value as it stands in the token, and what that means. */
function ClaimRow({ claim, isFocused, now }: ClaimRowProps) {
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
          <span className={css['value']}>
            <FoldedText text={visibleText(readableJson(claim.json))} name={visibleText(claim.name)} />
          </span>
        )}
        {claim.instant === null ? (
          <small className={css['meaning']}>{visibleText(claim.meaning)}</small>
        ) : (
          <ClaimTime instant={claim.instant} meaning={claim.meaning} now={now} />
        )}
      </dd>
    </div>
  )
}

interface ClaimListProps {
  readonly claims: readonly Claim[]
  /** A claim to bring into view and to mark, or null. */
  readonly focusClaim?: string | null
  readonly now: Date
}

/** Claims with what they mean, of a token or of what a server said: who, to whom, for what and until when come first. */
export function ClaimList({ claims, focusClaim = null, now }: ClaimListProps) {
  return (
    <dl className={css['list']} data-selectable>
      {inReadingOrder(claims).map((claim) => (
        <ClaimRow key={claim.name} claim={claim} isFocused={claim.name === focusClaim} now={now} />
      ))}
    </dl>
  )
}

interface ClaimTimeProps {
  readonly instant: string
  readonly meaning: string
  readonly now: Date
}

/** A time in words that go with the clock; the exact instant is in the tooltip. */
function ClaimTime({ instant, meaning, now }: ClaimTimeProps) {
  const at = new Date(instant)
  return (
    <small className={css['meaning']} title={instant}>
      {formatMoment(at, now)}, {formatRelative(at, now)} · {visibleText(meaning)}
    </small>
  )
}
