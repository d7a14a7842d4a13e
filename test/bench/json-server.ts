import { createServer } from 'node:http'

export interface JsonServer {
  readonly url: string
  /** What the next answer will hold, as nothing before it did. */
  readonly nextMarker: () => string
  readonly close: () => Promise<void>
}

/** Small JSON on loopback, as quickly as Node can: what is measured is the client. */
export async function startJsonServer(): Promise<JsonServer> {
  let answered = 0
  const markerOf = (place: number) => `answer-${place}-end`
  const server = createServer((_request, response) => {
    const body = JSON.stringify({ marker: markerOf(answered), orders: [{ id: 7, sku: 'TICKET-7', quantity: 2 }] })
    answered += 1
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return {
    url: `http://127.0.0.1:${address.port}/orders`,
    nextMarker: () => markerOf(answered),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
