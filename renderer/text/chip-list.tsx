import { useState } from 'react'
import { Chip } from '../ui/chip.tsx'
import css from './claim-row.module.css'
import { numbered } from './numbered.ts'
import { visibleText } from './visible-characters.ts'

interface ChipListProps {
  readonly texts: readonly string[]
  /** What they are, for the button: "all of scope". Already made visible. */
  readonly name: string
}

const shownAtFirst = 30

/** The parts of a list-like claim; a long one folds. */
export function ChipList({ texts, name }: ChipListProps) {
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? texts : texts.slice(0, shownAtFirst)
  return (
    <span className={css['chips']}>
      {numbered(shown, (text) => text).map(({ item, key }) => (
        <Chip key={key} mono title={visibleText(item)}>
          {/* An empty part would be a chip that nobody sees. */}
          {item === '' ? '(empty)' : visibleText(item)}
        </Chip>
      ))}
      {texts.length > shownAtFirst && (
        <button
          type="button"
          className={css['more']}
          aria-expanded={showsAll}
          aria-label={showsAll ? `Show fewer of ${name}` : `Show all of ${name}`}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? 'fewer' : `all ${texts.length}`}
        </button>
      )}
    </span>
  )
}
