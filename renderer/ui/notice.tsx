import css from './notice.module.css'
import { toneColour, type Tone } from './tone.ts'

interface NoticeProps {
  readonly tone: Tone
  readonly title: React.ReactNode
  readonly children?: React.ReactNode
  /** Buttons at the right, or below where it is narrow. */
  readonly actions?: React.ReactNode
  /** 'alert' interrupts a screen reader, 'status' waits, 'note' says nothing by itself. */
  readonly role?: 'alert' | 'status' | 'note'
  readonly label?: string
  /** The words may have less room than they need: they can be reached by Tab, and scrolled by the arrows. */
  readonly scrolls?: boolean
}

/** A framed message with its next steps: failures, warnings, the reason of a refusal. */
export function Notice({ tone, title, children, actions, role = 'note', label, scrolls = false }: NoticeProps) {
  return (
    <div className={css['notice']} role={role} aria-label={label} style={{ '--tone': toneColour(tone) }}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys too */}
      <div className={css['words']} data-selectable tabIndex={scrolls ? 0 : undefined}>
        <p className={css['title']}>{title}</p>
        {children !== undefined && <div className={css['advice']}>{children}</div>}
      </div>
      {actions !== undefined && <div className={css['actions']}>{actions}</div>}
    </div>
  )
}
