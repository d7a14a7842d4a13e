import { collectionTree, type CollectionItem, type CollectionTree } from '../../electron/contract/collections.ts'
import { itemPath, type ItemPath } from '../../electron/contract/ids.ts'

/** A path as the contract parses it. */
export const at = (text: string): ItemPath => itemPath.parse(text)

export const aRequest = (path: string, name: string, method = 'GET'): CollectionItem => ({
  kind: 'request',
  path: at(path),
  name,
  method,
})

export const aFolder = (path: string, name: string, items: CollectionItem[]): CollectionItem => ({
  kind: 'folder',
  path: at(path),
  name,
  items,
})

/** The workspace of the picture, small. */
export const aTree = (some: Partial<CollectionTree> = {}): CollectionTree =>
  collectionTree.parse({
    name: 'Orders API',
    folder: '/home/me/orders-api',
    isPlayground: true,
    items: [
      aFolder('orders', 'Orders', [
        aRequest('orders/list.yml', 'List orders'),
        aRequest('orders/create.yml', 'Create order', 'POST'),
        aRequest('orders/cancel.yml', 'Cancel order', 'DELETE'),
      ]),
      aFolder('admin', 'Admin', [aRequest('admin/users.yml', 'All users')]),
      aRequest('health.yml', 'Health'),
    ],
    ...some,
  })
