import type { RequestDraft } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { encodeBody } from './encode-body.ts'
import { assertSendable } from './header-rules.ts'
import { parseTarget } from './parse-target.ts'
import { fillTemplate, type Variables } from './variables.ts'
import { isNamed, revealed, type WireHeader, type WireRequest, type WireTarget } from './wire-request.ts'
import { assertPlaceIsFree, type Place } from '../credentials/carry.ts'

export interface PrepareParts {
  readonly variables: Variables
  /** Claimcheck's own, for the User-Agent. */
  readonly version: string
  /** Where a profile's credential will stand; a typed one in the same place is refused. */
  readonly place: Place | null
}

// A body is not expected with these (RFC 9110 §9.3), so no Content-Length: 0 is due without one (§8.6).
const methodsWithoutBody = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'])

/** Fills every text of a draft with one set of variables and remembers each name that none of them has. */
export function createFiller(variables: Variables) {
  const unknown = new Set<string>()
  return {
    fill: (text: string): string => {
      const filled = fillTemplate(text, variables)
      for (const name of filled.unknown) unknown.add(name)
      return filled.text
    },
    unknown: (): string[] => [...unknown],
  }
}

function typedHeaders(draft: RequestDraft, fill: (text: string) => string): WireHeader[] {
  return draft.headers
    .filter(({ enabled, name, value }) => enabled && (name.trim() !== '' || value !== ''))
    .map(({ name, value }) => [fill(name).trim(), fill(value)] as const)
}

/** The lines that Claimcheck adds by itself before the typed ones, for a request to `target`. */
export function automaticHeaders(target: WireTarget, version: string): WireHeader[] {
  return [
    ['Host', target.host],
    ['User-Agent', `Claimcheck/${version}`],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip, deflate, br'],
    ['Connection', 'keep-alive'],
  ]
}

function lengthLine(method: string, body: Uint8Array | null): WireHeader[] {
  if (body !== null) return [['Content-Length', String(body.length)]]
  return methodsWithoutBody.has(method) ? [] : [['Content-Length', '0']]
}

/**
 * A draft with its variables filled in, as it goes on the wire: the typed lines in their order and case, and around
 * them what Claimcheck adds where nothing of that name was typed. Pure. Throws `input.variable_unknown` (all names at
 * once), `input.url_invalid`, `input.header_invalid`, `input.invalid` and `input.body_too_large`, all before anything is
 * sent. A profile's credential is not in it: `Credential.place` puts it in, anew for each step on the wire.
 */
export function prepareRequest(draft: RequestDraft, { variables, version, place }: PrepareParts): WireRequest {
  const { fill, unknown } = createFiller(variables)
  const url = fill(draft.url)
  const typed = typedHeaders(draft, fill)
  const { bytes: body, contentType } = encodeBody(draft.body, fill)
  if (unknown().length > 0) throw new ClaimcheckError('input.variable_unknown', { names: unknown() })

  const target = parseTarget(url)
  for (const [name, value] of typed) assertSendable(name, revealed(value))
  const isTyped = (name: string) => typed.some(([each]) => isNamed(each, name))
  // Node's client writes methods in capitals; saying so here keeps "what was sent" true.
  const method = draft.method.toUpperCase()
  const trailing: WireHeader[] = [
    ...(contentType === null ? [] : [['Content-Type', contentType] as const]),
    ...(isTyped('Transfer-Encoding') ? [] : lengthLine(method, body)),
  ]
  const headers: WireHeader[] = [
    ...automaticHeaders(target, version).filter(([name]) => !isTyped(name)),
    ...typed,
    ...trailing.filter(([name]) => !isTyped(name)),
  ]
  const prepared: WireRequest = { method, target, headers, body, certificate: null }
  if (place !== null) assertPlaceIsFree(prepared, place)
  return prepared
}
