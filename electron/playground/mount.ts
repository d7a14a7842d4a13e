import type { RequestListener } from 'node:http'

/** Where the authorisation server answers on the secure address, which it shares with the Orders API. */
export const authorizationServerPath = '/authorization-server'

/** Sends what is below the path to one listener, with the path taken off as Express does, and the rest to another. */
export const mount =
  (path: string, below: RequestListener, otherwise: RequestListener): RequestListener =>
  (request, response) => {
    const { url = '/' } = request
    if (!url.startsWith(`${path}/`)) return otherwise(request, response)
    request.url = url.slice(path.length)
    below(Object.assign(request, { originalUrl: url }), response)
  }
