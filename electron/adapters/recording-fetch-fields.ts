import type { CustomFetchOptions } from 'openid-client'
import { isRecord } from '../domain/json/is-record.ts'
import type { Redactor } from '../domain/sign-in/redact.ts'

type Fields = [string, string][]

// What helps to understand an answer; the rest of the headers is noise here.
const toldHeaders = ['content-type', 'date', 'location', 'retry-after', 'www-authenticate', 'dpop-nonce']
// They prove who is asking: their values are hidden wherever an answer repeats them.
const provingHeaders = ['authorization', 'dpop'] as const

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value) ?? ''
  } catch (thrown) {
    // Read without end, written with one: JSON nested a hundred thousand levels deep.
    if (thrown instanceof RangeError) return '{…}'
    throw thrown
  }
}

const isHiddenByName = (name: string, redactor: Redactor): boolean => redactor.field(name, '')[1] !== ''

function tellHeader(name: string, value: string, redactor: Redactor): [string, string] {
  return name === 'location' ? [name, redactor.url(value)] : redactor.field(name, value)
}

/** The form fields of a request and what proved who is asking, redacted. */
export function requestFields(init: CustomFetchOptions, redactor: Redactor): Fields {
  const proofs = provingHeaders.flatMap((name) => {
    const value = init.headers[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  for (const [, value] of proofs) redactor.hide(value.slice(value.indexOf(' ') + 1))
  const form = init.body instanceof URLSearchParams ? [...init.body] : []
  for (const [name, value] of form) if (isHiddenByName(name, redactor)) redactor.hide(value)
  return [...proofs, ...form].map(([name, value]) => redactor.field(name, value))
}

/** Hides by its value, from here on, what is hidden by the name of its member. */
function hideMembers(members: readonly (readonly [string, unknown])[], redactor: Redactor): void {
  for (const [name, value] of members) {
    if (typeof value === 'string' && isHiddenByName(name, redactor)) redactor.hide(value)
    else if (isRecord(value)) hideMembers(Object.entries(value), redactor)
  }
}

/** The telling headers and the members of a body that could be read, or the beginning of any other body, redacted. */
export function answerFields(response: Response, text: string, read: unknown, redactor: Redactor): Fields {
  const members = isRecord(read) ? Object.entries(read) : []
  hideMembers(members, redactor)
  const headers = toldHeaders.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [tellHeader(name, value, redactor)]
  })
  const body: Fields = members.map(([name, value]) => redactor.field(name, asText(value)))
  if (body.length === 0 && text !== '') body.push(['body', redactor.text(text)])
  return [...headers, ...body]
}
