import { useEffect, useEffectEvent } from 'react'

const fields = 'input, textarea, select, [contenteditable="true"]'

/** A paste that no field takes is meant for the view itself; not while a dialog is open or the window is covered. */
export function usePasteAnywhere(onText: (text: string) => void, onFiles: (files: readonly File[]) => void): void {
  const pasted = useEffectEvent((event: ClipboardEvent) => {
    const { clipboardData } = event
    // Editors live in shadow roots, from which an event seems to come from their host.
    const [target] = event.composedPath()
    if (event.defaultPrevented || clipboardData === null) return
    if (target instanceof Element && target.closest(fields) !== null) return
    if (document.querySelector('[aria-modal="true"]') !== null) return
    event.preventDefault()
    const text = clipboardData.getData('text/plain')
    if (text === '') onFiles([...clipboardData.files])
    else onText(text)
  })
  useEffect(() => {
    const listener = (event: ClipboardEvent) => pasted(event)
    window.addEventListener('paste', listener)
    return () => window.removeEventListener('paste', listener)
  }, [])
}
