import { PaneSplitter } from '../ui/pane-splitter.tsx'
import css from './shell.module.css'

interface SidePaneProps {
  readonly side: 'left' | 'right'
  /** What the pane is for a screen reader; its splitter is "Width of the …". */
  readonly label: string
  /** In CSS pixels, as are the bounds. */
  readonly width: number
  readonly min: number
  readonly max: number
  readonly onWidth: (width: number) => void
  readonly onSettled: (width: number) => void
  readonly children: React.ReactNode
}

/** A pane at a side of the window, with the bar that makes it wider or narrower. */
export function SidePane({ side, label, width, min, max, onWidth, onSettled, children }: SidePaneProps) {
  const outwards = side === 'left' ? 1 : -1
  const splitter = (
    <PaneSplitter
      label={`Width of the ${side} pane`}
      orientation="vertical"
      value={width}
      min={min}
      max={max}
      step={16}
      valueAfter={(start, movedPx) => start + outwards * movedPx}
      onChange={onWidth}
      onSettled={onSettled}
    />
  )
  return (
    <aside className={css[side]} style={{ width }} data-pane={side} tabIndex={-1} aria-label={label}>
      {side === 'right' && splitter}
      <div className={css['pane-content']}>{children}</div>
      {side === 'left' && splitter}
    </aside>
  )
}
