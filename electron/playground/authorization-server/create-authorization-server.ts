import type { RequestListener } from 'node:http'
import { Provider } from 'oidc-provider'
import { configuration, type ConfigurationParts } from './configuration.ts'
import { createConsentMemory } from './consent-memory.ts'
import { createInteractionRoutes } from './interaction-routes.ts'
import { apiScopes, identityScopes } from '../scopes.ts'
import { allowLoopbackCallbacks } from './loopback-redirect.ts'
import { pageHeaders } from './page-headers.ts'
import { askForOfflineAccess } from './ask-for-offline-access.ts'
import { provideUrlParse } from './url-parse.ts'

export interface AuthorizationServerParts extends ConfigurationParts {
  readonly issuer: string
  readonly onTokenRequest: () => void
  readonly onRefresh: (outcome: 'refreshed' | 'refused') => void
  readonly reportFault: (thrown: unknown) => void
}

/** An OpenID Connect provider (oidc-provider, in memory) with a login and a consent page of our own. */
export function createAuthorizationServer(parts: AuthorizationServerParts): RequestListener {
  const { issuer, onTokenRequest, onRefresh, reportFault } = parts
  provideUrlParse()
  const provider = new Provider(issuer, configuration(parts))
  allowLoopbackCallbacks(provider)

  provider.use(pageHeaders)
  provider.use(async (ctx, next) => {
    if (ctx.method === 'POST' && ctx.path === '/token') onTokenRequest()
    await next()
  })
  provider.use(async (ctx, next) => {
    await next()
    // oidc-provider lists the identity scopes only; a person who fills in a profile wants to see the API's too.
    if (ctx.path.startsWith('/.well-known/')) {
      ctx.body = { ...ctx.body, scopes_supported: [...identityScopes, ...apiScopes] }
    }
  })
  provider.use(askForOfflineAccess)
  provider.use(createInteractionRoutes(provider, createConsentMemory()))

  provider.on('grant.success', ({ oidc }) => {
    if (oidc.params?.['grant_type'] === 'refresh_token') onRefresh('refreshed')
  })
  provider.on('grant.error', ({ oidc }) => {
    if (oidc.params?.['grant_type'] === 'refresh_token') onRefresh('refused')
  })
  provider.on('server_error', (_ctx, problem) => reportFault(problem))
  // Koa's own hook for what no route caught, such as a connection that ended in the middle of an answer.
  Object.assign(provider, { onerror: reportFault })
  const answer = provider.callback()
  return (request, response) => void answer(request, response)
}
