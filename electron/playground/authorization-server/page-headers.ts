import type { Context, Middleware } from './middleware.ts'
import { pageStyleHash } from './pages/page-style.ts'

/** No script, no foreign asset, no frame; `script-src` stays empty so that oidc-provider can add its own form's hash. */
const policy = (formAction: string): string =>
  [
    "default-src 'none'",
    'script-src',
    `style-src '${pageStyleHash}'`,
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

export const pageHeaders: Middleware = async (ctx, next) => {
  ctx.set('Content-Security-Policy', policy("'self'"))
  ctx.set('X-Content-Type-Options', 'nosniff')
  ctx.set('Referrer-Policy', 'no-referrer')
  await next()
}

/** Browsers hold `form-action` against the redirects that follow a form too, and the last one goes to the app. */
export function allowFormToEndAt(ctx: Context, redirectUri: string): void {
  ctx.set('Content-Security-Policy', policy(`'self' ${new URL(redirectUri).origin}`))
}
