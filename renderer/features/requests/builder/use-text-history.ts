import { useEffect, useLayoutEffect, useRef } from 'react'
import { afterReplacing, afterTyping, historyOf, redone, undone } from './text-history.ts'

type Step = typeof undone

// The key for it differs by system: Ctrl+Y is known on two of them, Shift with Z on all.
function stepOf({ key, ctrlKey, metaKey, shiftKey, altKey }: React.KeyboardEvent): Step | null {
  if (altKey || ctrlKey === metaKey) return null
  if (key.toLowerCase() === 'z') return shiftKey ? redone : undone
  return key.toLowerCase() === 'y' && !shiftKey && ctrlKey ? redone : null
}

interface TextHistoryParts {
  readonly text: string
  /** What a single-line field makes of what was typed or pasted. */
  readonly clean: (typed: string) => string
  readonly onTyped: (text: string) => void
}

/**
 * Undo by words for a field whose text is kept elsewhere: the browser's own history of such a field goes letter by
 * letter, as each letter is put back into it.
 */
export function useTextHistory({ text, clean, onTyped }: TextHistoryParts) {
  const field = useRef<HTMLInputElement>(null)
  const history = useRef(historyOf(text))
  const caretAfter = useRef<number | null>(null)
  const go = (step: Step) => {
    history.current = step(history.current)
    caretAfter.current = history.current.now.caret
    onTyped(history.current.now.text)
  }
  const latestGo = useRef(go)
  useLayoutEffect(() => {
    latestGo.current = go
    history.current = afterReplacing(history.current, text)
    // The caret can be set only once the text that it stands in is there.
    if (caretAfter.current !== null) field.current?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = null
  })
  useEffect(() => {
    const input = field.current
    // Undo and Redo of the system's menu; React has no event for them.
    const onBeforeInput = (event: InputEvent) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
      event.preventDefault()
      latestGo.current(event.inputType === 'historyUndo' ? undone : redone)
    }
    input?.addEventListener('beforeinput', onBeforeInput)
    return () => input?.removeEventListener('beforeinput', onBeforeInput)
  }, [])
  return {
    ref: field,
    onChange: ({ currentTarget }: React.ChangeEvent<HTMLInputElement>) => {
      const typed = clean(currentTarget.value)
      history.current = afterTyping(history.current, {
        text: typed,
        caret: currentTarget.selectionStart ?? typed.length,
      })
      onTyped(typed)
    },
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement>) => {
      const step = stepOf(event)
      if (step === null) return
      event.preventDefault()
      go(step)
    },
  }
}
