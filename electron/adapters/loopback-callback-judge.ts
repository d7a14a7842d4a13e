import type { IncomingMessage } from 'node:http'
import { isSameSecret } from '../domain/sign-in/same-secret.ts'
import type { SecretText } from '../domain/vault/secret-text.ts'

/** 8 kB is more than any code and its company need; a longer address is not looked at. */
const longestTargetBytes = 8192
/** Tokens that come in a fragment are longer. */
const longestFragmentBytes = 60_000

export interface Expected {
  /** As the Host field has it. */
  readonly host: string
  readonly path: string
  readonly state: SecretText
  readonly answerIn: 'query' | 'fragment'
}

type StrangerStatus = 400 | 404 | 405 | 414

export type Verdict =
  /** `answer`: the parameters as the server wrote them, after its `?` or `#`. */
  | { readonly kind: 'ours'; readonly answer: string; readonly isError: boolean; readonly isHandedOver: boolean }
  /** A browser whose address holds the answer where no server sees it: it gets the page that hands it over. */
  | { readonly kind: 'asks-for-page' }
  | { readonly kind: 'stranger'; readonly status: StrangerStatus }

export type Call = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>

const stranger = (status: StrangerStatus): Verdict => ({ kind: 'stranger', status })

/** Where the page brings what stood in the fragment. */
export const handOverPath = (path: string): string => `${path.replace(/\/$/, '')}/fragment`

const fieldsNamed = ({ rawHeaders }: Call, wanted: string): string[] =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === wanted)

/** A browser says who made a call (Fetch Metadata); only our own page may bring a fragment. */
const isFromOurPage = (call: Call): boolean =>
  fieldsNamed(call, 'sec-fetch-site').every((site) => site === 'same-origin')

function judgeAnswer(answer: string, expected: Expected, isHandedOver: boolean): Verdict {
  const fields = new URLSearchParams(answer)
  const [state = '', ...furtherStates] = fields.getAll('state')
  if (!isSameSecret(state, expected.state.reveal()) || furtherStates.length > 0) return stranger(400)
  return { kind: 'ours', answer, isError: fields.has('error'), isHandedOver }
}

/**
 * Whether a call is the browser coming back: a GET of the one path at the one host with the state that we made. Nothing
 * else that the call says is believed, or even read, before the state is right.
 */
export function judgeCall(call: Call, expected: Expected): Verdict {
  const target = call.url ?? ''
  const isFragment = expected.answerIn === 'fragment'
  if (Buffer.byteLength(target) > (isFragment ? longestFragmentBytes : longestTargetBytes)) return stranger(414)
  // A page of a rebound name calls with that name (DNS rebinding).
  const hosts = fieldsNamed(call, 'host')
  if (hosts.length !== 1 || hosts[0] !== expected.host) return stranger(400)
  const [path = '', ...queries] = target.split('?')
  const query = queries.join('?')
  const isHandedOver = isFragment && isSameSecret(path, handOverPath(expected.path))
  if (!isHandedOver && !isSameSecret(path, expected.path)) return stranger(404)
  if (call.method !== 'GET') return stranger(405)
  if (isHandedOver) return isFromOurPage(call) ? judgeAnswer(query, expected, true) : stranger(400)
  if (!isFragment) return query === '' ? stranger(400) : judgeAnswer(query, expected, false)
  if (query === '') return { kind: 'asks-for-page' }
  // Tokens have no place in a query; an error that a server puts there is heard all the same.
  const verdict = judgeAnswer(query, expected, false)
  return verdict.kind === 'ours' && !verdict.isError ? stranger(400) : verdict
}

/** The verdict of several doors at one port: the one that the call belongs to, else the reason that says most. */
export function judgeAtDoors<Door extends { readonly expected: Expected }>(
  call: Call,
  doors: readonly Door[],
): { readonly door: Door; readonly verdict: Exclude<Verdict, { kind: 'stranger' }> } | { readonly status: number } {
  let status: StrangerStatus = 404
  let asking: Door | null = null
  for (const door of doors) {
    const verdict = judgeCall(call, door.expected)
    if (verdict.kind === 'ours') return { door, verdict }
    if (verdict.kind === 'asks-for-page') asking ??= door
    else if (verdict.status !== 404) ({ status } = verdict)
  }
  return asking === null ? { status } : { door: asking, verdict: { kind: 'asks-for-page' } }
}
