import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Server } from 'node:net'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'

export interface Bent {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | object
}
type Answered = Bent | 'hang' | 'reset'
type Answer = (request: {
  url: string
  form: URLSearchParams
  headers: IncomingMessage['headers']
}) => Answered | Promise<Answered>

const keys = generateKeyPair('ES256', { extractable: true })
export const strangerKeys = generateKeyPair('ES256', { extractable: true })

/** The port of a server that listens. */
export function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('this server does not listen on a port')
  return address.port
}

/** A small authorisation server on 127.0.0.1 whose every answer a test can bend. An unexpected call is a 599. */
export async function aBendableIssuer() {
  const calls: { path: string; form: URLSearchParams; headers: IncomingMessage['headers'] }[] = []
  const answers = new Map<string, Answer>()

  async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const form = await readForm(request)
    calls.push({ path, form, headers: request.headers })
    const given = await answers.get(path)?.({ url: path, form, headers: request.headers })
    const answer = given ?? { status: 599, body: 'unexpected' }
    if (answer === 'hang') return
    if (answer === 'reset') {
      request.socket.destroy()
      return
    }
    const isText = typeof answer.body === 'string'
    response.writeHead(answer.status ?? 200, {
      'content-type': isText ? 'text/html' : 'application/json',
      ...answer.headers,
    })
    response.end(isText ? answer.body : JSON.stringify(answer.body))
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((thrown: unknown) => response.destroy(thrown instanceof Error ? thrown : undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${portOf(server)}`
  const { publicKey, privateKey } = await keys

  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  }
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', use: 'sig', alg: 'ES256' }
  /** Forgets what was bent, and what was asked. */
  function reset(): void {
    calls.length = 0
    answers.clear()
    answers.set('/.well-known/openid-configuration', () => ({ body: metadata }))
    answers.set('/jwks', () => ({ body: { keys: [jwk] } }))
  }
  reset()

  return {
    issuer,
    metadata,
    calls,
    reset,
    answer: (path: string, answer: Answer | Bent): void =>
      void answers.set(path, typeof answer === 'function' ? answer : () => answer),
    /** An ID token for alice that is good but for what is said; a member that is undefined is left out. */
    async idToken(claims: Record<string, unknown>, header: Record<string, unknown> = {}, key = privateKey) {
      const seconds = Math.floor(Date.now() / 1000)
      const standard = { iss: issuer, sub: 'alice', aud: 'desktop', iat: seconds, exp: seconds + 300 }
      return new CompactSign(Buffer.from(JSON.stringify({ ...standard, ...claims })))
        .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
        .sign(key, { crit: { x: true } })
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
export type BendableIssuer = Awaited<ReturnType<typeof aBendableIssuer>>
