import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CollectionItem } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import { FailureError } from '../../../bridge/bridge-client.ts'
import { useCollectionTree } from '../../../bridge/use-collection-tree.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { LoadingLines } from '../../../ui/loading-lines.tsx'
import type { OpenTab } from '../tabs/tab-state.ts'
import { useSave } from '../use-save.ts'
import css from './save-dialog.module.css'

interface FolderChoice {
  readonly path: ItemPath
  readonly label: string
}

/** Every folder, each with the names above it. */
export function folderChoices(items: readonly CollectionItem[], above = ''): FolderChoice[] {
  return items.flatMap((item) => {
    if (item.kind !== 'folder') return []
    const label = above === '' ? item.name : `${above} / ${item.name}`
    return [{ path: item.path, label }, ...folderChoices(item.items, label)]
  })
}

interface SaveDialogProps {
  readonly tab: OpenTab
  readonly onSaved: () => void
  readonly onCancelled: () => void
}

/** Name and folder for a request that has no file yet. Mounted is open. */
export function SaveDialog({ tab, onSaved, onCancelled }: SaveDialogProps) {
  const tree = useCollectionTree()
  const save = useSave()
  const [name, setName] = useState(tab.path === null && tab.title === 'New request' ? '' : tab.title)
  const [folder, setFolder] = useState<string>('')
  if (tree.state === 'ready') {
    // The workspace's root is the empty path, which a Select can't hold as a value: it gets a mark of its own.
    // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the root of every workspace
    const root: FolderChoice = { path: '' as ItemPath, label: tree.value.name }
    const choices = [root, ...folderChoices(tree.value.items)]
    const place = choices.find(({ path }) => path === folder) ?? root
    return (
      <Modal opened onClose={onCancelled} title="Save request" size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
        <form
          className={css['form']}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() === '') return
            save.mutate({ tab, place: { folder: place.path, name: name.trim() } }, { onSuccess: onSaved })
          }}
        >
          <TextInput
            label="Name"
            data-autofocus
            value={name}
            maxLength={120}
            placeholder="Create order"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Folder"
            data={choices.map(({ path, label }) => ({ value: path === '' ? '/' : path, label }))}
            value={place.path === '' ? '/' : place.path}
            allowDeselect={false}
            searchable={choices.length > 8}
            onChange={(chosen) => setFolder(chosen === '/' || chosen === null ? '' : chosen)}
          />
          {save.error instanceof FailureError && <FailureNotice failure={save.error.failure} />}
          <div className={css['buttons']}>
            <Button onClick={onCancelled}>Cancel</Button>
            <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={save.isPending}>
              Save
            </Button>
          </div>
        </form>
      </Modal>
    )
  }
  return (
    <Modal opened onClose={onCancelled} title="Save request" size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
      {tree.state === 'loading' ? (
        <LoadingLines label="Loading folders" />
      ) : (
        <FailureNotice failure={tree.failure} on={{ retry: tree.retry }} />
      )}
    </Modal>
  )
}
