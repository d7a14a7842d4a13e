import { once } from 'node:events'
import http from 'node:http'
import { portOf } from './bendable-issuer.ts'

/** A reverse proxy on 127.0.0.1 that hands each request on under the server's own name, as a forwarded port does. */
export async function startForwarder(target: string) {
  const { host, hostname, port } = new URL(target)
  const server = http.createServer((request, response) => {
    const headers = { ...request.headers, host }
    const onward = http.request({ hostname, port, method: request.method, path: request.url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A server on 127.0.0.1 that sends every request on to another origin. */
export async function startRedirector(target: string) {
  const server = http.createServer((request, response) => {
    response.writeHead(307, { location: `${target}${request.url ?? ''}` }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A proxy on 127.0.0.1 that wants a sign-in of its own (RFC 9110 §15.5.8), and hands on what comes with it. */
export async function startGuardedProxy(target: string, user: string, password: string) {
  const { host, hostname, port } = new URL(target)
  const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const challenge = { 'proxy-authenticate': 'Basic realm="the way out"', 'content-length': '0' }
  const server = http.createServer((request, response) => {
    const { 'proxy-authorization': shown, ...others } = request.headers
    if (shown !== wanted) return void response.writeHead(407, challenge).end()
    const { pathname, search } = new URL(request.url ?? '/')
    const onward = http.request(
      { hostname, port, method: request.method, path: `${pathname}${search}`, headers: { ...others, host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.on('connect', (_request, socket) => {
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="the way out"\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${portOf(server)}`
  return {
    url,
    urlWithPassword: url.replace('//', `//${user}:${password}@`),
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
