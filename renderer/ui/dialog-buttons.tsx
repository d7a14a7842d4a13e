import css from './dialog-buttons.module.css'

/** The row of buttons at the end of a dialog; the one that does the deed comes last. */
export function DialogButtons({ children }: { readonly children: React.ReactNode }) {
  return <div className={css['row']}>{children}</div>
}
