import type { AnswerSource, Carriage, LoginAnswer } from '../../contract/ways.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { parseJsonOrFault } from '../json/find-json-fault.ts'
import { headerValue, type HeaderLine } from '../requests/wire-request.ts'
import { followJsonPath, kindInWords, parseJsonPath, writeJsonPath } from './json-path.ts'
import type { LoginCookie } from './login-cookies.ts'

/** What a login was answered with, over all of its hops. */
export interface LoginAnswered {
  readonly status: number
  readonly headers: readonly HeaderLine[]
  readonly body: string
  readonly isCut: boolean
  readonly cookies: readonly LoginCookie[]
}

type Shape = { readonly path: string; readonly reached: string; readonly saw: string }
export type Extracted = { readonly value: string } | Shape

const isMissing = (extracted: Extracted): extracted is Shape => 'saw' in extracted

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none at all' : [...new Set(names)].slice(0, 20).join(', ')

function fromJson(source: Extract<AnswerSource, { from: 'json' }>, answered: LoginAnswered): Extracted {
  const parsed = parseJsonPath(source.path)
  if ('fault' in parsed) {
    throw new ClaimcheckError('input.invalid', { problems: [{ path: source.path, message: parsed.fault }] })
  }
  const path = writeJsonPath(parsed.path)
  const kind = headerValue(answered.headers, 'content-type')?.split(';')[0]?.trim() ?? 'an answer without Content-Type'
  if (answered.body.trim() === '') return { path, reached: '', saw: 'an empty answer' }
  const json = parseJsonOrFault(answered.body)
  if ('fault' in json)
    return { path, reached: '', saw: answered.isCut ? `${kind}, longer than 1 MB` : `${kind}, no JSON` }
  const followed = followJsonPath(json.value, parsed.path)
  if (!followed.found) return { path, reached: followed.reached, saw: followed.saw }
  const { value } = followed
  // Some servers number their sessions.
  if (typeof value === 'number') return { value: String(value) }
  if (typeof value === 'string' && value !== '') return { value }
  return { path, reached: path, saw: kindInWords(value) }
}

/** The value at a source; or how far the way to it led, and what stood there: names and kinds, never values. */
export function extractFrom(source: AnswerSource, answered: LoginAnswered): Extracted {
  switch (source.from) {
    case 'json':
      return fromJson(source, answered)
    case 'header': {
      const value = headerValue(answered.headers, source.name)?.trim() ?? ''
      if (value !== '') return { value }
      const saw = `these headers: ${listed(answered.headers.map(([name]) => name.toLowerCase()))}`
      return { path: `the header ${source.name}`, reached: '', saw }
    }
    case 'cookie': {
      const cookie = answered.cookies.find(({ name }) => name === source.name)
      if (cookie !== undefined) return { value: cookie.value }
      const saw = `these cookies: ${listed(answered.cookies.map(({ name }) => name))}`
      return { path: `the cookie ${source.name}`, reached: '', saw }
    }
  }
}

/** Without the scheme that is put before it again when it is sent. */
function withoutPrefix(token: string, carriage: Carriage): string {
  const prefix = carriage.in === 'header' ? carriage.prefix : ''
  const isPrefixed = prefix.trim() !== '' && token.toLowerCase().startsWith(prefix.toLowerCase())
  return isPrefixed ? token.slice(prefix.length).trim() : token
}

function required(wanted: string, extracted: Extracted, tell: Reading['tell']): string {
  if (!isMissing(extracted)) return extracted.value
  const { path, reached, saw } = extracted
  throw new ClaimcheckError('sign_in.login_shape', { wanted, path, reached, saw: tell(saw) })
}

interface Reading {
  readonly carriage: Carriage
  readonly isRefresh: boolean
  /** Takes out what was sent: a server may repeat it as the name of a member, a cookie or a header. */
  readonly tell: (saw: string) => string
}

/**
 * Token and refresh token of an answer. Throws `sign_in.login_shape` with how far the path led, and `input.invalid` for a
 * path that is none. A refresh need not bring a new refresh token.
 */
export function readLoginTokens(
  answer: LoginAnswer,
  answered: LoginAnswered,
  { carriage, isRefresh, tell }: Reading,
): { readonly token: string; readonly refreshToken: string | null } {
  const token = withoutPrefix(required('the token', extractFrom(answer.token, answered), tell), carriage)
  if (answer.refresh === null) return { token, refreshToken: null }
  const refresh = extractFrom(answer.refresh, answered)
  if (isRefresh && isMissing(refresh)) return { token, refreshToken: null }
  return { token, refreshToken: required('the refresh token', refresh, tell) }
}
