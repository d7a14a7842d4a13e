import { useEffect, useRef } from 'react'
import { shortcutOf, type ShortcutName } from './shortcuts.ts'

const isMac = navigator.userAgent.includes('Mac')
// A closed list may stay in the document, without a box of its own.
const isSomethingOpen = () =>
  [...document.querySelectorAll('[aria-modal="true"], [role="menu"], [role="listbox"]')].some(
    (part) => part.getClientRects().length > 0,
  )

// The tree makes a request in the folder that is chosen in it; everywhere else it goes to the top.
const isOfPartsFirst = (name: ShortcutName) => name === 'new-request'

/** Listens for the window's shortcuts, before any field does; while a dialog asks something only for the lock. */
export function useShortcuts(run: (name: ShortcutName) => void, onEscape: () => void): void {
  const latest = useRef({ run, onEscape })
  useEffect(() => {
    latest.current = { run, onEscape }
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = shortcutOf(event, isMac)
      if (name === null || isOfPartsFirst(name)) return
      // Whoever locks is in a hurry, and what a dialog asks is kept.
      if (name !== 'lock-vault' && document.querySelector('[aria-modal="true"]') !== null) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat || name === 'next-tab' || name === 'previous-tab') latest.current.run(name)
    }
    const onBubbledKey = (event: KeyboardEvent) => {
      const name = shortcutOf(event, isMac)
      if (name !== null && isOfPartsFirst(name) && !event.defaultPrevented && !event.repeat && !isSomethingOpen()) {
        event.preventDefault()
        return latest.current.run(name)
      }
      if (event.key === 'Escape' && !event.defaultPrevented && !isSomethingOpen()) latest.current.onEscape()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    window.addEventListener('keydown', onBubbledKey)
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true })
      window.removeEventListener('keydown', onBubbledKey)
    }
  }, [])
}
