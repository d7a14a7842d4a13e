import * as z from 'zod'
import { itemPath, type ItemPath } from './ids.ts'
import { field, method, requestDraft } from './requests.ts'

export interface CollectionFolder {
  kind: 'folder'
  path: ItemPath
  name: string
  items: CollectionItem[]
}
export type CollectionItem =
  | { kind: 'request'; path: ItemPath; name: string; method: string }
  /** A file that is there and can't be read as a request: shown with its reason, never touched. */
  | { kind: 'unreadable'; path: ItemPath; name: string; message: string }
  | CollectionFolder

export const collectionItem: z.ZodType<CollectionItem> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('request'), path: itemPath, name: z.string(), method }),
    z.strictObject({ kind: z.literal('unreadable'), path: itemPath, name: z.string(), message: z.string() }),
    z.strictObject({ kind: z.literal('folder'), path: itemPath, name: z.string(), items: z.array(collectionItem) }),
  ]),
)

export const collectionTree = z.strictObject({
  name: z.string(),
  /** The folder on disk, for people to see. */
  folder: z.string(),
  isPlayground: z.boolean(),
  items: z.array(collectionItem),
})
export type CollectionTree = z.infer<typeof collectionTree>

/** `sendAs: inherit` in the draft resolves to `inherited`: the nearest folder's or the collection's choice. */
export const storedRequest = z.strictObject({
  path: itemPath,
  name: z.string(),
  draft: requestDraft,
  inherited: z.discriminatedUnion('as', [
    z.strictObject({ as: z.literal('profile'), name: z.string() }),
    z.strictObject({ as: z.literal('nobody') }),
  ]),
})
export type StoredRequest = z.infer<typeof storedRequest>

export const environmentContent = z.strictObject({ name: z.string(), variables: z.array(field).max(1000) })
export type EnvironmentContent = z.infer<typeof environmentContent>
/** Built-in variables have a value only while what they name is there (the playground runs). */
const environmentReply = z.strictObject({
  environment: environmentContent,
  builtIn: z.array(z.strictObject({ name: z.string(), value: z.string().nullable(), meaning: z.string() })),
})

const itemName = z.string().trim().min(1, { error: 'Give it a name' }).max(120)
const nothing = z.strictObject({})
const place = z.strictObject({ path: itemPath })

export const collectionsChannels = {
  'collections.tree': { request: nothing, response: collectionTree },
  /** Asks for a folder (the system's dialog) and opens it as the workspace; null when the person thought better. */
  'collections.chooseFolder': { request: nothing, response: collectionTree.nullable() },
  'collections.openPlayground': { request: nothing, response: collectionTree },
  'collections.readRequest': { request: place, response: storedRequest },
  /** With a path, writes over that request; without, makes a new one in `folder` under `name`. */
  'collections.saveRequest': {
    request: z.discriminatedUnion('to', [
      z.strictObject({ to: z.literal('existing'), path: itemPath, draft: requestDraft }),
      z.strictObject({ to: z.literal('new'), folder: itemPath, name: itemName, draft: requestDraft }),
    ]),
    response: storedRequest,
  },
  'collections.createFolder': { request: z.strictObject({ parent: itemPath, name: itemName }), response: place },
  'collections.rename': { request: z.strictObject({ path: itemPath, name: itemName }), response: place },
  /** Moves into `folder`, before the item at `before`, or to the end. */
  'collections.move': {
    request: z.strictObject({ path: itemPath, folder: itemPath, before: itemPath.nullable() }),
    response: place,
  },
  'collections.remove': { request: place, response: z.strictObject({ undo: z.uuid(), name: z.string() }) },
  'collections.undoRemove': { request: z.strictObject({ undo: z.uuid() }), response: place },
  'environment.read': { request: nothing, response: environmentReply },
  'environment.save': { request: environmentContent, response: environmentReply },
}
