import { createHash } from 'node:crypto'
import { chmod, mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { createCollections, type CollectionsParts } from '../domain/collections/collections.ts'
import type { Workspace } from '../domain/collections/workspace-switch.ts'
import { createWorkbenchKeeper, isWorkbench } from '../domain/workbench/workbench-keeper.ts'
import { collectionFilesIn } from './collection-files.ts'
import { createDurableFile } from './durable-file.ts'
import { workspaceTrashIn } from './workspace-trash.ts'

export interface OpenWorkspaceParts extends Pick<CollectionsParts, 'builtIn' | 'newId' | 'onChanged'> {
  /** The program's own folder: what belongs to a workspace and is not for git (tabs, trash) is kept there. */
  readonly dataFolder: string
  readonly now: () => Date
}

/** A folder of the program's own, which nobody but its owner can look into; so was none that older versions made. */
async function makeOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
}

/** Opens folders as workspaces: files in the folder itself, tabs and trash under a name made from its place. */
export function openWorkspaceIn({ dataFolder, now, ...parts }: OpenWorkspaceParts) {
  return async (folder: string, isPlayground: boolean): Promise<Workspace> => {
    if (isPlayground) await makeOwnFolder(folder)
    const key = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16)
    const own = path.join(dataFolder, 'workspaces', key)
    const collections = createCollections({
      ...parts,
      files: collectionFilesIn(folder),
      trash: workspaceTrashIn({ folder: path.join(own, 'trash'), root: folder, now }),
      isPlayground,
    })
    const workbench = createWorkbenchKeeper({
      file: createDurableFile(path.join(own, 'workbench.json'), { isSound: isWorkbench }),
    })
    return { folder, isPlayground, collections, workbench }
  }
}

/** False for whatever can't be looked into now: an unmounted disk is as good as no folder. */
export const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (facts) => facts.isDirectory(),
    () => false,
  )
