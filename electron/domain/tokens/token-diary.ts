import type { ProfileId } from '../../contract/ids.ts'
import type { TokenEvent, TokenHappening } from '../../contract/tokens.ts'

/** What happened to each profile's tokens, the oldest first. */
export type Diary = ReadonlyMap<ProfileId, readonly TokenEvent[]>

/** One line that is to be entered; kept apart from the diary so that it can be entered into what another process wrote. */
export type DiaryEntry =
  | { readonly kind: 'event'; readonly id: ProfileId; readonly event: TokenEvent }
  | {
      readonly kind: 'use'
      readonly id: ProfileId
      readonly at: string
      readonly authority: string
      readonly refused: boolean
    }
  | { readonly kind: 'removal'; readonly id: ProfileId }
  | { readonly kind: 'clearing' }

const mostEvents = 200
const longestText = 300
const mostScopes = 50
const longestScope = 100

const cut = (text: string, length = longestText): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text

const cutScopes = (scopes: readonly string[]): string[] =>
  scopes.slice(0, mostScopes).map((scope) => cut(scope, longestScope))

/** What a server wrote has no length of its own. */
export function bounded(what: TokenHappening): TokenHappening {
  switch (what.kind) {
    case 'signed-in':
      return { ...what, reference: cut(what.reference), scopes: cutScopes(what.scopes) }
    case 'refreshed':
      return { ...what, reference: cut(what.reference), scopesLost: cutScopes(what.scopesLost) }
    case 'refresh-failed':
      return { ...what, message: cut(what.message) }
    case 'refused':
      return { ...what, description: what.description === null ? null : cut(what.description) }
    default:
      return what
  }
}

export const boundedAuthority = (authority: string): string => cut(authority, 255)

function withUse(events: readonly TokenEvent[], use: Extract<DiaryEntry, { kind: 'use' }>): readonly TokenEvent[] {
  const { at, authority } = use
  const refused = use.refused ? 1 : 0
  const last = events.at(-1)
  if (last?.what.kind !== 'used' || last.authority !== authority) {
    return [...events, { at, authority, what: { kind: 'used', requests: 1, refused, lastAt: at } }]
  }
  const what = {
    ...last.what,
    requests: last.what.requests + 1,
    refused: last.what.refused + refused,
    lastAt: at,
  }
  return [...events.slice(0, -1), { ...last, what }]
}

const isOfToken = ({ what }: TokenEvent, reference: string): boolean =>
  (what.kind === 'signed-in' || what.kind === 'refreshed') && what.reference === reference

/** Whoever refreshed, and whoever only saw it, may write into the same diary: one of the two lines is enough. */
function withEvent(events: readonly TokenEvent[], event: TokenEvent): readonly TokenEvent[] {
  const { what } = event
  if (what.kind !== 'refreshed') return [...events, event]
  const { reference } = what
  if (what.cause === 'elsewhere') return events.some((each) => isOfToken(each, reference)) ? events : [...events, event]
  const isSeen = (each: TokenEvent): boolean =>
    each.what.kind === 'refreshed' && each.what.cause === 'elsewhere' && each.what.reference === reference
  return [...events.filter((each) => !isSeen(each)), event]
}

/** The diary with one more line: consecutive uses are one event, and of each profile only the newest 200 are kept. Pure. */
export function entered(diary: Diary, entry: DiaryEntry): Diary {
  if (entry.kind === 'clearing') return new Map()
  if (entry.kind === 'removal') return new Map([...diary].filter(([id]) => id !== entry.id))
  const events = diary.get(entry.id) ?? []
  const next = entry.kind === 'use' ? withUse(events, entry) : withEvent(events, entry.event)
  return new Map(diary).set(entry.id, next.slice(-mostEvents))
}
