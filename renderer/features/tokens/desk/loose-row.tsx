import { IconX } from '@tabler/icons-react'
import { memo } from 'react'
import type { LooseToken } from '@contract/inspection'
import { formatClock } from '../../../text/times.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { Chip } from '../../../ui/chip.tsx'
import type { Tone } from '../../../ui/tone.ts'
import css from './desk-list.module.css'
import { looseTitle, whatWasDone } from '../../../text/loose-title.ts'

interface LooseRowProps {
  readonly token: LooseToken
  readonly isShown: boolean
  readonly expiry: string
  readonly expiryTone: Tone
  readonly onChosen: (token: LooseToken) => void
  readonly onDropped: (token: LooseToken) => void
}

/** The focus goes on to a neighbour: the row that has it is about to go. */
function focusNeighbour(row: Element | null): void {
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling
  neighbour?.querySelector<HTMLElement>('[data-row]')?.focus()
}

/** What tells it from its neighbours first: what was done to it, or where and when it was found. */
function detailOf(token: LooseToken): string {
  const found = `${visibleText(token.place)} · ${formatClock(new Date(token.takenAt))}`
  return `${whatWasDone(token) ?? found} · ${visibleText(token.kindName)}`
}

/** One token of the list. Remembered: hundreds of them stand still while the clock goes on. */
export const LooseRow = memo(function LooseRow(props: LooseRowProps) {
  const { token, isShown, expiry, expiryTone, onChosen, onDropped } = props
  const title = looseTitle(token)
  const detail = detailOf(token)
  return (
    <li className={css['row']} data-active={isShown}>
      <button
        type="button"
        className={css['open']}
        data-row
        aria-current={isShown || undefined}
        title={`${title}\n${detail}`}
        onClick={() => onChosen(token)}
        onKeyDown={(event) => {
          if (event.key !== 'Delete') return
          event.preventDefault()
          focusNeighbour(event.currentTarget.closest('li'))
          onDropped(token)
        }}
      >
        <span className={css['first']}>
          <span className={css['name']}>{title}</span>
          {token.synthetic && <Chip tone="warn">synthetic</Chip>}
          <span className={css['expiry']} data-tone={expiryTone}>
            {expiry}
          </span>
        </span>
        <span className={css['detail']}>{detail}</span>
      </button>
      <button
        type="button"
        className={css['drop']}
        aria-label={`Let go of ${title}, ${token.reference}`}
        title="Let go of it"
        onClick={(event) => {
          focusNeighbour(event.currentTarget.closest('li'))
          onDropped(token)
        }}
      >
        <IconX size={13} aria-hidden="true" />
      </button>
    </li>
  )
})
