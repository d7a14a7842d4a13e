import { Button } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { ExchangeId } from '@contract/ids'
import { formatJson } from '../../../text/format-json.ts'
import { formatBytes } from '../../../text/sizes.ts'
import { CodeEditor } from '../../../ui/code-editor/code-editor.tsx'
import type { EditorHandle } from '../../../ui/code-editor/code-mirror.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { bodyKind, decodeBody, type BodyKind } from './body-kind.ts'
import { BodyToolbar } from './body-toolbar.tsx'
import css from './body-view.module.css'
import type { Answer } from './answer.ts'
import { hexLines } from './hex-lines.ts'
import { ImageBody } from './image-body.tsx'
import type { LoadedBody } from './use-body.ts'

/** Beyond this an editor that holds the whole text can't stay fluent; the rest is for a file. */
const mostShownBytes = 10_000_000
const hexBytes = 65_536

interface LoadedBodyViewProps {
  readonly exchangeId: ExchangeId
  readonly answer: Answer
  readonly body: LoadedBody
  readonly tokensLine: React.ReactNode
  readonly onShowMore: () => void
}

export function LoadedBodyView({ exchangeId, answer, body, tokensLine, onShowMore }: LoadedBodyViewProps) {
  const [form, setForm] = useState<'pretty' | 'raw'>('pretty')
  const [wrap, setWrap] = useState(false)
  const editor = useRef<EditorHandle>(null)
  const { bytes, totalBytes } = body
  const isWhole = bytes.byteLength >= totalBytes
  const kind = bodyKind(answer.mediaType, bytes, totalBytes)
  const isImage = kind === 'image' && isWhole
  const asHex = kind === 'binary' || (kind === 'image' && (form === 'raw' || !isWhole))
  const text = useMemo(() => {
    if (asHex) return hexLines(bytes.subarray(0, hexBytes))
    if (kind === 'image') return ''
    const decoded = decodeBody(bytes, answer.charset, isWhole)
    return kind === 'json' && form === 'pretty' ? formatJson(decoded) : decoded
  }, [answer.charset, asHex, bytes, form, isWhole, kind])

  if (kind === 'empty') return <EmptyState title="The body is empty">Nothing of it came.</EmptyState>
  const shownBytes = asHex ? Math.min(bytes.byteLength, hexBytes) : bytes.byteLength
  const showsImage = isImage && form === 'pretty'
  return (
    <div className={css['body']}>
      <BodyToolbar
        exchangeId={exchangeId}
        forms={kind === 'json' || isImage ? (isImage ? ['Image', 'Bytes'] : ['Pretty', 'Raw']) : null}
        form={form}
        onForm={setForm}
        wrap={wrap}
        onWrap={setWrap}
        onSearch={showsImage ? null : () => editor.current?.openSearch()}
        textToCopy={showsImage ? null : text}
        note={asHex ? `${answer.mediaType ?? 'no media type'}, shown as bytes` : null}
      />
      {tokensLine}
      <div className={css['content']}>
        {showsImage ? (
          <ImageBody bytes={bytes} mediaType={answer.mediaType ?? 'image/*'} />
        ) : (
          <CodeEditor
            label="Response body"
            text={text}
            language={languageOf(kind)}
            readOnly
            wrap={wrap}
            handle={editor}
          />
        )}
      </div>
      {shownBytes < totalBytes && (
        <div className={css['more']} role="status">
          Shown: the first {formatBytes(shownBytes)} of {formatBytes(totalBytes)}.
          {!asHex && bytes.byteLength < mostShownBytes ? (
            <Button onClick={onShowMore}>Show more</Button>
          ) : (
            ' Save it to see the rest.'
          )}
        </div>
      )}
    </div>
  )
}

const languageOf = (kind: BodyKind) => (kind === 'json' || kind === 'xml' || kind === 'html' ? kind : 'text')
