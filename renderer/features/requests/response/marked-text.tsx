import { visibleText } from '../../../text/visible-characters.ts'
import css from './why-banner.module.css'

// What reads as code inside a sentence: `error="insufficient_scope"`, `orders:write`, `urn:demo:orders`, an address.
const codeLike = /((?:\w+ )?[\w-]+="[^"]*"|https?:\/\/\S*[\w/]|\b[a-z][\w.-]*(?::[\w.-]+)+\b)/

/** A sentence with its scopes, parameters and addresses set as code. */
export function MarkedText({ text }: { readonly text: string }) {
  return visibleText(text)
    .split(codeLike)
    .map((part, index) =>
      index % 2 === 1 ? (
        // Parts have no identity of their own: their place is all there is.
        // eslint-disable-next-line react/no-array-index-key -- see the line above
        <code key={index} className={css['code']}>
          {part}
        </code>
      ) : (
        part
      ),
    )
}
