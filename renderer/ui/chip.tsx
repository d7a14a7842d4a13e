import css from './chip.module.css'
import { toneColour, type Tone } from './tone.ts'

interface ChipProps {
  readonly children: React.ReactNode
  /** Without a tone it is a quiet label. */
  readonly tone?: Tone
  readonly title?: string
  readonly mono?: boolean
}

/** A short value in a box: a scope, a count, a state. */
export function Chip({ children, tone, title, mono = false }: ChipProps) {
  const style = tone === undefined ? undefined : { '--tone': toneColour(tone) }
  const name = [css['chip'], tone !== undefined && css['toned'], mono && css['mono']].filter(Boolean).join(' ')
  return (
    <span className={name} title={title} style={style}>
      {children}
    </span>
  )
}
