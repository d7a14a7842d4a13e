import css from './status-ring.module.css'
import { toneColour, type Tone } from './tone.ts'

interface StatusRingProps {
  /** How much of it is filled, 0 to 1. */
  readonly fraction: number
  readonly tone: Tone
  /** Outer width in CSS pixels. */
  readonly size?: number
  /** Shown in the middle of a large ring. */
  readonly children?: React.ReactNode
  /** Turns while something is under way. */
  readonly busy?: boolean
}

/** A ring of remaining life. It is decoration: the sentence beside it says the same in words. */
export function StatusRing({ fraction, tone, size = 16, children, busy = false }: StatusRingProps) {
  const stroke = size >= 40 ? 5 : size * 0.22
  const radius = (size - stroke) / 2
  const length = 2 * Math.PI * radius
  const centre = size / 2
  return (
    <span className={css['ring']} style={{ width: size, height: size }} aria-hidden="true">
      <svg width={size} height={size} className={busy ? css['busy'] : undefined}>
        <circle cx={centre} cy={centre} r={radius} fill="none" stroke="var(--line-strong)" strokeWidth={stroke} />
        <circle
          cx={centre}
          cy={centre}
          r={radius}
          fill="none"
          stroke={toneColour(tone)}
          strokeWidth={stroke}
          strokeDasharray={`${length * Math.min(1, Math.max(0, fraction))} ${length}`}
          transform={`rotate(-90 ${centre} ${centre})`}
        />
      </svg>
      {children !== undefined && <span className={css['middle']}>{children}</span>}
    </span>
  )
}
