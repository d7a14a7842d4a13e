import { parseJsonOrNull } from '../json/parse-json.ts'
import { nestsDeeperThan } from '../json/untrusted-text.ts'
import { firewalls } from './bodies/firewalls.ts'
import { gateways } from './bodies/gateways.ts'
import { libraries } from './bodies/libraries.ts'
import { readPage } from './bodies/page.ts'
import { providers } from './bodies/providers.ts'
import { readMembers } from './bodies/said-members.ts'
import type { KnownServer, Seen } from './bodies/seen.ts'
import type { Problem, SaidReason } from './problem.ts'
import { reasonOfCode, reasonsIn } from './said-reasons.ts'

/** An answer as it came. `bodyPrefix`: at most the first 64 kB of its body, decoded. */
export interface AnswerToRead {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly bodyPrefix: Uint8Array
}

const deepest = 64
const longestPlain = 1000
// Asked in this order: what stands before an API writes its own answers, whatever they look like.
const knownServers: readonly KnownServer[] = [...gateways, ...firewalls, ...providers, ...libraries]
// Of these a page for people can be trusted to speak; anything else in one is prose.
const saidByPages: ReadonlySet<SaidReason> = new Set(['csrf', 'origin', 'limit', 'address', 'host'])

/** Reads JSON of an answer, within bounds; undefined where it is none, is cut off, or nests too deep. */
function boundedJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text) || nestsDeeperThan(deepest, text)) return undefined
  return parseJsonOrNull(text) ?? undefined
}

function see({ status, headers, bodyPrefix }: AnswerToRead): Seen {
  const text = Buffer.from(bodyPrefix)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  const json = boundedJson(text)
  const page = json === undefined ? readPage(text) : null
  // eslint-disable-next-line no-control-regex -- a body with these is no text
  const isText =
    json === undefined && page === null && !/[\u0000-\u0008\u000e-\u001f]/.test(text.slice(0, longestPlain))
  const plain = isText ? text.slice(0, longestPlain).trim() : ''
  const said = json === undefined ? null : readMembers(json)
  const parts =
    page === null ? [said?.error, said?.type, said?.title, said?.detail, plain] : [page.title, page.text.slice(0, 500)]
  return {
    status,
    header: (name) => headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '',
    ...{ json, said, page, plain },
    words: parts.filter((part) => part !== null && part !== undefined && part !== '').join(' '),
  }
}

/** The one reason that words name; null where they name none, or several. */
export function onlyReasonIn(words: string): SaidReason | null {
  const [only, ...more] = reasonsIn(words)
  return only !== undefined && more.length === 0 ? only : null
}

function reasonOf(seen: Seen, server: KnownServer | undefined): SaidReason | null {
  const known = server?.means.find(([phrase]) => phrase.test(seen.words))
  if (known !== undefined) return known[1]
  const byCode = reasonOfCode(seen.said?.error ?? null)
  const byWords = onlyReasonIn(seen.words)
  if (seen.page !== null) return byWords !== null && saidByPages.has(byWords) ? byWords : null
  // "invalid_token: the audience is wrong" says more in its words than in its code.
  return byCode === null || byCode === 'token-refused' ? (byWords ?? byCode) : byCode
}

/** GitHub's word for what would have done (X-Accepted-OAuth-Scopes). */
const acceptedScopes = (seen: Seen): string[] =>
  seen
    .header('x-accepted-oauth-scopes')
    .split(/[\s,]+/)
    .filter((each) => each !== '')

/**
 * Reads what an answer says beside its challenges: a problem document (RFC 9457), an OAuth error, the bodies of known
 * gateways, providers and libraries, a page, or a line of text; null when it says nothing. Pure; total; what it gives is
 * bounded, whatever came.
 */
export function readProblem(answer: AnswerToRead): Problem | null {
  const seen = see(answer)
  const server = knownServers.find(({ wrote }) => wrote(seen))
  const { said, page, plain } = seen
  if (said === null && page === null && plain === '' && server === undefined) return null
  const reason = reasonOf(seen, server)
  const scopes = said === null || said.requiredScopes.length === 0 ? acceptedScopes(seen) : said.requiredScopes
  return {
    type: said?.type ?? null,
    title: said?.title ?? (page === null ? plain.slice(0, 300) || null : page.title || page.text.slice(0, 120) || null),
    detail: said?.detail ?? null,
    error: said?.error ?? null,
    requiredScopes: scopes.slice(0, 100),
    requiredRoles: (said?.requiredRoles ?? []).slice(0, 100),
    by: server === undefined ? null : { name: server.name, is: server.is },
    reason,
    isPage: page !== null,
    refusesByItself: server?.atAnyStatus === true && reason !== null,
  }
}
