import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import css from './load-file-button.module.css'

interface LoadFileButtonProps {
  /** Its name: what is loaded. */
  readonly label: string
  /** As an input's: `.pem,.key`. */
  readonly accept: string
  readonly limitBytes: number
  readonly onLoaded: (text: string) => void
}

/** Reads a small text file that the person chooses; nothing of it goes anywhere but to `onLoaded`. */
export function LoadFileButton({ label, accept, limitBytes, onLoaded }: LoadFileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState('')
  const load = async (file: File | undefined) => {
    setProblem('')
    if (file === undefined) return
    if (file.size > limitBytes) {
      setProblem(`${file.name} is larger than ${Math.round(limitBytes / 1000)} kB`)
      return
    }
    try {
      onLoaded(await file.text())
    } catch (thrown) {
      // The file went away, or may not be read (File API §4): the person is told, and can choose another.
      if (!(thrown instanceof DOMException)) throw thrown
      setProblem(`${file.name} could not be read`)
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        className={css['input']}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // So that the same file can be chosen again.
          event.currentTarget.value = ''
          load(file).catch((thrown: unknown) => reportError(thrown))
        }}
      />
      <Button variant="subtle" onClick={() => input.current?.click()}>
        Load from file…
      </Button>
      {problem !== '' && <span role="alert">{problem}</span>}
    </>
  )
}
