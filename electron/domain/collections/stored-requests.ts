import type { StoredRequest } from '../../contract/collections.ts'
import type { ItemPath } from '../../contract/ids.ts'
import type { RequestDraft } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { keepStoredValues, withoutCredentials } from '../requests/without-credentials.ts'
import { defaultAuthOf } from './folder-file.ts'
import { assertRequestPath, collectionFile, folderFileOf, foldersAbove } from './item-path.ts'
import { readRequestFile } from './request-file.ts'
import type { StatedAuth } from './send-as-auth.ts'
import { changedRequestText } from './write-request-file.ts'
import type { WorkspaceFiles } from './workspace-files.ts'
import { parseYaml } from './yaml-file.ts'

/** A request with whom it is sent as when it inherits. Throws `collection.not_found`, `collection.file_unreadable`. */
export async function readStoredRequest(files: WorkspaceFiles, path: ItemPath): Promise<StoredRequest> {
  assertRequestPath(path)
  const content = readRequestFile(parseYaml(await files.read(path), path))
  return { path, ...content, inherited: await inheritedBy(files, path) }
}

/** Writes a draft over the request at `path`, without the credentials that were typed into it. */
export async function saveExistingRequest(
  files: WorkspaceFiles,
  path: ItemPath,
  draft: RequestDraft,
): Promise<StoredRequest> {
  assertRequestPath(path)
  const old = await files.read(path)
  const file = parseYaml(old, path)
  const stored = readRequestFile(file).draft
  const wanted = keepStoredValues(withoutCredentials(draft).draft, draft, stored)
  const text = changedRequestText(file, wanted)
  if (text !== old) await files.replace(path, text)
  return readStoredRequest(files, path)
}

/** The choice of the nearest folder that made one, else the collection's. */
async function inheritedBy(files: WorkspaceFiles, path: ItemPath): Promise<StoredRequest['inherited']> {
  const places = [...foldersAbove(path).map(folderFileOf), collectionFile]
  for (const place of places) {
    const auth = await statedBy(files, place)
    if (auth.as === 'profile' || auth.as === 'nobody') return auth
  }
  return { as: 'nobody' }
}

async function statedBy(files: WorkspaceFiles, place: ItemPath): Promise<StatedAuth> {
  const text = await files.readIfThere(place)
  if (text === null) return { as: 'unset' }
  try {
    return defaultAuthOf(parseYaml(text, place))
  } catch (failure) {
    // The request itself can be read; its tree shows what is wrong with the folder's file.
    if (failure instanceof ClaimcheckError && failure.code === 'collection.file_unreadable') return { as: 'unset' }
    throw failure
  }
}
