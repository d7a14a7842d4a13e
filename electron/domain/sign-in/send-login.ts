import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { planRedirect } from '../requests/redirect-rule.ts'
import {
  headerValue,
  isNamed,
  revealed,
  urlOf,
  type HeaderLine,
  type WireHeader,
  type WireRequest,
} from '../requests/wire-request.ts'
import type { ExchangeWhole, WholeAnswer } from '../requests/whole-exchange.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { FilledLogin } from './fill-login-request.ts'
import { createCookieCrumbs, readSetCookies, type CookieCrumbs } from './login-cookies.ts'
import { loginTraceEntry } from './login-trace.ts'
import type { ProviderCall } from './provider.ts'
import type { LoginAnswered } from './read-login-answer.ts'
import type { Redactor } from './redact.ts'

export interface SendLoginParts {
  readonly exchangeWhole: ExchangeWhole
  readonly now: () => Date
}

/** The last answer of a login, and all cookies of those before it. */
export interface LoginHeard extends LoginAnswered {
  readonly host: string
  readonly sentAt: Date
  readonly receivedAt: Date
  /** The origin that the server would send the browser on to; null for an answer that is no such redirect. */
  readonly redirectsTo: string | null
}

const timeoutMs = 30_000
const limitBytes = 1_000_000
const mostHops = 5

function withCookies(request: WireRequest, crumbs: CookieCrumbs): WireRequest {
  const cookies = crumbs.asHeader()
  if (cookies === null) return request
  const isCookie = ([name]: WireHeader): boolean => isNamed(name, 'cookie')
  const typed = request.headers.filter(isCookie).map(([, value]) => revealed(value))
  const headers = request.headers.filter((line) => !isCookie(line))
  return { ...request, headers: [...headers, ['Cookie', new SecretText([...typed, cookies].join('; '))]] }
}

function originOf(location: string | null, base: string): string | null {
  return location !== null && URL.canParse(location, base) ? new URL(location, base).origin : null
}

/** The same request after a redirect that stays at its origin; null for an answer that ends the login. */
function nextRequest(request: WireRequest, status: number, headers: readonly HeaderLine[], hops: number) {
  const plan = planRedirect({ request, status, headers, hops, secrets: [], parameter: null })
  if (!plan.follow || hops >= mostHops) return null
  return plan.request.target.origin === request.target.origin ? plan.request : null
}

/**
 * Sends a request of a login over the same engine as every other request and follows at most five redirects within its
 * origin; what is sent to one server never goes on to another. Each request is told in the trace. Throws
 * `sign_in.login_unanswered`, and the signal's reason.
 */
export async function sendLogin(
  filled: FilledLogin,
  { exchangeWhole, now }: SendLoginParts,
  { call, title, redactor }: { call: ProviderCall; title: string; redactor: Redactor },
): Promise<LoginHeard> {
  const crumbs = createCookieCrumbs(now)
  const { signal, trace } = call

  async function once(request: WireRequest, shown: FilledLogin['shown'], what: string) {
    const startedAt = now()
    const answer: WholeAnswer = await exchangeWhole(request, { signal, timeoutMs, limitBytes })
    const endedAt = now()
    signal.throwIfAborted()
    const given = answer.kind === 'answered' ? readSetCookies(answer.headers, endedAt) : []
    // Some servers put the session that they begin into the address or the words beside it, too.
    for (const { value } of given) redactor.hide(value)
    trace.record(loginTraceEntry({ request, shown }, answer, { title: what, startedAt, endedAt, redactor }))
    if (answer.kind === 'answered') return { answer, startedAt, endedAt }
    const { host } = request.target
    throw new ClaimcheckError('sign_in.login_unanswered', { host, reason: redactor.text(answer.message) })
  }

  let { request } = filled
  for (let hops = 0; ; hops += 1) {
    const { answer, startedAt, endedAt } =
      hops === 0
        ? await once(request, filled.shown, title)
        : await once(withCookies(request, crumbs), { url: urlOf(request.target), fields: [] }, 'Follow the redirect')
    const { status, headers } = answer
    crumbs.take(headers)
    const next = nextRequest(request, status, headers, hops)
    if (next === null) {
      const location = status >= 300 && status < 400 ? headerValue(headers, 'location') : null
      return {
        ...{ status, headers, isCut: answer.isCut, cookies: crumbs.all(), host: request.target.host },
        body: Buffer.from(answer.body).toString('utf8'),
        redirectsTo: originOf(location, urlOf(request.target)),
        sentAt: startedAt,
        receivedAt: endedAt,
      }
    }
    request = next
  }
}
