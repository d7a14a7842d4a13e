import type { Middleware } from './middleware.ts'

const words = (parameter: string | string[] | undefined): string[] =>
  typeof parameter === 'string' ? parameter.split(' ').filter(Boolean) : []

/**
 * oidc-provider drops offline_access unless `prompt` asks for consent (OpenID Connect Core §11). Native clients are
 * asked for consent each time anyway (RFC 8252 §8.6), so the playground says it for those who left it out.
 */
export const askForOfflineAccess: Middleware = async (ctx, next) => {
  const { scope, prompt } = ctx.query
  const prompts = words(prompt)
  const isLeftOut = !prompts.includes('none') && !prompts.includes('consent')
  if (ctx.path === '/auth' && words(scope).includes('offline_access') && isLeftOut) {
    ctx.query = { ...ctx.query, prompt: [...prompts, 'consent'].join(' ') }
  }
  await next()
}
