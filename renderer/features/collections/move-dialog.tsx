import { Button, Modal } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { useState } from 'react'
import type { CollectionTree } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import { visibleText } from '../../text/visible-characters.ts'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { folderChoices } from './folder-choices.ts'
import type { TreeRow } from './flatten-tree.ts'
import css from './move-dialog.module.css'

interface MoveDialogProps {
  readonly row: TreeRow
  readonly tree: CollectionTree
  readonly onMove: (folder: ItemPath) => void
  readonly onClose: () => void
}

/** Asks which folder an item goes to; the way to move it without a pointer. */
export function MoveDialog({ row, tree, onMove, onClose }: MoveDialogProps) {
  const [chosen, setChosen] = useState<ItemPath>(row.parent)
  const choices = folderChoices(tree.name, tree.items, row.item.path)
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      title={`Move “${visibleText(row.item.name)}”`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onMove(chosen)
        }}
      >
        <fieldset className={css['folders']}>
          <legend className={css['legend']}>To the end of which folder?</legend>
          {choices.map(({ path, name, level }) => (
            <label
              key={path}
              className={css['folder']}
              style={{ paddingLeft: 10 + level * 18 }}
              title={visibleText(name)}
            >
              <input
                type="radio"
                name="folder"
                className={css['radio']}
                checked={path === chosen}
                data-autofocus={path === chosen || undefined}
                onChange={() => setChosen(path)}
              />
              <IconFolder size={15} aria-hidden="true" />
              <span className={css['name']}>{visibleText(name)}</span>
              {path === row.parent && <span className={css['here']}>is here now</span>}
            </label>
          ))}
        </fieldset>
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="filled" type="submit" disabled={chosen === row.parent}>
            Move
          </Button>
        </DialogButtons>
      </form>
    </Modal>
  )
}
