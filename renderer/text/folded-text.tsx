import { useState } from 'react'
import css from './folded-text.module.css'

interface FoldedTextProps {
  /** Already made visible. */
  readonly text: string
  /** What it is, for the button: "all of code_challenge". */
  readonly name: string
}

const longFrom = 160

/** A value that wraps, and folds where it is long: the beginning is what tells it from another. */
export function FoldedText({ text, name }: FoldedTextProps) {
  const [isWhole, setWhole] = useState(false)
  if (text.length <= longFrom) return text
  return (
    <>
      {isWhole ? text : `${text.slice(0, longFrom)}…`}{' '}
      <button
        type="button"
        className={css['more']}
        aria-expanded={isWhole}
        aria-label={isWhole ? `Show less of ${name}` : `Show all of ${name}`}
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? 'less' : `all ${text.length.toLocaleString('en')} characters`}
      </button>
    </>
  )
}
