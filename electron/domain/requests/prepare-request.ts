import type { RequestDraft } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { SecretText } from '../vault/secret-text.ts'
import { encodeBody } from './encode-body.ts'
import { assertSendable } from './header-rules.ts'
import { parseTarget } from './parse-target.ts'
import { fillTemplate, type Variables } from './variables.ts'
import { isNamed, revealed, type WireHeader, type WireRequest, type WireTarget } from './wire-request.ts'

export interface PrepareParts {
  readonly variables: Variables
  /** Claimcheck's own, for the User-Agent. */
  readonly version: string
  /** True when a profile's token goes with it: an Authorization line is held free for `withAuthorization`. */
  readonly carriesToken: boolean
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

function assertHeaders(typed: readonly WireHeader[], carriesToken: boolean): void {
  for (const [name, value] of typed) assertSendable(name, revealed(value))
  const repeated = carriesToken ? typed.find(([name]) => isNamed(name, 'Authorization')) : undefined
  if (repeated === undefined) return
  // Two credentials in one request make every answer ambiguous, so the person decides which one is meant.
  throw new ClaimcheckError('input.header_invalid', { name: repeated[0], reason: 'repeated-authorization' })
}

const heldFree = new SecretText('')

function lengthLine(method: string, body: Uint8Array | null): WireHeader[] {
  if (body !== null) return [['Content-Length', String(body.length)]]
  return methodsWithoutBody.has(method) ? [] : [['Content-Length', '0']]
}

/**
 * A draft with its variables filled in, as it goes on the wire: the typed lines in their order and case, and around
 * them what Claimcheck adds where nothing of that name was typed. Pure. Throws `input.variable_unknown` (all names at
 * once), `input.url_invalid`, `input.header_invalid` and `input.body_too_large`, all before anything is sent.
 */
export function prepareRequest(draft: RequestDraft, { variables, version, carriesToken }: PrepareParts): WireRequest {
  const { fill, unknown } = createFiller(variables)
  const url = fill(draft.url)
  const typed = typedHeaders(draft, fill)
  const { bytes: body, contentType } = encodeBody(draft.body, fill)
  if (unknown().length > 0) throw new ClaimcheckError('input.variable_unknown', { names: unknown() })

  const target = parseTarget(url)
  assertHeaders(typed, carriesToken)
  const isTyped = (name: string) => typed.some(([each]) => isNamed(each, name))
  // Node's client writes methods in capitals; saying so here keeps "what was sent" true.
  const method = draft.method.toUpperCase()
  const trailing: WireHeader[] = [
    ...(contentType === null ? [] : [['Content-Type', contentType] as const]),
    ...(isTyped('Transfer-Encoding') ? [] : lengthLine(method, body)),
  ]
  const headers: WireHeader[] = [
    ...automaticHeaders(target, version).filter(([name]) => !isTyped(name)),
    ...(carriesToken ? [['Authorization', heldFree] as const] : []),
    ...typed,
    ...trailing.filter(([name]) => !isTyped(name)),
  ]
  return { method, target, headers, body }
}

/** The same request with this whole Authorization value (scheme and credentials) in the line that is held for it. */
export function withAuthorization(request: WireRequest, authorization: SecretText): WireRequest {
  assertSendable('Authorization', authorization.reveal())
  const headers = request.headers.map(([name, value]): WireHeader =>
    isNamed(name, 'Authorization') ? [name, authorization] : [name, value],
  )
  return { ...request, headers }
}

/** The same request without a credential of a profile: for a request that was stopped before it got one. */
export const withoutAuthorization = (request: WireRequest): WireRequest => ({
  ...request,
  headers: request.headers.filter(([, value]) => value !== heldFree),
})
