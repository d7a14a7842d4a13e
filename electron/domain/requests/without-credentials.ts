import type { Field, RequestDraft } from '../../contract/requests.ts'
import { carriesCredential, isLiteralCredential, withoutJwts } from './credential-values.ts'

export interface CleanedDraft {
  readonly draft: RequestDraft
  /** What was emptied, for people: 'header Authorization', 'parameter api_key'. Never a value. */
  readonly removed: readonly string[]
}

/**
 * A draft that may be written to a file which other people read. Emptied are the typed values of headers, parameters
 * and form fields that carry a credential by their name, the user information of the address, and whatever looks like
 * a JWT anywhere. {{variables}} stay: they name a secret and are none.
 *
 * JSON and text bodies are the matter under test and stay as typed (a wrong password may be what is tested), except
 * for JWTs: nobody types one, it is dead within the hour, and until then it is somebody's session.
 */
export function withoutCredentials(draft: RequestDraft): CleanedDraft {
  const removed: string[] = []
  const note = (what: string, before: string, after: string): string => {
    if (before !== after && !removed.includes(what)) removed.push(what)
    return after
  }
  const cleanFields = (fields: readonly Field[], word: string, carries: (name: string) => boolean): Field[] =>
    fields.map((field) => {
      const isCredential = carries(field.name) && isLiteralCredential(field.value)
      const value = note(`${word} ${field.name}`, field.value, isCredential ? '' : withoutJwts(field.value))
      return { ...field, value }
    })
  const cleanText = (text: string, what: string): string => note(what, text, withoutJwts(text))

  const cleaned: RequestDraft = {
    ...draft,
    url: note('the address', draft.url, urlWithoutCredentials(draft.url)),
    headers: cleanFields(draft.headers, 'header', carriesCredential.header),
    params: cleanFields(draft.params, 'parameter', carriesCredential.field),
    body:
      draft.body.kind === 'form'
        ? { kind: 'form', fields: cleanFields(draft.body.fields, 'field', carriesCredential.field) }
        : draft.body.kind === 'none'
          ? draft.body
          : { kind: draft.body.kind, text: cleanText(draft.body.text, 'the body') },
    notes: cleanText(draft.notes, 'the notes'),
  }
  return { draft: cleaned, removed }
}

/** Works on the typed text, which need not be a URL yet. */
function urlWithoutCredentials(url: string): string {
  const [, scheme = '', userInfo] = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*@)?/i.exec(url) ?? []
  const isTyped = userInfo !== undefined && isLiteralCredential(userInfo.replace(/[:@]/g, ' '))
  const addressed = isTyped ? scheme + url.slice(scheme.length + userInfo.length) : url
  const [, before = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(addressed) ?? []
  return withoutJwts(before + pairsWithoutCredentials(query) + pairsWithoutCredentials(fragment))
}

/** `?a=b&c=d`, or the same after '#', where implicit-flow answers carry their token. */
function pairsWithoutCredentials(pairs: string): string {
  const [mark, rest] = [pairs.slice(0, 1), pairs.slice(1)]
  const cleaned = rest.split('&').map((pair) => {
    const equals = pair.indexOf('=')
    if (equals < 0) return pair
    const isCredential = carriesCredential.field(pair.slice(0, equals)) && isLiteralCredential(pair.slice(equals + 1))
    return isCredential ? pair.slice(0, equals + 1) : pair
  })
  return mark + cleaned.join('&')
}

/**
 * Puts back what stood in the file before: it is no secret of ours to take out, and saving another change must not
 * lose it. Only lines that are still as they were in `stored` are put back.
 */
export function keepStoredValues(cleaned: RequestDraft, typed: RequestDraft, stored: RequestDraft): RequestDraft {
  const keep = (after: readonly Field[], before: readonly Field[], old: readonly Field[]): Field[] =>
    after.map((field, index) => {
      const was = before[index]
      const isStored = was !== undefined && old.some(({ name, value }) => name === was.name && value === was.value)
      return isStored ? was : field
    })
  const isSameBody = JSON.stringify(typed.body) === JSON.stringify(stored.body)
  return {
    ...cleaned,
    url: typed.url === stored.url ? typed.url : cleaned.url,
    headers: keep(cleaned.headers, typed.headers, stored.headers),
    params: keep(cleaned.params, typed.params, stored.params),
    body: isSameBody ? typed.body : cleaned.body,
    notes: typed.notes === stored.notes ? typed.notes : cleaned.notes,
  }
}
