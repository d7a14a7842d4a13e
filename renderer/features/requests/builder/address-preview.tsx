import type { ResponseOf } from '@contract/channels'
import type { Loadable } from '../../../bridge/loadable.ts'
import { failureText } from '../../../text/failure-text.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import css from './address-preview.module.css'

interface AddressPreviewProps {
  readonly url: string
  readonly preview: Loadable<ResponseOf<'requests.preview'>>
}

/** The address with its variables filled in, or what they lack; nothing where it would only repeat the field. */
export function AddressPreview({ url, preview }: AddressPreviewProps) {
  if (preview.state === 'loading' || url === '') return null
  if (preview.state === 'failed') return <p className={css['problem']}>{failureText(preview.failure).title}</p>
  const { url: resolved, unknownVariables } = preview.value
  if (unknownVariables.length > 0) {
    return (
      <p className={css['problem']} role="status">
        No value for {unknownVariables.map((name) => `{{${visibleText(name)}}}`).join(', ')}
      </p>
    )
  }
  if (resolved === url) return null
  return (
    <p className={css['address']} data-selectable title={resolved}>
      <span className={css['arrow']}>→ </span>
      {visibleText(resolved)}
    </p>
  )
}
