import css from './section-heading.module.css'

interface SectionHeadingProps {
  readonly children: React.ReactNode
  /** Buttons at the right end. */
  readonly actions?: React.ReactNode
  readonly id?: string
}

/** A small heading over a list, with its buttons. */
export function SectionHeading({ children, actions, id }: SectionHeadingProps) {
  return (
    <div className={css['row']}>
      <h2 className={css['heading']} id={id}>
        {children}
      </h2>
      {actions}
    </div>
  )
}
