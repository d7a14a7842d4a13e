import css from './pill-button.module.css'
import { toneColour, type Tone } from './tone.ts'

interface PillButtonProps extends Omit<React.ComponentProps<'button'>, 'children' | 'className' | 'style' | 'type'> {
  readonly icon?: React.ReactNode
  readonly after?: React.ReactNode
  readonly children: React.ReactNode
  /** Without a tone it is quiet. */
  readonly tone?: Tone | undefined
}

/** A rounded button of the top bar: a fact, and the way to change it. */
export function PillButton({ icon, after, children, tone, ...rest }: PillButtonProps) {
  const style = tone === undefined ? undefined : { color: toneColour(tone) }
  return (
    <button
      type="button"
      className={`${css['pill']} ${tone === undefined ? '' : css['toned']}`}
      style={style}
      {...rest}
    >
      {icon}
      <span className={css['words']}>{children}</span>
      {after}
    </button>
  )
}
