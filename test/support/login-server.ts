import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createWholeExchange } from '../../electron/adapters/whole-exchange.ts'
import type { TraceEntry } from '../../electron/contract/sign-in.ts'
import type { WayOf } from '../../electron/contract/ways.ts'
import type { ProfileBy } from '../../electron/domain/profiles/profile.ts'
import type { ProviderCall } from '../../electron/domain/sign-in/provider.ts'
import { portOf } from './bendable-issuer.ts'
import { aProfile } from './token-builder.ts'

interface LoginCall {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}
export interface LoginReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | object
}

/** A server with a login of its own on 127.0.0.1, whose answers a test decides; an unexpected call is a 599. */
export async function aLoginServer() {
  const calls: LoginCall[] = []
  const replies = new Map<string, (call: LoginCall) => LoginReply | 'hang' | 'reset'>()
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const call = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
      calls.push(call)
      const reply = replies.get(call.url.split('?')[0] ?? '')?.(call) ?? { status: 599 }
      if (reply === 'hang') return
      if (reply === 'reset') return void request.socket.destroy()
      const { status = 200, headers = {}, body: answer = '' } = reply
      const isText = typeof answer === 'string'
      response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers })
      response.end(isText ? answer : JSON.stringify(answer))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${portOf(server)}`
  return {
    origin,
    calls,
    reply: (path: string, answer: LoginReply | 'hang' | 'reset' | ((call: LoginCall) => LoginReply)): void =>
      void replies.set(path, typeof answer === 'function' ? answer : () => answer),
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Without a proxy, over real sockets. */
export const exchangeWholeDirectly = createWholeExchange({
  resolveProxy: async () => null,
  monotonicMs: () => performance.now(),
})

type CustomWay = WayOf<'custom_login'>

/** A login that posts JSON and gives `token`. */
export const aCustomWay = (url: string, some: Partial<CustomWay> = {}): CustomWay => ({
  kind: 'custom_login',
  username: 'alice',
  login: {
    request: {
      method: 'POST',
      url,
      headers: [],
      body: { kind: 'json', text: '{"user": "{{username}}", "password": "{{password}}"}' },
    },
    answer: { token: { from: 'json', path: '$.token' }, refresh: null, lifetime: { by: 'unknown' } },
  },
  refresh: null,
  carriage: { in: 'header', name: 'Authorization', prefix: 'Bearer ' },
  ...some,
})

export const aCustomProfile = (way: CustomWay): ProfileBy<'custom_login'> => ({ ...aProfile(), way })

/** A call whose trace a test can read, and which it can cancel. */
export function aTracedCall() {
  const entries: TraceEntry[] = []
  const controller = new AbortController()
  const call: ProviderCall = {
    signal: controller.signal,
    trace: {
      record: (entry) => void entries.push(entry),
      blame(problem) {
        const last = entries.at(-1)
        if (last !== undefined) last.problem ??= problem
      },
    },
  }
  return { entries, controller, call }
}
