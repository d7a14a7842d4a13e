import css from './loading-lines.module.css'

/** Grey lines where text is about to be; the label is what a screen reader hears. */
export function LoadingLines({ label, lines = 3 }: { readonly label: string; readonly lines?: number }) {
  return (
    <div className={css['lines']} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={css['line']} style={{ width: `${88 - ((line * 23) % 50)}%` }} />
      ))}
    </div>
  )
}
