import type { ItemPath } from '../../contract/ids.ts'

export interface WorkspaceEntry {
  readonly name: string
  /** A link is never followed: it may lead out of the workspace, or round in a circle. */
  readonly kind: 'file' | 'folder' | 'link'
}

/**
 * The files of one workspace. Paths are relative to its root, which is ''. Every function refuses a path that passes
 * through a link. Throws `collection.not_found`, `collection.exists`, `collection.file_unreadable`, `storage.write_failed`.
 */
export interface WorkspaceFiles {
  /** The folder on disk, for people to see. */
  readonly root: string
  /** What stands directly in a folder; nothing for a root that is not there yet. */
  readonly list: (folder: ItemPath) => Promise<readonly WorkspaceEntry[]>
  /** The first bytes of a file as text, and its whole size in bytes. */
  readonly readHead: (
    path: ItemPath,
  ) => Promise<{ readonly text: string; readonly bytes: number; readonly whole: boolean }>
  readonly read: (path: ItemPath) => Promise<string>
  /** null: there is no such file. */
  readonly readIfThere: (path: ItemPath) => Promise<string | null>
  /** Makes a file, flushed to the disk; never writes over one. */
  readonly create: (path: ItemPath, text: string) => Promise<void>
  /** Puts new text in a file, flushed: after a crash it holds the old text or the new one. */
  readonly replace: (path: ItemPath, text: string) => Promise<void>
  readonly makeFolder: (path: ItemPath) => Promise<void>
  /** Moves a file or a folder; never onto something that is there. */
  readonly move: (from: ItemPath, to: ItemPath) => Promise<void>
}

/** Where removed items wait for an undo: outside the workspace, so that git and other programs do not see them. */
export interface WorkspaceTrash {
  readonly put: (undo: string, path: ItemPath) => Promise<void>
  /** Where it was taken from; null when the trash holds nothing under this name. */
  readonly origin: (undo: string) => Promise<ItemPath | null>
  readonly restore: (undo: string, to: ItemPath) => Promise<void>
}
