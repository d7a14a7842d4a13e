import { useId } from 'react'
import css from './sub-tabs.module.css'

interface SubTab<Id extends string> {
  readonly id: Id
  readonly label: string
  /** A count or a kind beside the label; '' for none. */
  readonly note: string
}

interface SubTabsProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly SubTab<Id>[]
  readonly chosen: Id
  readonly onChosen: (id: Id) => void
  /** The panel of the chosen tab. */
  readonly children: React.ReactNode
  /** The panel holds text to be read, and nothing that takes the focus: then it takes it itself, to be scrolled by keys. */
  readonly isText?: boolean
}

/** A row of tabs over one panel (WAI-ARIA tabs, chosen as the focus moves). */
export function SubTabs<Id extends string>({
  label,
  tabs,
  chosen,
  onChosen,
  children,
  isText = false,
}: SubTabsProps<Id>) {
  const baseId = useId()
  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex(({ id }) => id === chosen)
    const places: Readonly<Record<string, number>> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }
    const next = tabs.at((places[event.key] ?? Number.NaN) % tabs.length)
    if (!(event.key in places) || next === undefined) return
    event.preventDefault()
    onChosen(next.id)
    document.getElementById(`${baseId}-${next.id}`)?.focus()
  }
  return (
    <div className={css['whole']}>
      <div className={css['row']}>
        <div className={css['tabs']} role="tablist" aria-label={label} onKeyDown={onKeyDown} tabIndex={-1}>
          {tabs.map(({ id, label: name, note }) => (
            <button
              key={id}
              id={`${baseId}-${id}`}
              type="button"
              role="tab"
              aria-selected={id === chosen}
              aria-controls={`${baseId}-panel`}
              tabIndex={id === chosen ? 0 : -1}
              className={id === chosen ? css['on'] : css['tab']}
              onClick={() => onChosen(id)}
            >
              {name} {note !== '' && <span className={css['note']}>{note}</span>}
            </button>
          ))}
        </div>
      </div>
      <div
        className={css['panel']}
        role="tabpanel"
        id={`${baseId}-panel`}
        aria-labelledby={`${baseId}-${chosen}`}
        tabIndex={isText ? 0 : -1}
      >
        {children}
      </div>
    </div>
  )
}
