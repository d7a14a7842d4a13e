import { errors, type ResourceServer } from 'oidc-provider'
import { ordersAudience } from '../demo-credentials.ts'
import { apiScopes } from '../scopes.ts'

export interface Resources {
  /** What tokens for this resource are like. Throws `invalid_target` (RFC 8707 §2). */
  readonly describe: (indicator: string) => ResourceServer
}

/** The Orders API, by its name or by any address of it (RFC 8707 §2: the most specific that the client knows). */
export function createResources(apiOrigins: readonly string[], accessTokenSeconds: () => number): Resources {
  function audienceOf(indicator: string): string {
    if (indicator === ordersAudience) return ordersAudience
    const origin = URL.canParse(indicator) ? new URL(indicator).origin : null
    if (origin !== null && apiOrigins.includes(origin)) return origin
    throw new errors.InvalidTarget('there is no such resource here')
  }

  return {
    describe: (indicator) => ({
      scope: apiScopes.join(' '),
      audience: audienceOf(indicator),
      accessTokenFormat: 'jwt',
      accessTokenTTL: accessTokenSeconds(),
      jwt: { sign: { alg: 'RS256' } },
    }),
  }
}

/** One API, so nobody has to send `resource` to get a token for it; of several the first is meant. */
export const defaultResource = (oneOf: readonly string[] | undefined): string => oneOf?.[0] ?? ordersAudience

/** What an authorisation asks for; oidc-provider has put the default into its parameters. */
export function resourcesIn({ resource }: Readonly<Record<string, unknown>>): readonly string[] {
  const named: unknown[] = Array.isArray(resource) ? resource : [resource]
  return named.filter((each) => typeof each === 'string')
}

/** The resource of a token request. Throws `invalid_target` for one that is not here. */
export function resourceOf(parameter: unknown, { describe }: Resources): string {
  const named = resourcesIn({ resource: parameter })
  for (const each of named) describe(each)
  return defaultResource(named)
}
