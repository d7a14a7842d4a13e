import css from './empty-state.module.css'

interface EmptyStateProps {
  readonly title: string
  readonly children?: React.ReactNode
  readonly icon?: React.ReactNode
  /** What to do about it. */
  readonly actions?: React.ReactNode
}

/** Says that there is nothing, why, and what can be done. */
export function EmptyState({ title, children, icon, actions }: EmptyStateProps) {
  return (
    <div className={css['empty']}>
      {icon !== undefined && (
        <span className={css['icon']} aria-hidden="true">
          {icon}
        </span>
      )}
      <p className={css['title']}>{title}</p>
      {children !== undefined && <div className={css['words']}>{children}</div>}
      {actions !== undefined && <div className={css['actions']}>{actions}</div>}
    </div>
  )
}
