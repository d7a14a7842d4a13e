import type Provider from 'oidc-provider'

/** What `provider.use` takes (a Koa middleware); oidc-provider's own routes come after it. */
export type Middleware = Parameters<Provider['use']>[0]
export type Context = Parameters<Middleware>[0]
