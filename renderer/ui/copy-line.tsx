import { Button } from '@mantine/core'
import { useState } from 'react'
import css from './copy-line.module.css'
import { copyText } from './copy-text.ts'

/** A line of text to be taken elsewhere, letter by letter. Never a secret: those are copied by main. */
export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  const [copied, setCopied] = useState('')
  return (
    <div className={css['line']} role="group" aria-label={label}>
      <code className={css['text']} title={text} data-selectable>
        {text}
      </code>
      <Button
        variant="subtle"
        onClick={() => {
          copyText(text)
          setCopied(text)
        }}
      >
        {copied === text ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}
