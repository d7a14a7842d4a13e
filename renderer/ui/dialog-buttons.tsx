import css from './dialog-buttons.module.css'

interface DialogButtonsProps {
  readonly children: React.ReactNode
  /** Stays in view at the foot of a long dialog; it must be the last thing in it. */
  readonly isSticky?: boolean
}

/** The row of buttons at the end of a dialog; the one that does the deed comes last. */
export function DialogButtons({ children, isSticky = false }: DialogButtonsProps) {
  return <div className={`${css['row']} ${isSticky ? css['sticky'] : ''}`}>{children}</div>
}
