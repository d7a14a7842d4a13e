import { withoutParameter } from '../credentials/carry.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { isCredentialHeader } from './credential-names.ts'
import { targetOf } from './parse-target.ts'
import { isNamed, revealed, urlOf, type HeaderLine, type WireHeader, type WireRequest } from './wire-request.ts'

export const redirectLimit = 20

const redirectStatuses = new Set([301, 302, 303, 307, 308])
const contentHeaders = /^(?:content-|transfer-encoding$|expect$|trailer$)/i

export type RedirectPlan =
  | {
      readonly follow: false
      readonly because:
        | 'no-redirect'
        | 'no-location'
        | 'bad-location'
        | 'too-many'
        | 'body-to-another-origin'
        | 'credential-in-location'
    }
  | {
      readonly follow: true
      readonly request: WireRequest
      readonly withheld: readonly string[]
      /** False: the next address is of another origin, which gets nothing of a profile, now or later. */
      readonly isSameOrigin: boolean
    }

export interface Redirected {
  /** The request as it was before a profile's credential was put in: that is placed anew, where it may be. */
  readonly request: WireRequest
  readonly status: number
  readonly headers: readonly HeaderLine[]
  /** Redirects that were followed before this one. */
  readonly hops: number
  /** Secrets of the profile; a header that holds one is a credential, whatever its name. */
  readonly secrets: readonly SecretText[]
  /** The parameter of the query that holds the profile's credential, or null. */
  readonly parameter: string | null
}

/** RFC 9110 §15.4: 303 turns all but HEAD into GET; 301 and 302 turn POST into GET, as every client does. */
function turnsIntoGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD'
  return (status === 301 || status === 302) && method === 'POST'
}

function nextAddress(location: string, base: string): URL | null {
  if (!URL.canParse(location, base)) return null
  const next = new URL(location, base)
  const isWeb = next.protocol === 'http:' || next.protocol === 'https:'
  // An address with a user and password in it would have us sign in as whoever wrote the Location.
  return isWeb && next.username === '' && next.password === '' ? next : null
}

// In a shorter one an address would be seen to hold a secret by chance.
const leastTellingLength = 8

/**
 * The address without what the profile put into the query: a server that repeats it in a Location must not hand it to
 * another. null where it stands elsewhere in the address, where nothing can be taken out.
 */
function withoutSecrets(next: URL, { secrets, parameter }: Redirected): { url: URL; withheld: string[] } | null {
  const telling = secrets.map((secret) => secret.reveal()).filter(({ length }) => length >= leastTellingLength)
  const found = (text: string) => telling.some((each) => text.includes(each) || decodedText(text).includes(each))
  const url = new URL(next)
  url.hash = ''
  const withheld: string[] = []
  const search = withoutParameter(next.search.slice(1), (name, value) => {
    if (name !== parameter && !found(value)) return false
    withheld.push(name)
    return true
  })
  if (withheld.length > 0) url.search = search
  return found(url.href) ? null : { url, withheld }
}

function decodedText(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26').replaceAll('+', '%2B')}`).get('v') ?? text
}

/**
 * Decides about one answer that may be a redirect. Another origin (scheme, host and port) gets neither credentials
 * nor a body: credentials are left out and named in `withheld`; a redirect that would send the body on is not
 * followed, so that the 3xx itself is the answer. Pure.
 */
export function planRedirect(redirected: Redirected): RedirectPlan {
  const { request, status, headers, hops, secrets } = redirected
  if (!redirectStatuses.has(status)) return { follow: false, because: 'no-redirect' }
  const location = headers.find(([name]) => isNamed(name, 'location'))?.[1]
  if (location === undefined || location.trim() === '') return { follow: false, because: 'no-location' }
  if (hops >= redirectLimit) return { follow: false, because: 'too-many' }
  // A header's bytes arrive as Latin-1; a Location in UTF-8 must be read as such before it is percent-encoded.
  const named = nextAddress(Buffer.from(location, 'latin1').toString('utf8'), urlOf(request.target))
  if (named === null) return { follow: false, because: 'bad-location' }
  const crosses = named.origin !== request.target.origin
  const next = crosses ? withoutSecrets(named, redirected) : { url: named, withheld: [] }
  if (next === null) return { follow: false, because: 'credential-in-location' }

  const target = targetOf(next.url)
  const dropsBody = turnsIntoGet(request.method, status)
  if (crosses && request.body !== null && !dropsBody) return { follow: false, because: 'body-to-another-origin' }

  const holdsSecret = (value: string) =>
    secrets.some((secret) => secret.reveal().length >= leastTellingLength && value.includes(secret.reveal()))
  const withheld: string[] = [...next.withheld]
  const kept = request.headers.filter(([name, value]) => {
    if (dropsBody && contentHeaders.test(name)) return false
    if (!crosses || !(isCredentialHeader(name) || holdsSecret(revealed(value)))) return true
    withheld.push(name)
    return false
  })
  // A Host line, typed or not, belongs to the origin it was meant for.
  const readdressed = kept.map((line): WireHeader =>
    crosses && isNamed(line[0], 'host') ? [line[0], target.host] : line,
  )
  const method = dropsBody ? 'GET' : request.method
  return {
    follow: true,
    request: { method, target, headers: readdressed, body: dropsBody ? null : request.body, certificate: null },
    withheld,
    isSameOrigin: !crosses,
  }
}
