import { IconSearch, IconX } from '@tabler/icons-react'
import css from './profile-list.module.css'

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onDown: () => void
}

/** Narrows the list to the profiles that have every word; the arrow down goes on into the list. */
export function SearchField({ value, onChange, onDown }: SearchFieldProps) {
  return (
    <div className={css['search']}>
      <IconSearch size={13} aria-hidden="true" />
      <input
        type="text"
        aria-label="Search profiles"
        placeholder="Search"
        className={css['searchInput']}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') onChange('')
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          onDown()
        }}
      />
      {value !== '' && (
        <button type="button" className={css['clear']} aria-label="Clear the search" onClick={() => onChange('')}>
          <IconX size={13} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
