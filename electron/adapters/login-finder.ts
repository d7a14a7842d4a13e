import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { LoginFinder } from '../domain/find-login/login-finder.ts'
import { withoutPassword } from '../domain/find-login/resource-metadata.ts'
import { parseJsonOrNull } from '../domain/json/parse-json.ts'
import { isRecord } from '../domain/json/is-record.ts'
import type { ExchangeWhole, WholeAnswer } from '../domain/requests/whole-exchange.ts'
import { isNamed, urlOf, type WireRequest, type WireTarget } from '../domain/requests/wire-request.ts'
import type { ProviderCall, TraceSink } from '../domain/sign-in/provider.ts'
import { createRedactor } from '../domain/sign-in/redact.ts'
import { registerAt } from './login-finder-registration.ts'
import { describeIssuer } from './openid-provider-describe.ts'
import type { OpenIdSessions } from './openid-provider-session.ts'

export interface LoginFinderParts {
  readonly exchangeWhole: ExchangeWhole
  readonly sessions: OpenIdSessions
  readonly now: () => Date
}

const timeoutMs = 10_000
const limitBytes = 262_144

/** No line of it says who is asking. */
const bareGet = (target: WireTarget): WireRequest => ({
  method: 'GET',
  target,
  headers: [
    ['Host', target.host],
    ['User-Agent', 'Claimcheck'],
    ['Accept', 'application/json, */*;q=0.5'],
    ['Accept-Encoding', 'gzip, deflate, br'],
    ['Connection', 'close'],
  ],
  body: null,
  certificate: null,
})

// What a search for a login goes by.
const toldHeaders = ['content-type', 'location', 'www-authenticate']
const mostMembers = 50

/** Lists and plain values; what is nested deeper is named only, since a hostile document can nest without end. */
function asText(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, mostMembers).map(asItem).join(' ')
  return asItem(value)
}
const asItem = (value: unknown): string =>
  typeof value === 'object' && value !== null ? '{…}' : withoutPassword(String(value))

function answerFields(answer: WholeAnswer, tellsBody: boolean): [string, string][] {
  if (answer.kind === 'no-answer') return []
  const redactor = createRedactor()
  const tell = (name: string, value: string) =>
    name === 'location' ? redactor.url(value) : withoutPassword(redactor.field(name, value)[1])
  const headers = toldHeaders.flatMap((wanted) =>
    answer.headers
      .filter(([name]) => isNamed(name, wanted))
      .map(([, value]): [string, string] => [wanted, tell(wanted, value)]),
  )
  const json = tellsBody ? parseJsonOrNull(new TextDecoder().decode(answer.body)) : null
  const members = isRecord(json) ? Object.entries(json).slice(0, mostMembers) : []
  return [...headers, ...members.map(([name, value]) => redactor.field(name.slice(0, 100), asText(value)))]
}

const callFor = (trace: TraceSink): ProviderCall => ({ trace, signal: new AbortController().signal })

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** The network behind the search for a login, over the one engine. */
export function createLoginFinder({ exchangeWhole, sessions, now }: LoginFinderParts): LoginFinder {
  return {
    async get(target, { title, tellsBody }, trace) {
      const at = now().toISOString()
      const startedMs = performance.now()
      const { signal } = new AbortController()
      const answer = await exchangeWhole(bareGet(target), { signal, timeoutMs, limitBytes })
      trace.record({
        ...{ at, title, method: 'GET', url: createRedactor().url(urlOf(target)), requestFields: [] },
        status: answer.kind === 'answered' ? answer.status : null,
        answerFields: answerFields(answer, tellsBody),
        problem: answer.kind === 'no-answer' ? answer.message : null,
        durationMs: Math.round(performance.now() - startedMs),
      })
      return answer
    },

    async discover(issuer, trace) {
      sessions.forget(issuer)
      const { known } = await sessions.open(issuer, callFor(trace))
      const discovered = describeIssuer(known)
      const { scopes } = discovered
      // OpenID Connect Discovery §3: a server that lists its scopes lists `openid`.
      const isOpenId = scopes.length > 0 ? scopes.includes('openid') : known.foundBy === 'OpenID Connect discovery'
      return { discovered, isOpenId }
    },

    register: (issuer, client, trace) => registerAt(sessions, issuer, client, callFor(trace)),

    async chooseRedirect() {
      const path = `/callback/${randomBytes(16).toString('base64url')}`
      return { by: 'fixed', host: '127.0.0.1', port: await freePort(), path }
    },
  }
}
