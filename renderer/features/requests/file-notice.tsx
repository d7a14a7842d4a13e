import { Button } from '@mantine/core'
import type { StoredRequest } from '@contract/collections'
import type { Loadable } from '../../bridge/loadable.ts'
import { failureText } from '../../text/failure-text.ts'
import { Notice } from '../../ui/notice.tsx'
import css from './request-view.module.css'
import type { OpenTab } from './tabs/tab-state.ts'

interface FileNoticeProps {
  readonly tab: OpenTab
  readonly stored: Loadable<StoredRequest | null>
  readonly onTakeDisk: () => void
  readonly onKeepMine: () => void
  readonly onSaveAs: () => void
}

/** Says when the file behind a tab became another one, or went away. */
export function FileNotice({ tab, stored, onTakeDisk, onKeepMine, onSaveAs }: FileNoticeProps) {
  if (tab.onDisk !== null) {
    return (
      <div className={css['file-notice']}>
        <Notice
          tone="warn"
          role="status"
          title="The file of this request has changed on disk"
          actions={
            <>
              <Button onClick={onTakeDisk}>Take the file’s version</Button>
              <Button onClick={onKeepMine}>Keep mine</Button>
            </>
          }
        >
          Your changes here are not saved. Saving them writes over the file.
        </Notice>
      </div>
    )
  }
  if (stored.state !== 'failed') return null
  const { title, advice } = failureText(stored.failure)
  return (
    <div className={css['file-notice']}>
      <Notice
        tone="warn"
        role="status"
        title={title}
        actions={
          <>
            <Button onClick={stored.retry}>Try again</Button>
            <Button onClick={onSaveAs}>Save as…</Button>
          </>
        }
      >
        {advice} What is in this tab is still here.
      </Notice>
    </div>
  )
}
