import { request } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { CustomFetch } from 'openid-client'

export interface Shown {
  readonly certificate: string
  readonly key: string
}

/** `fetch` for openid-client, for https to a server that this authority vouches for; the client may show a certificate. */
export const secureFetch =
  (authority: string, shown: Shown | null): CustomFetch =>
  (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const certificate = shown === null ? {} : { cert: shown.certificate, key: shown.key }
      const options = { method, headers: Object.fromEntries(new Headers(headers)), ca: authority, ...certificate }
      const asked = request(url, options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const received = Object.entries(answer.headersDistinct).map(([name, values]): [string, string] => [
            name,
            (values ?? []).join(', '),
          ])
          resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0, headers: received }))
        })
      })
      asked.on('error', reject)
      asked.end(typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : undefined)
    })

/** Whether the address is served with a certificate of the authority. */
export const isVouchedFor = (url: string, authority: string): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request(url, { ca: authority }, (answer) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- https answers come through TLS
      resolve((answer.socket as TLSSocket).authorized)
      answer.resume()
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
