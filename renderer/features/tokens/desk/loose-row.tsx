import { IconX } from '@tabler/icons-react'
import { memo } from 'react'
import type { LooseToken } from '@contract/inspection'
import { visibleText } from '../../../text/visible-characters.ts'
import { Chip } from '../../../ui/chip.tsx'
import type { Tone } from '../../../ui/tone.ts'
import css from './desk-list.module.css'
import { looseTitle } from '../../../text/loose-title.ts'

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

/** One token of the list. Remembered: hundreds of them stand still while the clock goes on. */
export const LooseRow = memo(function LooseRow(props: LooseRowProps) {
  const { token, isShown, expiry, expiryTone, onChosen, onDropped } = props
  const title = looseTitle(token)
  return (
    <li className={css['row']} data-active={isShown}>
      <button
        type="button"
        className={css['open']}
        data-row
        aria-current={isShown || undefined}
        title={`${title}\n${visibleText(token.kindName)}, ${visibleText(token.place)}`}
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
        <span className={css['detail']}>
          {visibleText(token.kindName)} · {visibleText(token.place)}
        </span>
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
