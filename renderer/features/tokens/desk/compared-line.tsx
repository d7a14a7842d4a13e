import type { ComparedRow } from '@contract/inspection'
import { readableJson } from '../../../text/claim-value.ts'
import { FoldedText } from '../../../text/folded-text.tsx'
import { formatMoment, formatRelative } from '../../../text/times.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { Chip } from '../../../ui/chip.tsx'
import css from './compare-view.module.css'

const stateWords = {
  changed: 'differs',
  'only-left': 'only on the left',
  'only-right': 'only on the right',
  same: 'same',
} as const satisfies Record<ComparedRow['state'], string>

interface ComparedLineProps {
  readonly row: ComparedRow
  readonly now: Date
}

/** One claim or header member on both sides. */
export function ComparedLine({ row, now }: ComparedLineProps) {
  const name = visibleText(row.name)
  return (
    <tr data-state={row.state}>
      <th scope="row" className={css['name']}>
        <code>{name}</code>
        <span className={css['state']}>
          {stateWords[row.state]}
          {row.part === 'header' && ' · header'}
        </span>
        {row.words !== '' && <span className={css['words']}>{visibleText(row.words)}</span>}
      </th>
      <Side row={row} side="left" name={name} now={now} />
      <Side row={row} side="right" name={name} now={now} />
    </tr>
  )
}

interface SideProps extends ComparedLineProps {
  readonly side: 'left' | 'right'
  readonly name: string
}

function Side({ row, side, name, now }: SideProps) {
  const value = row[side]
  const chips = row.chips.filter((chip) => chip.in === 'both' || chip.in === side)
  return (
    <td>
      {value === null ? (
        <span className={css['absent']}>not there</span>
      ) : chips.length > 0 ? (
        <span className={css['chips']}>
          {chips.map((chip) => (
            <Chip key={chip.text} mono title={visibleText(chip.text)} {...(chip.in === side && { tone: 'warn' })}>
              {visibleText(chip.text)}
              {chip.in === side && <span className={css['hidden']}>, only here</span>}
            </Chip>
          ))}
        </span>
      ) : (
        <span className={css['value']}>
          <FoldedText text={visibleText(readableJson(value.json))} name={`${name} on the ${side}`} />
        </span>
      )}
      {value !== null && value.instant !== null && (
        <small className={css['moment']} title={value.instant}>
          {formatMoment(new Date(value.instant), now)}, {formatRelative(new Date(value.instant), now)}
        </small>
      )}
    </td>
  )
}
