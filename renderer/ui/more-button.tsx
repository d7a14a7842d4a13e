import { IconDots } from '@tabler/icons-react'
import css from './more-button.module.css'
import type { Point } from './menu-entry.ts'

interface MoreButtonProps {
  readonly label: string
  readonly isOpen: boolean
  /** The place under the button, for a menu. */
  readonly onOpen: (at: Point) => void
  readonly className?: string | undefined
  /** -1 where a key of the row around it opens the same menu. */
  readonly tabIndex?: number
}

/** The "⋯" of a row. A plain button, since a list may show hundreds of them. */
export function MoreButton({ label, isOpen, onOpen, className, tabIndex }: MoreButtonProps) {
  return (
    <button
      type="button"
      className={`${css['more']} ${className ?? ''}`}
      aria-label={label}
      title={label}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      tabIndex={tabIndex}
      onClick={(event) => {
        event.stopPropagation()
        const { left, bottom } = event.currentTarget.getBoundingClientRect()
        onOpen({ x: left, y: bottom + 2 })
      }}
    >
      <IconDots size={15} aria-hidden="true" />
    </button>
  )
}
