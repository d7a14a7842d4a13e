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
}

/** A framed message with its next steps: failures, warnings, the reason of a refusal. */
export function Notice({ tone, title, children, actions, role = 'note', label }: NoticeProps) {
  return (
    <div className={css['notice']} role={role} aria-label={label} style={{ '--tone': toneColour(tone) }}>
      <div className={css['words']} data-selectable>
        <p className={css['title']}>{title}</p>
        {children !== undefined && <div className={css['advice']}>{children}</div>}
      </div>
      {actions !== undefined && <div className={css['actions']}>{actions}</div>}
    </div>
  )
}
