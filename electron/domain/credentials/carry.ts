import type { Carriage, Way } from '../../contract/ways.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { assertSendable, beyondCookie } from '../requests/header-rules.ts'
import { isNamed, revealed, type WireHeader, type WireRequest } from '../requests/wire-request.ts'
import { SecretText } from '../vault/secret-text.ts'

/** Where a credential stands in a request. */
export type Place = Pick<Carriage, 'in' | 'name'>

export const authorizationPlace: Place = { in: 'header', name: 'Authorization' }

/** Where a profile of this way puts its credential; null where no line and no parameter of the request holds it. */
export function placeOf(way: Way): Place | null {
  switch (way.kind) {
    case 'oauth':
    case 'basic':
    case 'digest':
      return authorizationPlace
    case 'custom_login':
    case 'static_token':
    case 'signed_jwt':
      return { in: way.carriage.in, name: way.carriage.name }
    case 'certificate':
    case 'none':
      return null
  }
}

// These come first in a prepared request; a credential stands behind them and before what a person typed.
const leading = /^(?:host|user-agent|accept|accept-encoding|connection)$/i

/** The request with this line, in place of any line of that name. */
export function withHeader(request: WireRequest, name: string, value: SecretText): WireRequest {
  assertSendable(name, value.reveal())
  const others = request.headers.filter(([each]) => !isNamed(each, name))
  const typedFrom = others.findIndex(([each]) => !leading.test(each))
  const at = typedFrom < 0 ? others.length : typedFrom
  return { ...request, headers: [...others.slice(0, at), [name, value], ...others.slice(at)] }
}

/** A query without the pairs of one name, whatever their spelling; every other character stays as it is. */
export function withoutParameter(query: string, isMeant: (name: string, value: string) => boolean): string {
  const kept = query.split('&').filter((pair) => {
    const [[name, value] = ['', '']] = new URLSearchParams(pair)
    return pair === '' || !isMeant(name, value)
  })
  return kept.join('&')
}

function withParameter(request: WireRequest, name: string, value: SecretText): WireRequest {
  const { path } = request.target
  const mark = path.indexOf('?')
  const before = mark < 0 ? path : path.slice(0, mark)
  const query = mark < 0 ? '' : withoutParameter(path.slice(mark + 1), (each) => each === name)
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value.reveal())}`
  const joint = query === '' || query.endsWith('&') ? '' : '&'
  return { ...request, target: { ...request.target, path: `${before}?${query}${joint}${pair}` } }
}

const namesOfCookies = (line: string): string[] =>
  line.split(';').map((pair) => pair.slice(0, pair.indexOf('=') < 0 ? undefined : pair.indexOf('=')).trim())

function withCookie(request: WireRequest, name: string, value: SecretText): WireRequest {
  if (beyondCookie.test(value.reveal())) {
    const message = 'A cookie can’t hold this token: it has blanks, quotes, commas or semicolons (RFC 6265 §4.1.1)'
    throw new ClaimcheckError('input.invalid', { problems: [{ path: 'profile', message }] })
  }
  // RFC 6265 §5.4: one Cookie line, whoever its cookies come from.
  const typed = request.headers.filter(([each]) => isNamed(each, 'Cookie')).map(([, line]) => revealed(line).trim())
  const whole = [...typed.filter((line) => line !== ''), `${name}=${value.reveal()}`].join('; ')
  assertSendable('Cookie', whole)
  const at = request.headers.findIndex(([each]) => isNamed(each, 'Cookie'))
  if (at < 0) return withHeader(request, 'Cookie', new SecretText(whole))
  const headers = request.headers.flatMap((line, index): WireHeader[] => {
    if (index === at) return [[line[0], new SecretText(whole)]]
    return isNamed(line[0], 'Cookie') ? [] : [line]
  })
  return { ...request, headers }
}

/** The request with a token where the profile wants it. Throws `input.header_invalid` and `input.invalid`. */
export function carry(request: WireRequest, carriage: Carriage, token: SecretText): WireRequest {
  switch (carriage.in) {
    case 'header':
      return withHeader(request, carriage.name, new SecretText(`${carriage.prefix}${token.reveal()}`))
    case 'query':
      return withParameter(request, carriage.name, token)
    case 'cookie':
      return withCookie(request, carriage.name, token)
  }
}

/**
 * Throws where a person typed what the profile is to put in: two credentials in one place make every answer
 * ambiguous, so the person decides which one is meant.
 */
export function assertPlaceIsFree({ headers, target }: WireRequest, place: Place): void {
  if (place.in === 'header') {
    const repeated = headers.find(([name]) => isNamed(name, place.name))
    if (repeated === undefined) return
    throw new ClaimcheckError('input.header_invalid', { name: repeated[0], reason: 'repeated-authorization' })
  }
  const query = new URLSearchParams(target.path.split('?').slice(1).join('?'))
  const cookies = headers.flatMap(([name, value]) => (isNamed(name, 'Cookie') ? namesOfCookies(revealed(value)) : []))
  const isTaken = place.in === 'query' ? query.has(place.name) : cookies.includes(place.name)
  if (!isTaken) return
  const what = place.in === 'query' ? 'parameter' : 'cookie'
  const message = `The ${what} ${place.name} is typed, and the profile puts it in as well: take one of them out`
  throw new ClaimcheckError('input.invalid', {
    problems: [{ path: place.in === 'query' ? 'url' : 'headers', message }],
  })
}
