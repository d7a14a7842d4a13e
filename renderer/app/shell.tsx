import { lazy, Suspense, useCallback, useState } from 'react'
import { useRefreshOnEvents } from '../bridge/use-refresh-on-events.ts'
import { DraftsNotice } from '../features/requests/tabs/drafts-notice.tsx'
import { useTabDeeds } from '../features/requests/tabs/use-tab-deeds.tsx'
import { useTabsOfOpenedWorkspace } from '../features/requests/tabs/use-workbench-file.ts'
import { useWorkbench, useWorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'
import { useSend } from '../features/requests/use-send.ts'
import { useSignIn } from '../features/sign-in/use-sign-in.ts'
import { createDeskStore } from '../features/tokens/desk/desk-store.ts'
import { SignInEndToast } from '../features/tokens/sign-in-end-toast.tsx'
import { VaultNotice } from '../features/vault/vault-notice.tsx'
import { DismissibleFailure } from '../text/dismissible-failure.tsx'
import { LoadingLines } from '../ui/loading-lines.tsx'
import { ActivityRail } from './activity-rail.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Header } from './header.tsx'
import { InspectorPane } from './inspector-pane.tsx'
import { LeftPane } from './left-pane.tsx'
import { RequestsPane } from './requests-pane.tsx'
import { runShortcut } from './run-shortcut.ts'
import css from './shell.module.css'
import { SidePane } from './side-pane.tsx'
import { StatusBar } from './status-bar.tsx'
import { TokensPane } from './tokens-pane.tsx'
import { useCollectionDeeds } from './use-collection-deeds.ts'
import { useLayout } from './use-layout.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useWindowDeeds } from './use-window-deeds.ts'
import type { WindowDialog } from './window-dialog.ts'
import { WindowDialogs } from './window-dialogs.tsx'

const SettingsView = lazy(async () => ({
  default: (await import('../features/settings/settings-view.tsx')).SettingsView,
}))

/** The window: who is where. What each part does is its own business. */
export function Shell() {
  useRefreshOnEvents()
  const store = useWorkbenchStore()
  const layoutDeeds = useLayout()
  const { layout, change, settle } = layoutDeeds
  const { start: signIn } = useSignIn()
  const sending = useSend(signIn)
  const collection = useCollectionDeeds()
  const tabDeeds = useTabDeeds()
  const changeTabs = useTabsOfOpenedWorkspace()
  const [desk] = useState(createDeskStore)
  const [dialog, setDialog] = useState<WindowDialog | null>(null)
  const closeDialog = useCallback(() => setDialog(null), [])
  const { deeds, view, setView, inspected, lockNow, sendAdopted } = useWindowDeeds({
    collection,
    sending,
    signIn,
    layout: layoutDeeds,
    desk,
    openDialog: setDialog,
  })
  // The desk shows tokens itself: a second one beside it would take its room.
  const hasInspector = layout.inspectorOpen && view !== 'tokens'
  const hasTab = useWorkbench(({ tabs }) => tabs.activeTab !== null)
  useShortcuts((name) => runShortcut(name, { deeds, tabDeeds, store, openDialog: setDialog }), deeds.cancelSend)

  return (
    <div className={css['shell']}>
      <Header
        inspectorOpen={hasInspector}
        onPalette={() => setDialog({ show: 'commands' })}
        onToggleInspector={deeds.toggleInspector}
        onWorkspaceOpened={() => {
          deeds.showRequests()
          void changeTabs()
        }}
      />
      <ActivityRail view={view} onChosen={setView} />
      <div className={css['panes']}>
        <SidePane
          side="left"
          label="Requests and profiles"
          width={layout.sidebarWidth}
          min={180}
          max={600}
          onWidth={(sidebarWidth) => change({ sidebarWidth })}
          onSettled={(sidebarWidth) => settle({ sidebarWidth })}
        >
          <LeftPane deeds={deeds} inspected={inspected.profileId} />
        </SidePane>
        <main className={css['main']} data-pane="main" tabIndex={-1}>
          <VaultNotice />
          <DraftsNotice />
          {lockNow.failure !== null && <DismissibleFailure failure={lockNow.failure} onDismiss={lockNow.dismiss} />}
          {collection.failure !== null && (
            <DismissibleFailure failure={collection.failure} onDismiss={collection.dismissFailure} />
          )}
          <ErrorBoundary part="This view">
            {view === 'tokens' && <TokensPane desk={desk} deeds={deeds} />}
            {view === 'requests' && (
              <RequestsPane
                responseShare={layout.responseShare}
                sending={sending}
                tabDeeds={tabDeeds}
                deeds={deeds}
                collection={collection}
                change={change}
                settle={settle}
                onInspect={deeds.inspect}
                onEditProfile={deeds.editProfile}
                onOpenVault={deeds.openVault}
                onTrace={deeds.showTrace}
                onFindLogin={deeds.findLoginOfTab}
              />
            )}
            {view === 'settings' && (
              <Suspense fallback={<LoadingLines label="Loading the settings" lines={5} />}>
                <SettingsView />
              </Suspense>
            )}
          </ErrorBoundary>
        </main>
        {hasInspector && <InspectorPane {...layoutDeeds} deeds={deeds} inspected={inspected} />}
      </div>
      <StatusBar />
      <SignInEndToast onSignIn={deeds.signIn} />
      {tabDeeds.dialogs}
      <WindowDialogs dialog={dialog} deeds={deeds} hasTab={hasTab} onClose={closeDialog} onAdopted={sendAdopted} />
    </div>
  )
}
