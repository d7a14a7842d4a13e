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

// An answer of this protocol has a handful; of a hostile one no more is looked for, nor told.
const mostHidden = 100
const mostMembers = 100

/** Hides by its value, from here on, what is hidden by the name of its member, however deep that stands. */
function hideMembers(document: object, redactor: Redactor): void {
  const ahead: object[] = [document]
  let hidden = 0
  // The list grows while it is gone through: nested without end, no call may stand in another.
  for (const each of ahead) {
    for (const [name, value] of Object.entries(each)) {
      if (typeof value === 'object' && value !== null) ahead.push(value)
      else if (typeof value === 'string' && hidden < mostHidden && isHiddenByName(name, redactor)) {
        redactor.hide(value)
        hidden += 1
      }
    }
  }
}

/** The telling headers and the members of a body that could be read, or the beginning of any other body, redacted. */
export function answerFields(response: Response, text: string, read: unknown, redactor: Redactor): Fields {
  const members = isRecord(read) ? Object.entries(read) : []
  if (isRecord(read)) hideMembers(read, redactor)
  const headers = toldHeaders.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [tellHeader(name, value, redactor)]
  })
  const body = members.slice(0, mostMembers).map(([name, value]) => redactor.field(name, asText(value)))
  if (members.length > mostMembers) body.push(['…', `${members.length - mostMembers} more members`])
  if (body.length === 0 && text !== '') body.push(['body', redactor.text(text)])
  return [...headers, ...body]
}
