import { IconSearch, IconX } from '@tabler/icons-react'
import css from './search-field.module.css'

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly clearLabel: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** The arrow down was pressed in `field`: on into what is narrowed. */
  readonly onDown: (field: HTMLInputElement) => void
}

/** A small field over a list, which narrows it to what matches every word; Escape empties it. */
export function SearchField({ label, placeholder, clearLabel, value, onChange, onDown }: SearchFieldProps) {
  return (
    <div className={css['search']}>
      <IconSearch size={13} aria-hidden="true" />
      <input
        type="text"
        aria-label={label}
        placeholder={placeholder}
        className={css['input']}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') onChange('')
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          onDown(event.currentTarget)
        }}
      />
      {value !== '' && (
        <button type="button" className={css['clear']} aria-label={clearLabel} onClick={() => onChange('')}>
          <IconX size={13} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
