import { useEffect } from 'react'

/** A key that writes something: the others have names of several letters. */
const isText = (key: string) => /^.$/su.test(key)

/**
 * Takes what is typed while a field is not there yet: its code may still be on its way, and its dialog gives it the focus
 * a moment after that. Nothing is taken once the field, marked `data-early-keys`, has the focus.
 */
export function useEarlyKeys(onTyped: (change: (before: string) => string) => void, onEscape: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, isComposing } = event
      if (document.activeElement?.matches('[data-early-keys]') === true) return
      if (ctrlKey || metaKey || altKey || isComposing) return
      if (key === 'Escape') onEscape()
      else if (key === 'Backspace') onTyped((before) => before.slice(0, -1))
      else if (isText(key)) onTyped((before) => before + key)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [onTyped, onEscape])
}
