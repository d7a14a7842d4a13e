import { Button } from '@mantine/core'
import { IconFileAlert } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { StoredRequest } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import { failureText } from '../../text/failure-text.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import css from './request-view.module.css'
import { useStoredRequest } from './use-stored-request.ts'

interface UnreadableFileProps {
  readonly path: ItemPath
  /** The file was mended: it is a request now. */
  readonly onReadable: (request: StoredRequest) => void
  readonly onClose: () => void
}

/** A file of the workspace that is no request: why and where. It is read again as soon as it changes on disk. */
export function UnreadableFile({ path, onReadable, onClose }: UnreadableFileProps) {
  const stored = useStoredRequest(path)
  const request = stored.state === 'ready' ? stored.value : null
  useEffect(() => {
    if (request !== null) onReadable(request)
  }, [request, onReadable])
  if (stored.state !== 'failed') return <LoadingLines label="Reading the file" />
  const { failure } = stored
  const at = failure.code === 'collection.file_unreadable' ? failure.details : null
  return (
    <section className={css['unreadable']} aria-label="File that cannot be read">
      <EmptyState
        title={at === null ? failureText(failure).title : `${visibleText(path)} cannot be read as a request`}
        icon={<IconFileAlert size={30} stroke={1.4} />}
        actions={
          <>
            <Button variant="light" onClick={stored.retry}>
              Try again
            </Button>
            <Button onClick={onClose}>Close</Button>
          </>
        }
      >
        {at === null ? (
          <p>{failureText(failure).advice}</p>
        ) : (
          <>
            <p className={css['where']} data-selectable>
              {at.line === null ? '' : `Line ${at.line}: `}
              {visibleText(at.message)}
            </p>
            <p>The file was left as it is. Mend it in an editor: it is read again as soon as it is saved.</p>
          </>
        )}
      </EmptyState>
    </section>
  )
}
