import { isRecord } from '../domain/json/is-record.ts'
import type { CustomFetchOptions } from 'openid-client'
import type { Redactor } from '../domain/sign-in/redact.ts'

type Fields = [string, string][]

// What helps to understand an answer; the rest of the headers is noise here.
const toldHeaders = ['content-type', 'date', 'location', 'retry-after', 'www-authenticate']

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

function tellHeader(name: string, value: string, redactor: Redactor): [string, string] {
  return name === 'location' ? [name, redactor.url(value)] : redactor.field(name, value)
}

/** The form fields of a request and how the client authenticated, redacted. */
export function requestFields(init: CustomFetchOptions, redactor: Redactor): Fields {
  const authorization = init.headers['authorization']
  redactor.hide(authorization?.split(' ')[1])
  const form = init.body instanceof URLSearchParams ? [...init.body] : []
  return [
    ...(authorization === undefined ? [] : [redactor.field('authorization', authorization)]),
    ...form.map(([name, value]) => redactor.field(name, value)),
  ]
}

/** The telling headers and the members of a JSON body, or the beginning of any other body, redacted. */
export function answerFields(response: Response, text: string, json: unknown, redactor: Redactor): Fields {
  const members = isRecord(json) ? Object.entries(json) : []
  for (const [name, value] of members) {
    // A token that is hidden by the name of its member is hidden by its value from here on.
    if (typeof value === 'string' && redactor.field(name, '')[1] !== '') redactor.hide(value)
  }
  const headers = toldHeaders.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [tellHeader(name, value, redactor)]
  })
  const body: Fields = members.map(([name, value]) => redactor.field(name, asText(value)))
  if (body.length === 0 && text !== '') body.push(['body', redactor.text(text)])
  return [...headers, ...body]
}
