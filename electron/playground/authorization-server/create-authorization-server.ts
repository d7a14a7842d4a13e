import type { RequestListener } from 'node:http'
import { Provider } from 'oidc-provider'
import type { Counters } from '../counters.ts'
import { askForOfflineAccess } from './ask-for-offline-access.ts'
import { configuration, type ConfigurationParts } from './configuration.ts'
import { createConsentMemory } from './consent-memory.ts'
import { countGrants } from './count-grants.ts'
import { guardDevicePage } from './device-page-guard.ts'
import { createDevicePolls } from './device-polls.ts'
import { registerGrants } from './grants/register-grants.ts'
import { createInteractionRoutes } from './interaction-routes.ts'
import { rememberAccessTokens, type IssuedTokens } from './issued-tokens.ts'
import { allowLoopbackCallbacks } from './loopback-redirect.ts'
import { tellMore } from './metadata.ts'
import { pageHeaders } from './page-headers.ts'
import { allowApiScopes } from './registered-scopes.ts'
import { tellRefreshLife } from './sign-in-life.ts'
import { provideUrlParse } from './url-parse.ts'

export interface AuthorizationServerParts extends ConfigurationParts {
  readonly issuer: string
  /** Where the same server answers over TLS; no slash at its end. */
  readonly secureBase: string
  readonly counters: Counters
  readonly now: () => Date
  readonly reportFault: (thrown: unknown) => void
}

/** An OpenID Connect provider (oidc-provider, in memory) with pages and grants of our own. */
export function createAuthorizationServer(
  parts: AuthorizationServerParts,
): { readonly listener: RequestListener } & IssuedTokens {
  const { issuer, secureBase, counters, now, reportFault, resources } = parts
  provideUrlParse()
  const provider = new Provider(issuer, configuration(parts))
  registerGrants(provider, { resources, now })
  allowLoopbackCallbacks(provider)
  allowApiScopes(provider)
  askForOfflineAccess(provider)
  countGrants(provider, counters)
  const issued = rememberAccessTokens(provider, parts.key.publicJwk)

  provider.use(pageHeaders)
  provider.use(async (ctx, next) => {
    if (ctx.method === 'POST' && ctx.path === '/token') counters.tokenRequests++
    await next()
  })
  provider.use(tellMore(issuer, secureBase))
  provider.use(tellRefreshLife)
  provider.use(
    createDevicePolls({
      nowMs: () => now().getTime(),
      onPoll(answer) {
        counters.devicePolls++
        if (answer === 'slow_down') counters.slowDowns++
      },
    }),
  )
  provider.use(guardDevicePage(provider))
  provider.use(createInteractionRoutes(provider, createConsentMemory()))

  provider.on('server_error', (_ctx, problem) => reportFault(problem))
  // Koa's own hook for what no route caught, such as a connection that ended in the middle of an answer.
  Object.assign(provider, { onerror: reportFault })
  const answer = provider.callback()
  return { ...issued, listener: (request, response) => void answer(request, response) }
}
