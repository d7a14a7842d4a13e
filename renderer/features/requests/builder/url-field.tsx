import { useRef } from 'react'
import css from './url-field.module.css'
import { urlParts } from './url-parts.ts'
import { useTextHistory } from './use-text-history.ts'

interface UrlFieldProps {
  readonly url: string
  readonly unknownVariables: readonly string[]
  readonly onTyped: (url: string) => void
}

const withoutBreaks = (typed: string) => typed.replace(/[\r\n\t]/g, '')

/** A plain input over its own coloured echo: selection and accessibility stay the browser's. */
export function UrlField({ url, unknownVariables, onTyped }: UrlFieldProps) {
  const echo = useRef<HTMLDivElement>(null)
  const typing = useTextHistory({ text: url, clean: withoutBreaks, onTyped })
  const follow = (input: HTMLInputElement) => {
    if (echo.current !== null) echo.current.scrollLeft = input.scrollLeft
  }
  return (
    <div className={css['field']}>
      <div className={css['echo']} ref={echo} aria-hidden="true">
        {urlParts(url, unknownVariables).map(({ text, kind }, index) => (
          // Parts have no identity of their own: their place is all there is.
          // eslint-disable-next-line react/no-array-index-key -- see the line above
          <span key={index} className={css[kind]}>
            {text}
          </span>
        ))}
      </div>
      <input
        className={css['input']}
        aria-label="Address"
        aria-invalid={unknownVariables.some((name) => url.includes(name))}
        placeholder="https://api.example.com/orders or {{baseUrl}}/orders"
        value={url}
        spellCheck={false}
        autoComplete="off"
        data-url-field
        {...typing}
        onScroll={(event) => follow(event.currentTarget)}
        onSelect={(event) => follow(event.currentTarget)}
      />
    </div>
  )
}
