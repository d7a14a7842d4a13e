import { useRef } from 'react'
import css from './pane-splitter.module.css'

interface PaneSplitterProps {
  readonly label: string
  /** 'vertical' stands between left and right, 'horizontal' lies between top and bottom. */
  readonly orientation: 'vertical' | 'horizontal'
  readonly value: number
  readonly min: number
  readonly max: number
  /** How far an arrow key moves it. */
  readonly step: number
  /** The value that a pointer movement of this many pixels stands for, counted from where the drag began. */
  readonly valueAfter: (startValue: number, movedPx: number) => number
  readonly onChange: (value: number) => void
  /** After a drag or a key: the time to save. */
  readonly onSettled: (value: number) => void
  readonly controls?: string
}

/** A bar that resizes what is beside it, by pointer and by arrow keys (WAI-ARIA window splitter). */
export function PaneSplitter(props: PaneSplitterProps) {
  const { label, orientation, value, min, max, step, valueAfter, onChange, onSettled, controls } = props
  const drag = useRef<{ readonly startPx: number; readonly startValue: number } | null>(null)
  const clamp = (wanted: number) => Math.min(max, Math.max(min, wanted))
  const place = (event: React.PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY)

  const onKeyDown = (event: React.KeyboardEvent) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const direction = valueAfter(0, 1) < valueAfter(0, 0) ? -1 : 1
    const targets: Readonly<Record<string, number>> = {
      [less]: value - step * direction,
      [more]: value + step * direction,
      Home: min,
      End: max,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    onChange(clamp(target))
    onSettled(clamp(target))
  }

  return (
    // A separator that takes focus is a widget (WAI-ARIA 1.2): it holds a value.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see the line above
    <div
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuemin={Math.round(min * 100) / 100}
      aria-valuemax={Math.round(max * 100) / 100}
      aria-valuenow={Math.round(value * 100) / 100}
      aria-controls={controls}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a focusable separator is a widget
      tabIndex={0}
      className={css[orientation]}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { startPx: place(event), startValue: value }
      }}
      onPointerMove={(event) => {
        if (drag.current === null) return
        onChange(clamp(valueAfter(drag.current.startValue, place(event) - drag.current.startPx)))
      }}
      onPointerUp={(event) => {
        if (drag.current === null) return
        const settled = clamp(valueAfter(drag.current.startValue, place(event) - drag.current.startPx))
        drag.current = null
        onSettled(settled)
      }}
      onPointerCancel={() => {
        drag.current = null
        onSettled(value)
      }}
    />
  )
}
