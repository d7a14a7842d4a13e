import { lazy, Suspense, useState } from 'react'
import { FailureError } from '../../../bridge/bridge-client.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { visibleText } from '../../../text/visible-characters.ts'
import { useSave } from '../use-save.ts'
import { useWorkbenchStore } from './workbench-store.tsx'

const ConfirmDialog = lazy(async () => ({ default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog }))
const SaveDialog = lazy(async () => ({ default: (await import('../builder/save-dialog.tsx')).SaveDialog }))

type Question = { readonly ask: 'close' | 'place'; readonly tabId: string; readonly closeAfter: boolean }

export interface TabDeeds {
  /** Closes at once where nothing can be lost, asks otherwise. */
  readonly close: (tabId: string) => void
  /** Writes over the tab's file, or asks for a place. */
  readonly save: (tabId: string) => void
  /** Asks for a new place even if there is a file. */
  readonly saveAs: (tabId: string) => void
  /** The open question; to be placed somewhere in the page. */
  readonly dialogs: React.ReactNode
}

/** Saving and closing of tabs, with the questions that they need. */
export function useTabDeeds(): TabDeeds {
  const store = useWorkbenchStore()
  const save = useSave()
  const [question, setQuestion] = useState<Question | null>(null)
  const tabOf = (tabId: string) => store.getState().tabs.tabs.find(({ id }) => id === tabId)
  const drop = (tabId: string) => {
    store.happened({ type: 'tab-closed', id: tabId })
    setQuestion(null)
  }
  const write = (tabId: string, closeAfter: boolean) => {
    const tab = tabOf(tabId)
    if (tab === undefined) return
    if (tab.path === null) return setQuestion({ ask: 'place', tabId, closeAfter })
    save.mutate(
      { tab, place: null },
      { onSuccess: (saved) => (closeAfter && saved !== null ? drop(tabId) : setQuestion(null)) },
    )
  }
  const asked = question === null ? undefined : tabOf(question.tabId)
  const cancel = () => {
    save.reset()
    setQuestion(null)
  }
  const failure = save.error instanceof FailureError ? save.error.failure : null
  return {
    close: (tabId) =>
      tabOf(tabId)?.changed === true ? setQuestion({ ask: 'close', tabId, closeAfter: true }) : drop(tabId),
    save: (tabId) => write(tabId, false),
    saveAs: (tabId) => setQuestion({ ask: 'place', tabId, closeAfter: false }),
    dialogs: (
      <Suspense fallback={null}>
        {question?.ask === 'close' && asked !== undefined && (
          <ConfirmDialog
            title={`Save “${visibleText(asked.title)}” first?`}
            confirmLabel="Save"
            onConfirm={() => write(asked.id, true)}
            other={{ label: 'Discard changes', onChoose: () => drop(asked.id) }}
            onCancel={cancel}
          >
            {asked.path === null ? 'This request was never saved.' : 'Its changes are not in the file yet.'}
            {failure !== null && <FailureNotice failure={failure} />}
          </ConfirmDialog>
        )}
        {question?.ask === 'place' && asked !== undefined && (
          <SaveDialog
            tab={asked}
            onCancelled={cancel}
            onSaved={() => (question.closeAfter ? drop(asked.id) : setQuestion(null))}
          />
        )}
        {question === null && failure !== null && (
          <ConfirmDialog
            title="The request was not saved"
            confirmLabel="Save in another place"
            onCancel={cancel}
            onConfirm={() => {
              const failed = save.variables?.tab.id
              save.reset()
              if (failed !== undefined) setQuestion({ ask: 'place', tabId: failed, closeAfter: false })
            }}
          >
            <FailureNotice failure={failure} />
          </ConfirmDialog>
        )}
      </Suspense>
    ),
  }
}
