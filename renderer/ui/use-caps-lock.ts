import { useEffect, useState } from 'react'

/** Whether Caps Lock is on, as far as the keys that were pressed since have told. */
export function useCapsLock(): boolean {
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    const onKey = (event: Event) => {
      if (event instanceof KeyboardEvent) setOn(event.getModifierState('CapsLock'))
    }
    // `beforeinput` says nothing of modifiers, and the press of the key itself still tells how it was before.
    window.addEventListener('keyup', onKey, { capture: true })
    window.addEventListener('keydown', onKey, { capture: true })
    return () => {
      window.removeEventListener('keyup', onKey, { capture: true })
      window.removeEventListener('keydown', onKey, { capture: true })
    }
  }, [])
  return isOn
}
