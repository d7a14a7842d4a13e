import { createServer } from 'node:http'

export interface BodyServer {
  readonly smallUrl: string
  /** Answers with 2 MB of JSON. */
  readonly largeUrl: string
  readonly close: () => Promise<void>
}

/** Reads whatever comes and answers with little or much JSON, on loopback. */
export async function startBodyServer(): Promise<BodyServer> {
  const order = (id: number) => ({ id, sku: `TICKET-${id}`, quantity: id % 7, note: 'for the gate on the east side' })
  const small = Buffer.from(JSON.stringify(order(1)))
  const large = Buffer.from(JSON.stringify(Array.from({ length: 26_000 }, (_, place) => order(place))))
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const body = request.url === '/large' ? large : small
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    smallUrl: `${origin}/small`,
    largeUrl: `${origin}/large`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
