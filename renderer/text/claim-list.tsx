import { IconAlertTriangle } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import type { Claim } from '@contract/jwt'
import { ChipList } from './chip-list.tsx'
import css from './claim-row.module.css'
import { MemberMeaning, MemberRow, MemberValue, type Focus } from './member-row.tsx'
import { numbered, type Numbered } from './numbered.ts'
import { inReadingOrder } from './reading-order.ts'
import { TokenTime } from './token-time.tsx'
import { visibleText } from './visible-characters.ts'

interface ClaimRowProps {
  readonly numbered: Numbered<Claim>
  readonly focus: Focus | null
  /** Given to times only: nothing else is drawn anew each second. */
  readonly now: Date | null
}

/** Where its meaning is from; a private claim's own words say that it is one. */
function sourceOf({ source, reference }: Claim): string | null {
  if (source === 'known') return reference === null ? 'known of a provider' : `known of a provider: ${reference}`
  return reference
}

/** One claim: its value as it stands in the token, and what that means. */
const ClaimRow = memo(function ClaimRow({ numbered: { item: claim, ...places }, focus, now }: ClaimRowProps) {
  const { name, chips, json, instant, meaning, attention } = claim
  return (
    <MemberRow
      name={name}
      numbered={places}
      focus={focus}
      attention={attention}
      mark={attention && <IconAlertTriangle size={13} role="img" aria-label="worth a look" />}
    >
      {chips.length > 0 ? <ChipList texts={chips} name={visibleText(name)} /> : <MemberValue json={json} name={name} />}
      {instant !== null && now !== null && (
        <small className={css['instant']}>
          <TokenTime instant={instant} now={now} />
        </small>
      )}
      <MemberMeaning meaning={meaning} source={sourceOf(claim)} />
    </MemberRow>
  )
})

interface ClaimListProps {
  readonly claims: readonly Claim[]
  /** A claim to bring into view and to mark, or null. */
  readonly focus?: Focus | null
  readonly now: Date
}

/** Claims with what they mean, of a token or of what a server said: who, to whom, for what and until when come first. */
export function ClaimList({ claims, focus = null, now }: ClaimListProps) {
  const rows = useMemo(() => numbered(inReadingOrder(claims), ({ name }) => name), [claims])
  return (
    <dl className={css['list']} data-selectable>
      {rows.map((row) => (
        <ClaimRow
          key={row.key}
          numbered={row}
          focus={focus !== null && row.place === 1 && row.item.name === focus.name ? focus : null}
          now={row.item.instant === null ? null : now}
        />
      ))}
    </dl>
  )
}
