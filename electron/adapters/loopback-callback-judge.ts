import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { SecretText } from '../domain/vault/secret-text.ts'

/** 8 kB is more than any code and its company need; a longer address is not looked at. */
const longestTargetBytes = 8192

export interface Expected {
  readonly host: string
  readonly path: string
  readonly state: SecretText
}

export type Verdict =
  | { readonly kind: 'ours'; readonly target: string; readonly isError: boolean }
  | { readonly kind: 'stranger'; readonly status: 400 | 404 | 405 | 414 }

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in a time that tells nothing of how much was right; lengths are hidden by the digest. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const stranger = (status: 400 | 404 | 405 | 414): Verdict => ({ kind: 'stranger', status })

/**
 * Whether a call is the browser coming back: a GET of the one path at the one host with the state that we made. Nothing
 * else that the call says is believed, or even read, before the state is right.
 */
export function judgeCall(
  request: Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>,
  expected: Expected,
): Verdict {
  const target = request.url ?? ''
  if (Buffer.byteLength(target) > longestTargetBytes) return stranger(414)
  // A page of a rebound name calls with that name (DNS rebinding).
  const hosts = request.rawHeaders.filter(
    (_, at) => at % 2 === 1 && request.rawHeaders[at - 1]?.toLowerCase() === 'host',
  )
  if (hosts.length !== 1 || hosts[0] !== expected.host) return stranger(400)
  const [path = '', query, ...rest] = target.split('?')
  if (!isSame(path, expected.path)) return stranger(404)
  if (request.method !== 'GET') return stranger(405)
  if (query === undefined) return stranger(400)
  const answer = new URLSearchParams([query, ...rest].join('?'))
  const [state = '', ...furtherStates] = answer.getAll('state')
  if (!isSame(state, expected.state.reveal()) || furtherStates.length > 0) return stranger(400)
  return { kind: 'ours', target, isError: answer.has('error') }
}
