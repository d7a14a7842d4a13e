import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from './icon-button.tsx'
import css from './toast.module.css'

interface ToastProps {
  readonly children: string
  readonly action?: { readonly label: string; readonly onChoose: () => void }
  readonly onClose: () => void
}

const shownForMs = 10_000

/** A line that goes by itself, but not while the pointer or the focus is on it. Mount it with a key to begin anew. */
export function Toast({ children, action, onClose }: ToastProps) {
  const [isHeld, setHeld] = useState(false)
  // Whoever draws anew each second hands over another function each time; the wait must not begin again with it.
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (isHeld) return
    const timer = window.setTimeout(() => close(), shownForMs)
    return () => window.clearTimeout(timer)
  }, [isHeld])
  return createPortal(
    // The pointer and the focus only hold it; what can be done stands on its buttons.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see the line above
    <div
      role="status"
      className={css['toast']}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={css['words']} title={children}>
        {children}
      </span>
      {action !== undefined && <Button onClick={action.onChoose}>{action.label}</Button>}
      <IconButton label="Dismiss" onClick={onClose}>
        <IconX size={14} />
      </IconButton>
    </div>,
    document.body,
  )
}
