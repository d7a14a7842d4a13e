import { Button } from '@mantine/core'
import { IconFolderPlus, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { CollectionTree as Tree } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import { useCollectionTree } from '../../bridge/use-collection-tree.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { keyText } from '../../ui/key-hint.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { Toast } from '../../ui/toast.tsx'
import css from './collection-tree.module.css'
import { rootPath } from './item-path.ts'
import { TreeRows } from './tree-rows.tsx'
import { useTreeActions } from './use-tree-actions.ts'

function focusTreeBelow(field: HTMLInputElement): void {
  const tree = field.closest('section')?.querySelector('[role="tree"]')
  if (tree instanceof HTMLElement) tree.focus()
}

interface CollectionTreeProps {
  /** The request in the tab that is shown, or null. */
  readonly activePath: ItemPath | null
  readonly onOpen: (path: ItemPath) => void
  readonly onNewRequest: (folder: ItemPath) => void
  /** Told for every path that changed: a folder's own first, then those of all that it holds. */
  readonly onRenamed: (from: ItemPath, to: ItemPath) => void
  /** Told for every path that is gone, in the same order. */
  readonly onRemoved: (path: ItemPath) => void
}

/** The workspace's folders and requests. */
export function CollectionTree(props: CollectionTreeProps) {
  const tree = useCollectionTree()
  return (
    <section className={css['panel']} aria-label="Requests">
      {tree.state === 'ready' ? (
        <ReadyTree {...props} tree={tree.value} />
      ) : (
        <>
          <SectionHeading>Requests</SectionHeading>
          {tree.state === 'loading' && <LoadingLines label="Loading requests" lines={6} />}
          {tree.state === 'failed' && <FailureNotice failure={tree.failure} on={{ retry: tree.retry }} />}
        </>
      )}
    </section>
  )
}

function ReadyTree({
  tree,
  activePath,
  onOpen,
  onNewRequest,
  onRenamed,
  onRemoved,
}: CollectionTreeProps & { tree: Tree }) {
  const [filter, setFilter] = useState('')
  const [shown, setShown] = useState<{ path: ItemPath; isUnnamed: boolean } | null>(null)
  const actions = useTreeActions({
    tree,
    onRenamed,
    onRemoved,
    onAppeared: (path, isUnnamed) => {
      setFilter('')
      setShown({ path, isUnnamed })
    },
  })
  const { failure, removed } = actions
  return (
    <>
      <SectionHeading
        actions={
          <>
            <IconButton label="New folder" onClick={() => void actions.createFolder(rootPath)}>
              <IconFolderPlus size={15} />
            </IconButton>
            <IconButton label={`New request (${keyText('Mod+N')})`} onClick={() => onNewRequest(rootPath)}>
              <IconPlus size={15} />
            </IconButton>
          </>
        }
      >
        Requests
      </SectionHeading>
      {failure !== null && (
        <div className={css['failure']}>
          <DismissibleFailure failure={failure} onDismiss={actions.dismissFailure} />
        </div>
      )}
      {tree.items.length === 0 ? (
        <EmptyState
          title="No requests yet"
          actions={
            <Button leftSection={<IconPlus size={14} />} onClick={() => onNewRequest(rootPath)}>
              New request
            </Button>
          }
        >
          They are kept as one file each in the workspace folder.
        </EmptyState>
      ) : (
        <>
          <SearchField
            label="Filter requests"
            placeholder="Filter"
            clearLabel="Clear the filter"
            value={filter}
            onChange={setFilter}
            onDown={focusTreeBelow}
          />
          <TreeRows
            key={tree.folder}
            tree={tree}
            filter={filter}
            activePath={activePath}
            shown={shown}
            actions={actions}
            onOpen={onOpen}
            onNewRequest={onNewRequest}
          />
        </>
      )}
      {removed !== null && (
        <Toast
          key={removed.undo}
          action={{ label: 'Undo', onChoose: () => void actions.undoRemove(removed) }}
          onClose={actions.forgetRemoved}
        >
          {`Deleted “${removed.name}”`}
        </Toast>
      )}
    </>
  )
}
