import type { ServerMetadata } from 'openid-client'
import { canBeWritten } from '../domain/json/can-be-written.ts'
import { isRecord } from '../domain/json/is-record.ts'
import { parseJsonOrNull } from '../domain/json/parse-json.ts'
import { readLifetimeSeconds } from '../domain/tokens/read-lifetime.ts'
import { endpointAt } from './openid-provider-titles.ts'
import type { ReadAnswer } from './recording-fetch.ts'

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}
type Members = Readonly<Record<string, unknown>>

const formType = /^\s*(?:application\/x-www-form-urlencoded|text\/plain)\s*(?:;|$)/i
const formOfAnAnswer = /(?:^|&)(?:access_token|error|device_code)=/

/** The members of a form-encoded answer, as some servers send by default; null for anything else. */
function readForm({ headers, text }: Answer): Members | null {
  if (!formType.test(headers.get('content-type') ?? '') || !formOfAnAnswer.test(text.trim())) return null
  return Object.fromEntries(new URLSearchParams(text.trim()))
}

const without = (members: Members, unwanted: (name: string, value: unknown) => boolean): Members =>
  Object.fromEntries(Object.entries(members).filter(([name, value]) => !unwanted(name, value)))

/** A token answer without what says nothing but would make the whole answer be refused. */
function tolerateTokens(members: Members): { members: Members; notes: string[] } {
  const { expires_in: expiresIn, refresh_token: refreshToken, scope } = members
  const isNoLifetime = expiresIn !== undefined && readLifetimeSeconds(expiresIn) === null
  const notes = [
    ...(isNoLifetime && expiresIn !== null
      ? [
          `expires_in is no lifetime (${String(JSON.stringify(expiresIn)).slice(0, 40)}): when the token expires is not known from it`,
        ]
      : []),
    ...(typeof refreshToken === 'string' &&
    typeof scope === 'string' &&
    scope.trim() !== '' &&
    !/(?:^|\s)offline_access(?:\s|$)/.test(scope)
      ? ['A refresh token was given although the granted scope does not name offline_access']
      : []),
  ]
  return {
    members: without(members, (name, value) => value === null || (name === 'expires_in' && isNoLifetime)),
    notes,
  }
}

function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null
}

/** A device answer (RFC 8628 §3.2), also where it was written before the standard was done. */
function tolerateDevice(members: Members): { members: Members; notes: string[] } {
  const notes: string[] = []
  const { verification_uri: uri, verification_url: oldUri, interval } = members
  const read: Record<string, unknown> = { ...without(members, (_name, value) => value === null) }
  if (uri === undefined && typeof oldUri === 'string') {
    read['verification_uri'] = oldUri
    notes.push('The address for the person came as verification_url; the standard calls it verification_uri')
  }
  if (interval !== undefined && typeof interval !== 'number') {
    const seconds = asNumber(interval)
    if (seconds === null) delete read['interval']
    else read['interval'] = seconds
    if (interval !== null) notes.push('The interval is no number')
  } else if (asNumber(interval) === null) delete read['interval']
  return { members: read, notes }
}

/** What openid-client may see of the body's headers: the type that was really found, and no challenge beside an error. */
function headersFor(headers: Headers, members: Members): Headers {
  const seen = new Headers(headers)
  seen.set('content-type', 'application/json')
  // RFC 6749 §5.2: the error in the body is what tells; a challenge beside it would hide it.
  if (typeof members['error'] === 'string') seen.delete('www-authenticate')
  return seen
}

/** An answer of the token, device or pushed request endpoint, its odd but harmless forms made plain. */
function readProtocolAnswer(endpoint: 'token' | 'device' | 'pushed', answer: Answer): ReadAnswer | null {
  const json = parseJsonOrNull(answer.text)
  const form = json === null ? readForm(answer) : null
  const came: unknown = form ?? json
  if (!isRecord(came)) return null
  const found = without(came, (_name, value) => !canBeWritten(value))
  const notes: string[] = []
  if (Object.keys(found).length < Object.keys(came).length) {
    notes.push(endlessNote)
  }
  if (form !== null) notes.push('The answer is form-encoded, not JSON (RFC 6749 §5.1); it was read all the same')
  let { status } = answer
  const isError = typeof found['error'] === 'string' && found['error'] !== ''
  if (status === 200 && isError && found['access_token'] === undefined) {
    notes.push('An error came with status 200; the standard wants 400 (RFC 6749 §5.2)')
    status = 400
  }
  if (endpoint === 'pushed' && status === 200) {
    notes.push('The request was taken with status 200; the standard wants 201 (RFC 9126 §2.2)')
    status = 201
  }
  const tolerated = status >= 400 ? { members: found, notes: [] } : tolerate(endpoint, found)
  const body = JSON.stringify(tolerated.members)
  return {
    json: found,
    status,
    headers: headersFor(answer.headers, found),
    body,
    notes: [...notes, ...tolerated.notes],
  }
}

function tolerate(endpoint: 'token' | 'device' | 'pushed', members: Members): { members: Members; notes: string[] } {
  switch (endpoint) {
    case 'token':
      return tolerateTokens(members)
    case 'device':
      return tolerateDevice(members)
    case 'pushed':
      return { members, notes: [] }
  }
}

const endlessNote = 'A member nests without end, and was left out'

function withoutEndless(answer: ReadAnswer): ReadAnswer {
  const { json } = answer
  if (!isRecord(json) || canBeWritten(json)) return answer
  const members = without(json, (_name, value) => !canBeWritten(value))
  return { ...answer, json: members, body: JSON.stringify(members), notes: [endlessNote] }
}

/**
 * An answer as openid-client is to see it. What was left out is read by our own rules from the answer as it came; what
 * is more than odd stays as it is, and the library refuses it.
 */
export function readAnswerOf(metadata: ServerMetadata | null, url: string, answer: Answer): ReadAnswer {
  const { status, headers, text } = answer
  const asItCame: ReadAnswer = { json: parseJsonOrNull(text), status, headers, body: text, notes: [] }
  switch (endpointAt(metadata, url)) {
    case 'token_endpoint':
      return readProtocolAnswer('token', answer) ?? asItCame
    case 'device_authorization_endpoint':
      return readProtocolAnswer('device', answer) ?? asItCame
    case 'pushed_authorization_request_endpoint':
      return readProtocolAnswer('pushed', answer) ?? asItCame
    default:
      // Nothing is known of the server yet: these are its metadata, which are copied and written anew.
      return metadata === null ? withoutEndless(asItCame) : asItCame
  }
}

/** A token answer without its ID token: for a refresh whose tokens are good although its ID token is not. */
export function withoutIdToken(json: unknown): string {
  const members = isRecord(json) ? json : {}
  return JSON.stringify(tolerateTokens(without(members, (name) => name === 'id_token')).members)
}
