import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { collectionFilesIn } from '../../electron/adapters/collection-files.ts'
import type { FileCalls } from '../../electron/adapters/file-calls.ts'
import { workspaceTrashIn } from '../../electron/adapters/workspace-trash.ts'
import { itemPath, type ItemPath } from '../../electron/contract/ids.ts'
import { createCollections } from '../../electron/domain/collections/collections.ts'
import type { BuiltInVariable } from '../../electron/domain/collections/environment-variables.ts'

export const at = (place: string): ItemPath => itemPath.parse(place)

const folders: string[] = []

/** Removes every workspace that was made; for `afterEach`. */
export async function removeWorkspaces(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}

interface Options {
  readonly isPlayground?: boolean
  readonly builtIn?: readonly BuiltInVariable[]
  readonly calls?: FileCalls
  readonly now?: () => Date
}

/** A real folder with these files in it, opened as a workspace beside a real trash. */
export async function aWorkspace(content: Readonly<Record<string, string>> = {}, options: Options = {}) {
  const base = await realpath(await mkdtemp(path.join(tmpdir(), 'workspace-')))
  folders.push(base)
  const root = path.join(base, 'My API')
  const trashFolder = path.join(base, 'trash')
  await mkdir(root)
  await mkdir(trashFolder)
  const put = async (place: string, text: string | Uint8Array) => {
    await mkdir(path.dirname(path.join(root, place)), { recursive: true })
    await writeFile(path.join(root, place), text)
  }
  for (const [place, text] of Object.entries(content)) await put(place, text)
  const changes: number[] = []
  const files = collectionFilesIn(root, options.calls)
  const open = () =>
    createCollections({
      files,
      trash: workspaceTrashIn({ folder: trashFolder, root, now: options.now ?? (() => new Date()) }),
      isPlayground: options.isPlayground ?? false,
      builtIn: () => options.builtIn ?? [],
      newId: () => randomUUID(),
      onChanged: () => changes.push(changes.length),
    })
  return {
    base,
    root,
    trashFolder,
    files,
    put,
    open,
    collections: open(),
    changes,
    read: (place: string) => readFile(path.join(root, place), 'utf8'),
  }
}

/** A request file as Bruno writes it. */
export function aRequestFile(name: string, seq: number | null = null, more = ''): string {
  const number = seq === null ? '' : `\n  seq: ${seq}`
  return `info:\n  name: ${name}\n  type: http${number}\n\nhttp:\n  method: GET\n  url: https://api.example.test/${seq ?? 0}\n  auth: inherit\n${more}`
}
