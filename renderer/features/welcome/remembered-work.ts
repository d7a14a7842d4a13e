import type { Exchange } from '@contract/exchanges'

/** What the start page remembers over a restart: how far the first steps went, and what was sent last. No values. */
export interface RememberedWork {
  /** Orders were listed: a protected answer came. */
  readonly hasListed: boolean
  /** Creating an order was refused, and explained. */
  readonly wasRefused: boolean
  /** Paths in the workspace, newest first. */
  readonly recentPaths: readonly string[]
}

const nothing: RememberedWork = { hasListed: false, wasRefused: false, recentPaths: [] }
const key = 'remembered-work'
const recentLimit = 6

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (problem) {
    // Text that is no JSON was written by something else: begin anew. Anything but that is a bug.
    if (problem instanceof SyntaxError) return null
    throw problem
  }
}

/** Reads what was kept; anything unreadable counts as nothing. */
export function readWork(storage: Pick<Storage, 'getItem'>): RememberedWork {
  const kept = parse(storage.getItem(key) ?? 'null')
  if (!isRecord(kept)) return nothing
  const paths: readonly unknown[] = Array.isArray(kept['recentPaths']) ? kept['recentPaths'] : []
  return {
    hasListed: kept['hasListed'] === true,
    wasRefused: kept['wasRefused'] === true,
    recentPaths: paths.filter((path) => typeof path === 'string'),
  }
}

/** Keeps what is worth to remember of an exchange. */
export function noteExchange(storage: Storage, exchange: Exchange): void {
  storage.setItem(key, JSON.stringify(afterExchange(readWork(storage), exchange)))
}

/** Pure: what is remembered once `exchange` has ended. */
export function afterExchange(work: RememberedWork, exchange: Exchange): RememberedWork {
  const { path } = exchange
  const recentPaths = path === null ? work.recentPaths : [path, ...work.recentPaths.filter((each) => each !== path)]
  return {
    hasListed: work.hasListed || isOrders(exchange, 'GET', 200),
    wasRefused: work.wasRefused || (isOrders(exchange, 'POST', 403) && exchange.why !== null),
    recentPaths: recentPaths.slice(0, recentLimit),
  }
}

function isOrders({ steps }: Exchange, method: string, status: number): boolean {
  const last = steps.at(-1)
  if (last?.result.outcome !== 'answered' || last.result.status !== status || last.sent.method !== method) return false
  return URL.canParse(last.sent.url) && new URL(last.sent.url).pathname.endsWith('/orders')
}
