import { useEffect, useRef, useState } from 'react'
import css from './tree-row.module.css'

interface RenameFieldProps {
  readonly name: string
  /** Resolves to false when it could not be done; the text then stays to be mended. */
  readonly onRename: (name: string) => Promise<boolean>
  readonly onEnd: () => void
}

/** A name being changed in its place: Enter or leaving keeps it, Escape does not. */
export function RenameField({ name, onRename, onEnd }: RenameFieldProps) {
  const [text, setText] = useState(name)
  const input = useRef<HTMLInputElement>(null)
  const isSettled = useRef(false)
  useEffect(() => input.current?.select(), [])

  const settle = async () => {
    if (isSettled.current) return
    isSettled.current = true
    const wanted = text.trim()
    if (wanted === '' || wanted === name || (await onRename(wanted))) return onEnd()
    isSettled.current = false
    input.current?.focus()
  }

  return (
    <input
      ref={input}
      className={css['rename']}
      aria-label={`New name for ${name}`}
      value={text}
      maxLength={120}
      // The field appears because a person asked to rename: it is where they are.
      // eslint-disable-next-line jsx-a11y/no-autofocus -- see the line above
      autoFocus
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => void settle()}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') void settle()
        if (event.key !== 'Escape') return
        isSettled.current = true
        onEnd()
      }}
    />
  )
}
