import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { portOf } from '../../support/bendable-issuer.ts'
import { refreshedTokens } from '../../support/refresh-answers.ts'

const json = JSON.stringify(refreshedTokens)
const head = (...lines: readonly string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')
const type = 'Content-Type: application/json'
const zipped = gzipSync(json)

/** Sends the bytes one by one, slower than anybody waits. */
function drip(socket: Socket, text: string): void {
  let sent = 0
  const timer = setInterval(() => {
    if (socket.destroyed || sent >= text.length) clearInterval(timer)
    else socket.write(text.slice(sent, (sent += 1)))
  }, 100)
}

/** What may become of the connection once the server has read the request; no answer that can be read comes of any. */
export const brokenConnections: Readonly<Record<string, (socket: Socket) => void>> = {
  'a reset before a byte': (socket) => void socket.resetAndDestroy(),
  'an end before a byte': (socket) => void socket.end(),
  'half a status line': (socket) => void socket.end('HTTP/1.1 2'),
  'a head without its end': (socket) => void socket.end(`HTTP/1.1 200 OK\r\n${type}\r\n`),
  'a head, then a reset': (socket) =>
    void socket.write(head(type, `Content-Length: ${json.length}`), () => void socket.resetAndDestroy()),
  'half a body, then a reset': (socket) =>
    void socket.write(`${head(type, `Content-Length: ${json.length}`)}${json.slice(0, 40)}`, () => {
      socket.resetAndDestroy()
    }),
  'half a body, then the end': (socket) =>
    void socket.end(`${head(type, `Content-Length: ${json.length}`)}${json.slice(0, 40)}`),
  'half a body, then silence': (socket) =>
    void socket.write(`${head(type, `Content-Length: ${json.length}`)}${json.slice(0, 40)}`),
  'a head, then silence': (socket) => void socket.write(head(type, `Content-Length: ${json.length}`)),
  'a byte each tenth of a second': (socket) => drip(socket, head(type, `Content-Length: ${json.length}`) + json),
  'chunks without a last one': (socket) =>
    void socket.end(`${head(type, 'Transfer-Encoding: chunked')}${json.length.toString(16)}\r\n${json}\r\n`),
  'a chunk that is no chunk': (socket) => void socket.end(`${head(type, 'Transfer-Encoding: chunked')}zz\r\n${json}`),
  'a zipped body that is cut': (socket) => {
    socket.write(head(type, 'Content-Encoding: gzip', `Content-Length: ${zipped.length - 9}`))
    socket.end(zipped.subarray(0, -9))
  },
  'a body that says it is zipped': (socket) =>
    void socket.end(`${head(type, 'Content-Encoding: gzip', `Content-Length: ${json.length}`)}${json}`),
  'two lengths': (socket) =>
    void socket.end(`${head(type, `Content-Length: ${json.length}`, 'Content-Length: 7')}${json}`),
  'no HTTP at all': (socket) => void socket.end('220 mail.example.test ESMTP\r\n'),
  'continue, then silence': (socket) => void socket.write('HTTP/1.1 100 Continue\r\n\r\n'),
}

/** A token endpoint that breaks its connections in one way. */
export async function aBrokenEndpoint(breakIt: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined) // it is there to be broken
    socket.once('data', () => breakIt(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}/token`,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
