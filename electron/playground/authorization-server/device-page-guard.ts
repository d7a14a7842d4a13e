import type Provider from 'oidc-provider'
import type { Middleware } from './middleware.ts'
import { errorPage } from './pages/error-page.ts'

const longestCode = 20

/**
 * Keeps a code in the address out of reach of oidc-provider, which would send it off with a script: our page shows it.
 * And turns away forms of browsers that were never shown one, which oidc-provider stumbles over.
 */
export const guardDevicePage =
  (provider: Provider): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== '/device') return next()
    const code = ctx.query['user_code']
    if (ctx.method === 'GET' && typeof code === 'string') {
      ctx.state['userCode'] = code.slice(0, longestCode)
      ctx.query = {}
    }
    const cookie = ctx.cookies.get(provider.cookieName('session'))
    const isKnown = cookie !== undefined && (await provider.Session.find(cookie)) !== undefined
    if (ctx.method !== 'POST' || isKnown) return next()
    ctx.status = 400
    ctx.type = 'html'
    ctx.body = errorPage({
      title: 'This page is over',
      advice: 'The code was entered in another browser, or long ago. Open the address that the device shows once more.',
      code: 'session_not_found',
      detail: null,
    })
  }
