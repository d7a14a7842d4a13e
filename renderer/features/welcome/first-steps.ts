import type { CollectionItem, CollectionTree } from '@contract/collections'
import type { ItemPath } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import type { RememberedWork } from './remembered-work.ts'

type Request = Extract<CollectionItem, { kind: 'request' }>

/** 'next' is the one to do now; 'later' waits for it. */
export type StepState = 'done' | 'next' | 'later'

/** The main job in three steps, on the playground's own profile and requests. */
export interface FirstSteps {
  readonly alice: ProfileSummary
  readonly listOrders: ItemPath
  readonly createOrder: ItemPath
  readonly states: readonly [signIn: StepState, list: StepState, refused: StepState]
}

/** Every request of the tree, top to bottom. */
export const requestsIn = (items: readonly CollectionItem[]): readonly Request[] =>
  items.flatMap((item): readonly Request[] =>
    item.kind === 'request' ? [item] : item.kind === 'folder' ? requestsIn(item.items) : [],
  )

/** null once they are all done, or where the playground's workspace or profile is not what is open. */
export function planFirstSteps(
  tree: CollectionTree,
  profiles: readonly ProfileSummary[],
  work: RememberedWork,
): FirstSteps | null {
  if (!tree.isPlayground || (work.hasListed && work.wasRefused)) return null
  const alice = profiles.find(({ name, isPlayground }) => isPlayground && name === 'alice')
  const requests = requestsIn(tree.items)
  const listOrders = requests.find(({ name, method }) => method === 'GET' && name === 'List orders')
  const createOrder = requests.find(({ name, method }) => method === 'POST' && name === 'Create order')
  if (alice === undefined || listOrders === undefined || createOrder === undefined) return null
  const done = [alice.session.state === 'active', work.hasListed, work.wasRefused] as const
  const next = done.indexOf(false)
  const stateOf = (index: number): StepState => (done[index] === true ? 'done' : index === next ? 'next' : 'later')
  return {
    alice,
    listOrders: listOrders.path,
    createOrder: createOrder.path,
    states: [stateOf(0), stateOf(1), stateOf(2)],
  }
}

/** What was sent last and is still there; else the first requests of the workspace. */
export function requestsToShow(
  tree: CollectionTree,
  work: RememberedWork,
): { areRecent: boolean; requests: readonly Request[] } {
  const all = requestsIn(tree.items)
  const recent = work.recentPaths.flatMap((path) => all.filter((request) => request.path === path))
  return recent.length > 0 ? { areRecent: true, requests: recent } : { areRecent: false, requests: all.slice(0, 6) }
}
