import type { OAuthWay } from '../../../electron/contract/oauth.ts'
import { aFreePort } from '../free-port.ts'
import { inBrowser } from '../token-builder.ts'
import type { RequestDraft } from '../../../electron/contract/requests.ts'

type Some = Partial<RequestDraft>

export const at = (path: string): Some => ({ url: `{{playgroundApi}}${path}` })
export const overTls = (path: string): Some => ({ url: `{{playgroundSecureApi}}${path}` })
export const orders = at('/orders')
const json = { kind: 'json', text: '{"sku":"TICKET-7","quantity":1}' } as const
export const newOrder: Some = { ...orders, method: 'POST', body: json }
export const newOrderWithPin: Some = { ...at('/with/step-up/orders'), method: 'POST', body: json }

/** With a line that a person typed. */
export const typed = (some: Some, name: string, value: string): Some => ({
  ...some,
  headers: [...(some.headers ?? []), { name, value, enabled: true }],
})

/** A redirect for a server that takes one path, at any port (RFC 8252 §7.3). */
export const onePort = async (): Promise<OAuthWay['grant']> => ({
  ...{ type: 'authorization_code', ...inBrowser, pushedRequest: 'never' },
  redirect: { by: 'fixed', host: '127.0.0.1', port: await aFreePort(), path: '/callback' },
})
