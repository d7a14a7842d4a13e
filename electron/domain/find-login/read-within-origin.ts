import { targetOf } from '../requests/parse-target.ts'
import type { WholeAnswer } from '../requests/whole-exchange.ts'
import { headerValue, urlOf, type WireTarget } from '../requests/wire-request.ts'
import type { TraceSink } from '../sign-in/provider.ts'
import type { AboutGet, LoginFinder } from './login-finder.ts'

const mostRedirects = 3
const redirects = new Set([301, 302, 303, 307, 308])

/** What an address answered in the end, and why a redirect was not followed where there was one left. */
export interface ReadHere {
  readonly answer: WholeAnswer
  readonly target: WireTarget
  /** In a sentence; null: no redirect is left. */
  readonly stopped: string | null
}

/** Where an answer sends on to; null: it is no redirect, 'nowhere': to no address that can be asked. */
function sentOnTo(answer: Extract<WholeAnswer, { kind: 'answered' }>, from: WireTarget): URL | 'nowhere' | null {
  if (!redirects.has(answer.status)) return null
  const location = headerValue(answer.headers, 'location') ?? ''
  if (location === '' || !URL.canParse(location, urlOf(from))) return 'nowhere'
  const next = new URL(location, urlOf(from))
  return /^https?:$/.test(next.protocol) && next.username === '' && next.password === '' ? next : 'nowhere'
}

/** Reads an address. Redirects are followed while they stay on its origin, three of them at most; each is told. */
export async function readWithinOrigin(
  get: LoginFinder['get'],
  first: WireTarget,
  about: AboutGet,
  trace: TraceSink,
): Promise<ReadHere> {
  let target = first
  for (let hops = 0; ; hops += 1) {
    const title = hops === 0 ? about.title : `${about.title}, after a redirect`
    const answer = await get(target, { ...about, title }, trace)
    const next = answer.kind === 'answered' ? sentOnTo(answer, target) : null
    if (next === null) return { answer, target, stopped: null }
    if (next === 'nowhere') return { answer, target, stopped: 'It answered with a redirect that leads nowhere' }
    if (next.origin !== first.origin) {
      return { answer, target, stopped: `It sends on to ${next.origin}, which is another place: not followed` }
    }
    if (hops === mostRedirects) return { answer, target, stopped: 'It sends on and on' }
    target = targetOf(next)
  }
}
