import { useEffect } from 'react'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { Notice } from '../../../ui/notice.tsx'
import css from './drafts-notice.module.css'
import { saveDrafts } from './save-drafts.ts'
import { type DraftsTrouble, useWorkbench, useWorkbenchStore } from './workbench-store.tsx'

const tryAgainEveryMs = 5000

const why: Readonly<Record<DraftsTrouble, string>> = {
  'disk-full': 'the disk is full',
  'not-allowed': 'writing is not allowed',
  other: 'the system refuses to write',
}

/** Stands over the window's content while drafts can't be saved, and tries again until they are. */
export function DraftsNotice() {
  const bridge = useBridge()
  const store = useWorkbenchStore()
  const trouble = useWorkbench((state) => state.draftsTrouble)
  const isTroubled = trouble !== null
  useEffect(() => {
    if (!isTroubled) return
    const timer = window.setInterval(() => void saveDrafts(bridge, store), tryAgainEveryMs)
    return () => window.clearInterval(timer)
  }, [isTroubled, bridge, store])
  if (trouble === null) return null
  return (
    <div className={css['banner']}>
      <Notice tone="warn" role="status" title={`Drafts can’t be saved: ${why[trouble]}`}>
        They are kept while Claimcheck runs, and saved as soon as that works again.
      </Notice>
    </div>
  )
}
