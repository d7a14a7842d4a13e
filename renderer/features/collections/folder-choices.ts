import type { CollectionItem } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import { rootPath } from './item-path.ts'
import { isWithin } from './plan-drop.ts'

/** A folder that an item may be moved to. */
export interface FolderChoice {
  readonly path: ItemPath
  readonly name: string
  readonly level: number
}

/** Every folder, the workspace's own first, without the moved item's and what lies in it. */
export function folderChoices(
  workspaceName: string,
  items: readonly CollectionItem[],
  moved: ItemPath,
): readonly FolderChoice[] {
  const choices: FolderChoice[] = [{ path: rootPath, name: workspaceName, level: 0 }]
  const walk = (each: readonly CollectionItem[], level: number) => {
    for (const item of each) {
      if (item.kind !== 'folder' || isWithin(item.path, moved)) continue
      choices.push({ path: item.path, name: item.name, level })
      walk(item.items, level + 1)
    }
  }
  walk(items, 1)
  return choices
}
