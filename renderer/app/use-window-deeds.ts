import { useState } from 'react'
import { failureOf } from '../bridge/failure-of.ts'
import { useSaveSettings } from '../bridge/use-settings.ts'
import { useWorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'
import type { Sending } from '../features/requests/use-send.ts'
import type { StartSignIn } from '../features/sign-in/sign-in-store.ts'
import { profileSubject } from '../features/tokens/desk/desk-place.ts'
import type { DeskStore } from '../features/tokens/desk/desk-store.ts'
import { useLockNow } from '../features/vault/use-lock-now.ts'
import type { View } from './activity-rail.tsx'
import { useDeskDeeds } from './use-desk-deeds.ts'
import { useFindLogin } from './use-find-login.ts'
import { useInspected } from './use-inspected.ts'
import type { CollectionDeeds } from './use-collection-deeds.ts'
import type { LayoutDeeds } from './use-layout.ts'
import type { WindowDialog } from './window-dialog.ts'
import type { WindowDeeds } from './window-deeds.ts'

interface WindowParts {
  readonly collection: CollectionDeeds
  readonly sending: Sending
  readonly signIn: StartSignIn
  readonly layout: LayoutDeeds
  readonly desk: DeskStore
  readonly openDialog: (dialog: WindowDialog) => void
}

/** Ties the window's deeds to its parts; the view and what is inspected are its only state. */
export function useWindowDeeds({ collection, sending, signIn, layout, desk, openDialog }: WindowParts) {
  const store = useWorkbenchStore()
  const settings = useSaveSettings()
  const [view, setView] = useState<View>('requests')
  const { inspected, choose, chooseProfileItself } = useInspected()
  const search = useFindLogin(sending, openDialog)
  const openVault = () => openDialog({ show: 'vault' })
  const lockNow = useLockNow(openVault)
  const activeTab = () => store.getState().tabs.activeTab
  const withTab = (deed: (tabId: string) => void) => {
    const id = activeTab()
    setView('requests')
    if (id !== null) deed(id)
  }
  const inRequests =
    <Given extends readonly unknown[]>(deed: (...given: Given) => void) =>
    (...given: Given) => {
      setView('requests')
      deed(...given)
    }
  const deskDeeds = useDeskDeeds(desk, () => setView('tokens'), inspected)
  const deeds: WindowDeeds = {
    openRequest: inRequests(collection.openRequest),
    newRequestIn: inRequests(collection.newRequestIn),
    newFolder: inRequests(collection.newFolder),
    newRequest: inRequests(() => store.happened({ type: 'new-tab-opened', id: crypto.randomUUID() })),
    send: (as) => withTab((id) => void sending.send(id, as)),
    cancelSend: () => {
      const id = activeTab()
      if (id !== null) sending.cancel(id)
    },
    signIn: (profileId, prompt) => {
      // Whoever signs in wants to see what comes of it.
      choose(profileId, null)
      // How it ended is shown by the sign-in's own panel; here nothing comes next.
      void signIn(profileId, [], prompt).catch((thrown: unknown) => void failureOf(thrown))
    },
    inspect: (what, claim) => {
      choose(what, claim)
      if (view === 'tokens') {
        const subject = typeof what === 'string' ? profileSubject(what, 'access') : what
        return desk.goTo({ at: 'token', subject, claim })
      }
      if (!layout.layout.inspectorOpen) layout.settle({ inspectorOpen: true })
    },
    inspectChosenProfile: chooseProfileItself,
    ...deskDeeds,
    sendWithToken: (token) => withTab((id) => void sending.sendWith(id, token)),
    toggleInspector: () => {
      const isShown = layout.layout.inspectorOpen && view !== 'tokens'
      if (view === 'tokens') setView('requests')
      layout.settle({ inspectorOpen: !isShown })
    },
    askServer: (id, deed) => openDialog({ show: 'token-service', id, deed }),
    showTrace: (id) => openDialog({ show: 'trace', id }),
    editProfile: (id) => openDialog({ show: 'profile', id }),
    makeProfile: (kind) => openDialog({ show: 'new-profile', kind }),
    findLogin: search.findLogin,
    findLoginOfTab: search.findLoginOfTab,
    openVault,
    lockVault: lockNow.lock,
    chooseTheme: (theme) => settings.mutate({ theme }),
    openSettings: () => setView('settings'),
    showRequests: () => setView('requests'),
  }
  return { deeds, view, setView, inspected, lockNow, sendAdopted: inRequests(search.sendAdopted) }
}
