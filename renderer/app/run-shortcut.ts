import { rootPath } from '../features/collections/item-path.ts'
import type { TabDeeds } from '../features/requests/tabs/use-tab-deeds.tsx'
import type { WorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'
import { moveBetweenPanes } from './move-between-panes.ts'
import type { ShortcutName } from './shortcuts.ts'
import type { WindowDeeds } from './window-deeds.ts'
import type { WindowDialog } from './window-dialog.ts'

export interface ShortcutParts {
  readonly deeds: WindowDeeds
  readonly tabDeeds: TabDeeds
  readonly store: WorkbenchStore
  readonly openDialog: (dialog: WindowDialog) => void
}

/** Does what a shortcut stands for; one that needs a tab does nothing without. */
export function runShortcut(name: ShortcutName, { deeds, tabDeeds, store, openDialog }: ShortcutParts): void {
  const { tabs, activeTab } = store.getState().tabs
  const turn = (step: 1 | -1) => {
    const at = tabs.findIndex(({ id }) => id === activeTab)
    const next = tabs.at((at + step) % tabs.length)
    if (next !== undefined) store.happened({ type: 'tab-chosen', id: next.id })
  }
  switch (name) {
    case 'send':
      return deeds.send()
    case 'save':
      return activeTab === null ? undefined : tabDeeds.save(activeTab)
    case 'save-as':
      return activeTab === null ? undefined : tabDeeds.saveAs(activeTab)
    case 'new-tab':
      return deeds.newRequest()
    case 'new-request':
      return deeds.newRequestIn(rootPath)
    case 'close-tab':
      return activeTab === null ? undefined : tabDeeds.close(activeTab)
    case 'next-tab':
      return turn(1)
    case 'previous-tab':
      return turn(-1)
    case 'focus-address': {
      const field = document.querySelector<HTMLInputElement>('[data-url-field]')
      field?.focus()
      return field?.select()
    }
    case 'open-palette':
      return openDialog({ show: 'commands' })
    case 'open-request':
      return openDialog({ show: 'requests' })
    case 'toggle-inspector':
      return deeds.toggleInspector()
    case 'open-desk':
      return deeds.openDesk()
    case 'next-pane':
      return moveBetweenPanes(1)
    case 'previous-pane':
      return moveBetweenPanes(-1)
    case 'open-settings':
      return deeds.openSettings()
    case 'lock-vault':
      return deeds.lockVault()
  }
}
