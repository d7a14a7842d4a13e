import { emptyDraft, type RequestDraft } from '../../contract/requests.ts'
import type { ItemPath } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { newEnvironmentText } from './environment-file.ts'
import { newCollectionText, newFolderText } from './folder-file.ts'
import { childPath, collectionFile, environmentsFolder, folderFileOf, rootPath } from './item-path.ts'
import type { WorkspaceFiles } from './workspace-files.ts'
import { newRequestText } from './write-request-file.ts'

const asAlice: RequestDraft['sendAs'] = { as: 'profile', name: 'alice' }
const orders = childPath(rootPath, 'Orders')
const admin = childPath(rootPath, 'Admin')

const get = (path: string, notes: string, more: Partial<RequestDraft> = {}): RequestDraft => ({
  ...emptyDraft,
  url: `{{baseUrl}}${path}`,
  notes,
  ...more,
})

const newOrder = '{\n  "sku": "TICKET-7",\n  "quantity": 2\n}'

// Sent top to bottom as alice: an answer for everyone, one for her, her orders, then a 403 for a scope that she did
// not ask for, and a 403 for a role that she does not have.
const requests: readonly (readonly [folder: ItemPath, name: string, draft: RequestDraft])[] = [
  [rootPath, 'Health', get('/health', 'Answers everyone, with or without a token.', { sendAs: { as: 'nobody' } })],
  [rootPath, 'Me', get('/me', 'Who the API takes you for, read from the token.', { sendAs: { as: 'inherit' } })],
  [orders, 'List orders', get('/orders', 'Your own orders. Needs the scope `orders:read`.')],
  [orders, 'Order by id', get('/orders/ord_1001', 'Only the owner of an order may read it: send it as bob, too.')],
  [
    orders,
    'Create order',
    get('/orders', 'Needs the scope `orders:write`. Without it the API answers 403 and names the scope.', {
      method: 'POST',
      headers: [{ name: 'Content-Type', value: 'application/json', enabled: true }],
      body: { kind: 'json', text: newOrder },
    }),
  ],
  [
    orders,
    'Cancel order',
    get('/orders/ord_1007/cancel', 'Needs the scope `orders:write`, or `orders:cancel`.', { method: 'POST' }),
  ],
  [admin, 'All users', get('/admin/users', 'Needs the role `staff` or `admin`: 403 for alice, 200 for admin.')],
]

/** The playground's starter collection, path by path; opencollection.yml last, since its presence says "done". */
export function starterFiles(): readonly (readonly [path: ItemPath, text: string])[] {
  const seqs = new Map<ItemPath, number>()
  const requestFiles = requests.map(([folder, name, draft]) => {
    const path = childPath(folder, `${name}.yml`)
    const seq = (seqs.get(folder) ?? 0) + 1
    seqs.set(folder, seq)
    return [path, newRequestText(path, name, seq, draft)] as const
  })
  const environment = childPath(environmentsFolder, 'playground.yml')
  const baseUrl = { name: 'baseUrl', value: '{{playgroundApi}}', enabled: true }
  return [
    [folderFileOf(orders), newFolderText(folderFileOf(orders), 'Orders', 1)],
    [folderFileOf(admin), newFolderText(folderFileOf(admin), 'Admin', 2)],
    ...requestFiles,
    [environment, newEnvironmentText(environment, { name: 'playground', variables: [baseUrl] })],
    [collectionFile, newCollectionText('Orders API', asAlice)],
  ]
}

/** Puts the starter into a folder that holds no collection yet. What is there already is never written over. */
export async function seedStarter(files: WorkspaceFiles): Promise<void> {
  if ((await files.readIfThere(collectionFile)) !== null) return
  for (const [path, text] of starterFiles()) {
    try {
      await files.create(path, text)
    } catch (failure) {
      if (!(failure instanceof ClaimcheckError) || failure.code !== 'collection.exists') throw failure
    }
  }
}
