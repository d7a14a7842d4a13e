import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import css from './disclosure.module.css'

interface DisclosureProps {
  readonly title: string
  /** What is set in it, in a few words; seen while it is closed. */
  readonly summary: string
  readonly children: React.ReactNode
  readonly startsOpen?: boolean
  /** Something in it wants attention: it opens, and can be closed again. */
  readonly isWanted?: boolean
}

/** A section that is closed until it is needed, and says what is in it. What was never open is not drawn. */
export function Disclosure({ title, summary, children, startsOpen = false, isWanted = false }: DisclosureProps) {
  const [isOpen, setOpen] = useState(startsOpen || isWanted)
  const [wasWanted, setWanted] = useState(isWanted)
  if (wasWanted !== isWanted) {
    setWanted(isWanted)
    if (isWanted) setOpen(true)
  }
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  return (
    <details className={css['section']} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={css['summary']}>
        <IconChevronRight size={14} className={css['chevron']} aria-hidden="true" />
        <span className={css['title']}>{title}</span>
        {summary !== '' && <span className={css['set']}>{summary}</span>}
      </summary>
      {wasOpen && <div className={css['content']}>{children}</div>}
    </details>
  )
}
