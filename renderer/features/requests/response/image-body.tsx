import { useEffect, useState } from 'react'
import { formatBytes } from '../../../text/sizes.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import css from './body-view.module.css'

interface ImageBodyProps {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mediaType: string
}

/** An image as an image: in an <img> nothing of it can run, not even in an SVG. */
export function ImageBody({ bytes, mediaType }: ImageBodyProps) {
  const [url, setUrl] = useState<string | null>(null)
  const [unreadable, setUnreadable] = useState(false)
  useEffect(() => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      setUnreadable(false)
      setUrl(typeof reader.result === 'string' ? reader.result : null)
    })
    reader.readAsDataURL(new Blob([bytes], { type: mediaType }))
    return () => reader.abort()
  }, [bytes, mediaType])
  if (unreadable) {
    return (
      <EmptyState title="This image cannot be shown">
        It says it is {mediaType}, but could not be read as that. Its bytes are under Raw.
      </EmptyState>
    )
  }
  return (
    <div className={css['image']}>
      {url !== null && (
        <img
          src={url}
          alt={`The body, ${mediaType}, ${formatBytes(bytes.byteLength)}`}
          onError={() => setUnreadable(true)}
        />
      )}
    </div>
  )
}
