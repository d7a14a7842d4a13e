import { useState } from 'react'
import type { ComparedRow, Comparison } from '@contract/inspection'
import { useNow } from '../../../bridge/use-now.ts'
import { countOf } from '../../../text/sizes.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import css from './compare-view.module.css'
import { ComparedLine } from './compared-line.tsx'

interface ComparisonTableProps {
  readonly comparison: Comparison
  readonly onInspectLeft: () => void
  readonly onInspectRight: () => void
}

/** Differences first; what is the same is folded away. */
export function ComparisonTable({ comparison, onInspectLeft, onInspectRight }: ComparisonTableProps) {
  const { left, right, sentence, rows } = comparison
  const now = useNow()
  const [showsSame, setShowsSame] = useState(false)
  const different = rows.filter(({ state }) => state !== 'same')
  const same = rows.filter(({ state }) => state === 'same')
  const shown = showsSame ? [...different, ...same] : different
  return (
    <>
      <p className={css['sentence']} role="status" data-selectable>
        {visibleText(sentence)}
      </p>
      <table className={css['table']} aria-label="Comparison" data-selectable>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <SideHead side="Left" {...left} onInspect={onInspectLeft} />
            <SideHead side="Right" {...right} onInspect={onInspectRight} />
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <ComparedLine key={keyOf(row)} row={row} now={now} />
          ))}
        </tbody>
      </table>
      {different.length === 0 && rows.length > 0 && <p className={css['none']}>No claim and no header differs.</p>}
      {rows.length === 0 && (
        <p className={css['none']}>Neither can be read, so there is nothing to hold side by side.</p>
      )}
      {same.length > 0 && (
        <button
          type="button"
          className={css['fold']}
          aria-expanded={showsSame}
          onClick={() => setShowsSame(!showsSame)}
        >
          {showsSame ? 'Hide' : 'Show'} what is the same: {countOf(same.length, 'line')}
        </button>
      )}
    </>
  )
}

const keyOf = ({ part, name }: ComparedRow) => `${part} ${name}`

interface SideHeadProps {
  readonly side: string
  readonly title: string
  readonly token: Comparison['left']['token']
  readonly onInspect: () => void
}

function SideHead({ side, title, token, onInspect }: SideHeadProps) {
  const words = [token.kindName, token.synthetic ? 'synthetic' : '', token.past ? 'earlier' : '']
  return (
    <th scope="col">
      <button
        type="button"
        className={css['side']}
        title="Show this token"
        aria-label={`${side}: ${visibleText(title)}. Show this token`}
        onClick={onInspect}
      >
        {visibleText(title)}
      </button>
      <span className={css['kind']}>
        {words
          .filter((word) => word !== '')
          .map(visibleText)
          .join(' · ')}{' '}
        · <code>{token.reference}</code>
      </span>
    </th>
  )
}
