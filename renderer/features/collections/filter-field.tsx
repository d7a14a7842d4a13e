import { IconSearch, IconX } from '@tabler/icons-react'
import css from './collection-tree.module.css'

interface FilterFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Narrows the tree to what matches every word; the arrow down goes on into the tree. */
export function FilterField({ value, onChange }: FilterFieldProps) {
  return (
    <div className={css['filter']}>
      <IconSearch size={13} aria-hidden="true" />
      <input
        type="text"
        aria-label="Filter requests"
        placeholder="Filter"
        className={css['filterInput']}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') onChange('')
          if (event.key !== 'ArrowDown') return
          const tree = event.currentTarget.closest('section')?.querySelector('[role="tree"]')
          if (tree instanceof HTMLElement) tree.focus()
          event.preventDefault()
        }}
      />
      {value !== '' && (
        <button type="button" className={css['clear']} aria-label="Clear the filter" onClick={() => onChange('')}>
          <IconX size={13} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
