import css from './claims.module.css'

interface FoldedSectionProps {
  readonly title: string
  /** What is in it, in a few words. */
  readonly hint: string
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
  /** Drawn only while it is open. */
  readonly children: React.ReactNode
}

/** A part of the inspector that is closed until somebody asks. */
export function FoldedSection({ title, hint, isOpen, onToggle, children }: FoldedSectionProps) {
  return (
    <details
      className={css['header']}
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== isOpen) onToggle(currentTarget.open)
      }}
    >
      <summary className={css['summary']}>
        {title} <span className={css['count']}>{hint}</span>
      </summary>
      {isOpen && children}
    </details>
  )
}
