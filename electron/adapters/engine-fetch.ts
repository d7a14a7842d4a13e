import type { NoAnswerReason } from '../contract/exchanges.ts'
import type { ClientCertificate } from '../domain/credentials/client-certificate.ts'
import { targetOf } from '../domain/requests/parse-target.ts'
import type { ExchangeWhole } from '../domain/requests/whole-exchange.ts'
import { isNamed, type HeaderLine, type WireHeader, type WireRequest } from '../domain/requests/wire-request.ts'

export interface EngineFetchInit {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | URLSearchParams | Uint8Array | null
  readonly signal: AbortSignal
  readonly certificate: ClientCertificate | null
  /** Time for everything from connecting to the last byte. */
  readonly timeoutMs: number
  /** A longer body, after decoding, is no answer. */
  readonly limitBytes: number
}

/** A fetch over the one engine: no redirects, no cookies, no cache. Rejects with `EngineNoAnswer`. */
export type EngineFetch = (url: string, init: EngineFetchInit) => Promise<Response>

/** No answer came, or none that can be read; `message` is a sentence for people and holds no secret. */
export class EngineNoAnswer extends Error {
  override readonly name = 'EngineNoAnswer'
  readonly reason: NoAnswerReason
  constructor(reason: NoAnswerReason, message: string) {
    super(message)
    this.reason = reason
  }
}

const bodiless = new Set([204, 205, 304])
// They tell of the body as it came; what is handed out is decoded and whole.
const ofTheWire = /^(?:content-encoding|content-length|transfer-encoding)$/i

function bytesOf(body: EngineFetchInit['body']): { bytes: Uint8Array | null; type: string | null } {
  if (body === null) return { bytes: null, type: null }
  if (body instanceof Uint8Array) return { bytes: body, type: null }
  const isForm = body instanceof URLSearchParams
  const type = isForm ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'text/plain;charset=UTF-8'
  return { bytes: Buffer.from(body.toString(), 'utf8'), type }
}

function targetFrom(address: string): WireRequest['target'] {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new EngineNoAnswer('protocol', 'This is no address that can be asked over HTTP.')
  }
  return targetOf(url)
}

function wireRequest(address: string, { method, headers, body, certificate }: EngineFetchInit): WireRequest {
  const target = targetFrom(address)
  const { bytes, type } = bytesOf(body)
  const given = Object.entries(headers)
  const added: WireHeader[] = [
    ['Host', target.host],
    ['User-Agent', 'Claimcheck'],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip, deflate, br'],
    ['Connection', 'keep-alive'],
    ...(type === null ? [] : [['Content-Type', type] as const]),
    ...(bytes === null && !/^(?:POST|PUT|PATCH)$/i.test(method)
      ? []
      : [['Content-Length', String(bytes?.length ?? 0)] as const]),
  ]
  const missing = added.filter(([name]) => !given.some(([each]) => isNamed(each, name)))
  return { method: method.toUpperCase(), target, headers: [...missing, ...given], body: bytes, certificate }
}

function responseHeaders(lines: readonly HeaderLine[]): Headers {
  const headers = new Headers()
  for (const [name, value] of lines) if (!ofTheWire.test(name)) headers.append(name, value)
  return headers
}

/** Lets libraries that want a `fetch` speak over the engine of all other requests. */
export function createEngineFetch(exchangeWhole: ExchangeWhole): EngineFetch {
  return async (url, init) => {
    const { signal, timeoutMs, limitBytes } = init
    const request = wireRequest(url, init)
    const answer = await exchangeWhole(request, { signal, timeoutMs, limitBytes })
    if (answer.kind === 'no-answer') throw new EngineNoAnswer(answer.reason, answer.message)
    const { host } = request.target
    const { status, headers, body } = answer
    if (answer.isCut) throw new EngineNoAnswer('protocol', `The answer of ${host} is longer than ${limitBytes} bytes.`)
    // What `Response` can't hold: 1xx, and numbers that no standard knows.
    if (status < 200 || status > 599) {
      throw new EngineNoAnswer('protocol', `${host} answered with the status ${status}, which says nothing here.`)
    }
    const content = bodiless.has(status) ? null : Uint8Array.from(body)
    return new Response(content, { status, headers: responseHeaders(headers) })
  }
}
