import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage, ServerResponse } from 'node:http'

interface Seen {
  readonly url: string
  readonly authorization: string
  readonly sent: () => string
  readonly location: () => string
  readonly answered: () => string
}

const secretNames =
  /^(code|state|nonce|code_verifier|access_token|refresh_token|id_token|client_secret|client_assertion|assertion|device_code|subject_token|actor_token|password|username)$/

/** Keeps what passes through a stream's method, and lets it pass. */
function overhear(owner: object, name: string): () => string {
  const chunks: Buffer[] = []
  const pass: unknown = Reflect.get(owner, name)
  if (typeof pass !== 'function') throw new TypeError(`there is no ${name} to overhear`)
  Reflect.set(owner, name, (...args: unknown[]): unknown => {
    const [chunk] = args
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
    return Reflect.apply(pass, owner, args)
  })
  return () => Buffer.concat(chunks).toString('utf8')
}

function* valuesIn(query: string): Generator<[string, string]> {
  for (const pair of new URLSearchParams(query)) yield pair
}

function* valuesOf({ url, authorization, sent, location, answered }: Seen): Generator<[string, string]> {
  yield* valuesIn(url.split('?')[1] ?? '')
  yield* valuesIn(location().split('?')[1] ?? '')
  yield* valuesIn(sent())
  const basic = /^Basic (.+)$/.exec(authorization)?.[1]
  if (basic !== undefined) {
    const [, secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
    // An API's password may hold what is no encoding.
    yield ['client_secret', new URLSearchParams(`v=${secret}`).get('v') ?? secret]
  }
  if (!answered().startsWith('{')) return
  const answer: unknown = JSON.parse(answered())
  if (typeof answer !== 'object' || answer === null) return
  for (const [name, value] of Object.entries(answer)) {
    // A `code` in an answer is a word for what went wrong.
    if (typeof value === 'string' && /_token$|^device_code$/.test(name)) yield [name, value]
  }
}

/** Overhears every HTTP server of this process, and names the secrets that came by: the server's side of the story. */
export function tapServers() {
  const seen: Seen[] = []

  function onRequest(message: unknown): void {
    // What Node publishes on this channel (https://nodejs.org/api/diagnostics_channel.html#http).
    if (typeof message !== 'object' || message === null || !('request' in message) || !('response' in message)) return
    const { request, response } = message
    if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse)) return
    const written = overhear(response, 'write')
    const ended = overhear(response, 'end')
    seen.push({
      url: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      sent: overhear(request, 'push'),
      location: () => String(response.getHeader('location') ?? ''),
      answered: () => written() + ended(),
    })
  }
  subscribe('http.server.request.start', onRequest)

  return {
    stop: (): void => void unsubscribe('http.server.request.start', onRequest),
    /** Each secret value by what it is; of a JWT its parts as well, without the header, which is the same in all. */
    secrets(): Map<string, string> {
      const secrets = new Map<string, string>()
      for (const [name, value] of seen.flatMap((each) => [...valuesOf(each)])) {
        if (!secretNames.test(name) || value.length < 12) continue
        secrets.set(value, name)
        const [, payload, signature] = value.startsWith('eyJ') ? value.split('.') : []
        if (payload !== undefined) secrets.set(payload, `the claims of an ${name}`)
        if (signature !== undefined) secrets.set(signature, `the signature of an ${name}`)
      }
      return secrets
    },
  }
}
