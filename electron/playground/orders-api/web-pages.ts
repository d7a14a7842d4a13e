import type { ServerResponse } from 'node:http'
import type { Door } from './doors/door.ts'
import type { Exchange } from './exchange.ts'
import type { Order } from './order.ts'
import { Refusal } from './problem.ts'
import type { Route } from './router.ts'

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)

function sendPage(response: ServerResponse, status: number, title: string, content: string): void {
  const bytes = Buffer.from(
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>` +
      `<body><h1>${title}</h1>${content}</body></html>\n`,
  )
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(bytes.length),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  })
  response.end(bytes)
}

/**
 * The shop's pages for people beside the API, as many have them: they know the session of the login door, and send
 * whoever has none to a login page, whatever token comes along.
 */
export function createWebPages(sessions: Door, listOrders: () => readonly Order[]): readonly Route[] {
  async function visitor(exchange: Exchange) {
    try {
      return await sessions.admit(exchange)
    } catch (thrown) {
      if (thrown instanceof Refusal) return null
      throw thrown
    }
  }

  return [
    {
      method: 'GET',
      path: '/web/orders',
      async answer(exchange) {
        const who = await visitor(exchange)
        if (who === null) {
          exchange.response.writeHead(302, { location: '/web/login?next=%2Fweb%2Forders', 'cache-control': 'no-store' })
          exchange.response.end()
          return
        }
        const own = listOrders().filter(({ customer }) => customer === who.id)
        const rows = own.map(({ id, sku, status }) => `<li>${escaped(`${id}: ${sku}, ${status}`)}</li>`)
        sendPage(exchange.response, 200, 'Your orders', `<ul>${rows.join('')}</ul>`)
      },
    },
    {
      method: 'GET',
      path: '/web/login',
      answer: ({ response }) =>
        sendPage(
          response,
          200,
          'Sign in to the shop',
          '<p>These are the pages for people. Programs log in at /with/session/login.</p>' +
            '<form><label>Name <input name="user"></label> <label>Password <input name="password" type="password"></label></form>',
        ),
    },
  ]
}
