import type { RequestListener } from 'node:http'

/**
 * Lets only requests through that call this server by its own address (RFC 9110 §7.4 answers 421 to others).
 * A page that rebinds its own name to 127.0.0.1 still says its own name in `Host`.
 */
export const guardHost =
  (host: string, listener: RequestListener): RequestListener =>
  (request, response) => {
    if (request.headers.host === host) {
      listener(request, response)
      return
    }
    // The rest of the body is not read, so the connection can't be used again.
    response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end(`This server answers as ${host} only.\n`)
  }
