import { collectionTree, environmentContent, type CollectionTree } from '../../electron/contract/collections.ts'
import { itemPath } from '../../electron/contract/ids.ts'
import type { ProfileSummary } from '../../electron/contract/profiles.ts'
import { emptyDraft, type RequestDraft } from '../../electron/contract/requests.ts'
import type { Session } from '../../electron/contract/tokens.ts'
import { aProfileSummary } from './profile-builder.ts'
import { anOAuthWay } from './token-builder.ts'

const fromNow = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()

export const anActiveSession = (
  now: Date,
  lifetimeSeconds: number,
  leftSeconds: number,
): Extract<Session, { state: 'active' }> => ({
  state: 'active',
  obtainedAt: fromNow(now, leftSeconds - lifetimeSeconds),
  expiresAt: fromNow(now, leftSeconds),
  scopes: ['openid', 'orders:read'],
  refreshable: true,
  refreshing: false,
  trouble: null,
  kept: 'on-disk',
  clockSkewSeconds: 0,
  refreshCount: 2,
  signInEnds: null,
})

/** The end of a sign-in that a person is told of so many seconds before. */
export const aSignInEnd = (at: Date, warnSeconds: number) => ({
  at: at.toISOString(),
  warnFrom: fromNow(at, -warnSeconds),
  source: 'refresh_expires_in' as const,
})

/** The cast: one profile in each state that a token can be in. */
export function theCast(now: Date): ProfileSummary[] {
  return [
    aProfileSummary({ name: 'alice', label: 'customer', session: anActiveSession(now, 300, 255) }),
    aProfileSummary({ name: 'bob', label: 'customer', session: anActiveSession(now, 3600, 3362) }),
    aProfileSummary({ name: 'admin', label: 'staff', session: anActiveSession(now, 300, 31) }),
    aProfileSummary({
      name: 'ci-robot',
      label: 'm2m',
      way: anOAuthWay({ grant: { type: 'client_credentials' } }),
      session: { ...anActiveSession(now, 300, -40), refreshable: false },
    }),
    aProfileSummary({ name: 'carol', label: 'never signed in' }),
    aProfileSummary({
      name: 'a profile with a name that goes on and on for much longer than any pane is wide',
      label: 'and a label like it',
      session: { state: 'sign-in-again', reason: 'refused', description: 'revoked by an administrator' },
    }),
  ]
}

const draft = (some: Partial<RequestDraft>): RequestDraft => ({ ...emptyDraft, ...some })

/** Requests by path. */
export const theDrafts: Readonly<Record<string, RequestDraft>> = {
  'Orders/List orders.yml': draft({
    url: '{{baseUrl}}/orders?page=1',
    params: [{ name: 'page', value: '1', enabled: true }],
  }),
  'Orders/Create order.yml': draft({
    method: 'POST',
    url: '{{baseUrl}}/orders',
    headers: [
      { name: 'Accept', value: 'application/json', enabled: true },
      { name: 'Prefer', value: 'return=representation', enabled: true },
    ],
    body: { kind: 'json', text: '{\n  "sku": "TICKET-7",\n  "quantity": 2\n}' },
    sendAs: { as: 'profile', name: 'alice' },
  }),
  'Orders/Order by id.yml': draft({ url: '{{baseUrl}}/orders/{{orderId}}' }),
  'Orders/Cancel order.yml': draft({ method: 'DELETE', url: '{{baseUrl}}/orders/1' }),
  'Admin/All users.yml': draft({ url: '{{baseUrl}}/users', sendAs: { as: 'profile', name: 'admin' } }),
  'Admin/Set role.yml': draft({ method: 'PUT', url: '{{baseUrl}}/users/1/role' }),
}

export function theTree(
  paths: readonly string[],
  folders: readonly string[],
  drafts: Readonly<Record<string, RequestDraft>>,
): CollectionTree {
  const names = new Set([
    ...folders,
    ...paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''),
  ])
  const request = (path: string) => ({
    kind: 'request',
    path,
    name: (path.split('/').at(-1) ?? '').replace(/\.yml$/, ''),
    method: drafts[path]?.method ?? 'GET',
  })
  return collectionTree.parse({
    name: 'Orders API',
    folder: '/home/sam/orders-api',
    isPlayground: true,
    items: [
      ...[...names].map((name) => ({
        kind: 'folder',
        path: name,
        name,
        items: paths.filter((path) => path.startsWith(`${name}/`)).map(request),
      })),
      ...paths.filter((path) => !path.includes('/')).map(request),
    ],
  })
}

export const theEnvironment = environmentContent.parse({ name: 'playground', variables: [] })
export const root = itemPath.parse('')
