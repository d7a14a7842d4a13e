import type { CollectionTree } from '../../contract/collections.ts'
import type { WorkbenchKeeper } from '../workbench/workbench-keeper.ts'
import type { Collections } from './collections.ts'

/** A workspace that is open: its files, and the tabs that belong to it. */
export interface Workspace {
  readonly folder: string
  readonly isPlayground: boolean
  readonly collections: Collections
  readonly workbench: WorkbenchKeeper
}

export interface WorkspaceSwitchParts {
  readonly playgroundFolder: string
  /** Which folder was open last; null for none yet. */
  readonly remembered: { readonly get: () => string | null; readonly set: (folder: string | null) => Promise<void> }
  readonly isThere: (folder: string) => Promise<boolean>
  readonly open: (folder: string, isPlayground: boolean) => Promise<Workspace>
  readonly askForFolder: () => Promise<string | null>
  readonly onSwitched: () => void
}

export interface WorkspaceSwitch {
  readonly current: () => Promise<Workspace>
  readonly chooseFolder: () => Promise<CollectionTree | null>
  readonly openPlayground: () => Promise<CollectionTree>
}

/** One workspace is open at a time; the last one opens again at the next start, or the playground's where it is gone. */
export function createWorkspaceSwitch(parts: WorkspaceSwitchParts): WorkspaceSwitch {
  const { playgroundFolder, remembered, isThere, open, askForFolder, onSwitched } = parts

  async function openRemembered(): Promise<Workspace> {
    const folder = remembered.get()
    if (folder !== null && folder !== playgroundFolder && (await isThere(folder))) return open(folder, false)
    return open(playgroundFolder, true)
  }

  let opened: Promise<Workspace> | null = null
  const current = () => (opened ??= openRemembered())

  async function switchTo(folder: string): Promise<CollectionTree> {
    const isPlayground = folder === playgroundFolder
    // Opened before it is taken, so that a folder that can't be read leaves the old workspace where it is.
    const workspace = await open(folder, isPlayground)
    const tree = await workspace.collections.tree()
    opened = Promise.resolve(workspace)
    await remembered.set(isPlayground ? null : folder)
    onSwitched()
    return tree
  }

  return {
    current,
    async chooseFolder() {
      const folder = await askForFolder()
      return folder === null ? null : switchTo(folder)
    },
    openPlayground: () => switchTo(playgroundFolder),
  }
}
