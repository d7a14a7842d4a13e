import { isRecord } from '../../json/is-record.ts'

/** The members of an error that most servers have in one spelling or another. */
export interface SaidMembers {
  readonly type: string | null
  readonly title: string | null
  readonly detail: string | null
  /** The error code, where there is one: OAuth's, or the server's own. */
  readonly error: string | null
  readonly requiredScopes: readonly string[]
  readonly requiredRoles: readonly string[]
}

type Members = Readonly<Record<string, unknown>>

const longestText = 500

/** The value under one of these names, by own members only. */
export const memberOf = (value: unknown, ...names: readonly string[]): unknown => {
  if (!isRecord(value)) return undefined
  const name = names.find((each) => Object.hasOwn(value, each))
  return name === undefined ? undefined : value[name]
}

export function textIn(body: unknown, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = memberOf(body, name)
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, longestText)
  }
  return null
}

/** Texts under the first of these names: an array of texts, or one text of words. */
export function wordsIn(body: Members, ...names: readonly string[]): string[] {
  for (const name of names) {
    const value = memberOf(body, name)
    if (typeof value === 'string') return value.split(/[\s,]+/).filter((each) => each !== '')
    if (Array.isArray(value)) return value.filter((each): each is string => typeof each === 'string')
  }
  return []
}

/** An error code may be a number (WSO2, Meta). */
function codeIn(body: unknown, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = memberOf(body, name)
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, longestText)
    if (typeof value === 'number') return String(value)
  }
  return null
}

/** Where the error lies in what came: `{error: {…}}`, `{fault: {…}}`, `{errors: [{…}]}` and `[{…}]` are as common as the flat form. */
function errorObject(whole: unknown): unknown {
  if (Array.isArray(whole)) return whole[0]
  for (const name of ['error', 'fault', 'Error', 'Fault']) {
    const inner = memberOf(whole, name)
    if (isRecord(inner)) return inner
  }
  const [first] = [memberOf(whole, 'errors')].flat()
  return isRecord(first) ? first : whole
}

/** A scope, or what an error says in words of them: "expected any of: read:users,read:clients". */
const namedInWords =
  /\b(?:expected any of|required scopes?|requires? (?:the )?scopes?|scopes? required)\s*[:=]\s*([\w:./\-, ]{1,300})/i

/** Reads an error object of whatever form. Pure; total. */
export function readMembers(whole: unknown): SaidMembers | null {
  const body = errorObject(whole)
  if (!isRecord(body)) return null
  const type = textIn(body, 'type')
  const title = textIn(body, 'title', 'message', 'Message', 'msg', 'faultstring', 'errorSummary', 'reason')
  const listed = memberOf(whole, 'errors')
  const listedText = Array.isArray(listed) && typeof listed[0] === 'string' ? listed[0].slice(0, longestText) : null
  const detail = textIn(body, 'detail', 'error_description', 'description', 'details', 'error_message', 'hint')
  const required = wordsIn(body, 'required')
  const isAboutRole = /role/i.test(`${type ?? ''} ${title ?? ''}`)
  const inWords = namedInWords
    .exec(`${title ?? ''} ${detail ?? ''}`)?.[1]
    ?.split(/[\s,]+/)
    .filter((each) => each !== '')
  const scopes = wordsIn(
    body,
    ...['required_scopes', 'required_scope', 'requiredScopes', 'scopes_required', 'scope', 'needed'],
  )
  const roles = wordsIn(body, 'required_roles', 'required_role', 'requiredRoles', 'requiredRole', 'roles_required')
  const ownScopes = scopes.length > 0 || isAboutRole ? scopes : required
  return {
    type,
    title: title ?? listedText ?? (body === whole ? textIn(whole, 'errors') : null),
    detail,
    error:
      codeIn(body, 'error', 'code', 'error_code', 'errorCode', 'status') ??
      codeIn(memberOf(body, 'extensions'), 'code') ??
      codeIn(memberOf(body, 'detail'), 'errorcode'),
    requiredScopes: ownScopes.length > 0 ? ownScopes : (inWords ?? []),
    requiredRoles: roles.length > 0 || !isAboutRole ? roles : required,
  }
}
