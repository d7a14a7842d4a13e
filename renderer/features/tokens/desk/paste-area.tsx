import { Button } from '@mantine/core'
import { memo, useId, useRef } from 'react'
import { wipedWhenGone } from '../../../ui/wiped-when-gone.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'
import css from './paste-area.module.css'

interface PasteAreaProps {
  readonly onText: (text: string) => void
  /** What was pasted is no text. */
  readonly onFiles: (files: readonly File[]) => void
}

/** Where text comes in. The field is emptied in the moment in which its text is taken; nothing else ever holds it. */
export const PasteArea = memo(function PasteArea({ onText, onFiles }: PasteAreaProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const takeTyped = () => {
    const text = field.current?.value ?? ''
    if (field.current !== null) field.current.value = ''
    onText(text)
  }
  return (
    <form
      className={css['area']}
      aria-label="Paste a token"
      onSubmit={(event) => {
        event.preventDefault()
        takeTyped()
      }}
    >
      <label className={css['label']} htmlFor={id}>
        Paste or drop anything with a token in it: a header, JSON, an address, a log line
      </label>
      <div className={css['line']}>
        <textarea
          id={id}
          ref={(element) => {
            field.current = element
            const wipe = wipedWhenGone(element)
            return () => {
              wipe?.()
              field.current = null
            }
          }}
          className={css['field']}
          data-paste-field
          rows={2}
          maxLength={1_000_000}
          spellCheck={false}
          autoComplete="off"
          placeholder="Authorization: Bearer eyJ…"
          onPaste={(event) => {
            event.preventDefault()
            event.stopPropagation()
            event.currentTarget.value = ''
            const text = event.clipboardData.getData('text/plain')
            if (text === '') onFiles([...event.clipboardData.files])
            else onText(text)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            takeTyped()
          }}
        />
        <Button type="submit" variant="filled">
          Inspect
        </Button>
      </div>
      <p className={css['hint']}>
        <KeyHint keys="Mod+V" /> works anywhere here. The text goes to Claimcheck’s own process at once: it is kept in
        memory only, until the vault locks or you let go of it.
      </p>
    </form>
  )
})
