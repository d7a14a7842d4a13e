import { lazy, Suspense, useEffect } from 'react'
import { Welcome } from '../features/welcome/welcome.tsx'
import type { RequestOutlets } from '../features/requests/request-view.tsx'
import { RequestTabs } from '../features/requests/tabs/request-tabs.tsx'
import type { TabDeeds } from '../features/requests/tabs/use-tab-deeds.tsx'
import { useWorkbenchFile } from '../features/requests/tabs/use-workbench-file.ts'
import { useWorkbench, useWorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'
import type { Sending } from '../features/requests/use-send.ts'
import { FailureNotice } from '../text/failure-notice.tsx'
import { LoadingLines } from '../ui/loading-lines.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import css from './shell.module.css'
import type { CollectionDeeds } from './use-collection-deeds.ts'
import type { LayoutDeeds } from './use-layout.ts'
import type { WindowDeeds } from './window-deeds.ts'

const RequestView = lazy(async () => ({ default: (await import('../features/requests/request-view.tsx')).RequestView }))

const UnreadableFile = lazy(async () => ({
  default: (await import('../features/requests/unreadable-file.tsx')).UnreadableFile,
}))

interface RequestsPaneProps extends RequestOutlets, Pick<LayoutDeeds, 'change' | 'settle'> {
  readonly responseShare: number
  readonly sending: Sending
  readonly tabDeeds: TabDeeds
  readonly deeds: WindowDeeds
  readonly collection: CollectionDeeds
}

/** The tabs and the request that is chosen, or the welcome where none is open. */
export function RequestsPane(props: RequestsPaneProps) {
  const { responseShare, sending, tabDeeds, deeds, collection, change, settle, ...outlets } = props
  const file = useWorkbenchFile()
  const store = useWorkbenchStore()
  const { tabs, activeTab, loaded } = useWorkbench((state) => state.tabs)
  const tab = tabs.find(({ id }) => id === activeTab)
  useEffect(() => {
    document.title = tab === undefined ? 'Claimcheck' : `${tab.title} – Claimcheck`
  }, [tab])
  if (file.state === 'failed') {
    return (
      <div className={css['failed']}>
        <FailureNotice failure={file.failure} on={{ retry: file.retry }} />
      </div>
    )
  }
  if (!loaded) return <LoadingLines label="Loading your tabs" lines={4} />
  return (
    <>
      {tabs.length > 0 && (
        <RequestTabs
          tabs={tabs}
          activeTab={activeTab}
          onChosen={(id) => {
            collection.closeUnreadable()
            store.happened({ type: 'tab-chosen', id })
          }}
          onClosed={tabDeeds.close}
          onMoved={(id, before) => store.happened({ type: 'tab-moved', id, before })}
          onNew={deeds.newRequest}
        />
      )}
      {collection.unreadable !== null && (
        <Suspense fallback={<LoadingLines label="Loading the file" />}>
          <UnreadableFile
            path={collection.unreadable}
            onReadable={collection.becameReadable}
            onClose={collection.closeUnreadable}
          />
        </Suspense>
      )}
      {collection.unreadable === null && tab === undefined && (
        <Welcome onOpen={deeds.openRequest} onSignIn={deeds.signIn} onFindLogin={deeds.findLogin} />
      )}
      {collection.unreadable === null && tab !== undefined && (
        <ErrorBoundary part="This request" key={tab.id}>
          <Suspense fallback={<LoadingLines label="Loading the request" lines={4} />}>
            <RequestView
              {...outlets}
              tab={tab}
              sending={sending}
              onSaveAs={() => tabDeeds.saveAs(tab.id)}
              responseShare={responseShare}
              onShareChanged={(share) => change({ responseShare: share })}
              onShareSettled={(share) => settle({ responseShare: share })}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}
