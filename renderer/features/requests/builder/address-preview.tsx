import type { Loadable } from '../../../bridge/loadable.ts'
import { failureText } from '../../../text/failure-text.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import css from './address-preview.module.css'
import type { Preview } from './use-preview.ts'

interface AddressPreviewProps {
  readonly url: string
  readonly preview: Loadable<Preview>
}

/** The address with its variables filled in, or what they lack; nothing where it would only repeat the field. */
export function AddressPreview({ url, preview }: AddressPreviewProps) {
  if (preview.state === 'loading' || url === '') return null
  if (preview.state === 'failed') return <p className={css['problem']}>{failureText(preview.failure).title}</p>
  const { url: resolved, unknownVariables, askedUrl } = preview.value
  if (unknownVariables.length > 0) {
    return (
      <p className={css['problem']} role="status">
        No value for {unknownVariables.map((name) => `{{${visibleText(name)}}}`).join(', ')}
      </p>
    )
  }
  // Of an empty field there is nothing to show, and an address without variables says all by itself.
  if (resolved === '' || resolved === url || resolved === askedUrl) return null
  return (
    <p className={css['address']} data-selectable title={resolved}>
      <span className={css['arrow']}>→ </span>
      {visibleText(resolved)}
    </p>
  )
}
