import { errors, type TokenEndpointGrantContext } from 'oidc-provider'
import type { Person } from '../../people.ts'
import { isApiScope, isIdentityScope, knownScopes, type Scope } from '../../scopes.ts'
import { actorsOfTokens, type Actor } from '../actors.ts'
import { resourceOf, type Resources } from '../resources.ts'

export type GrantContext = TokenEndpointGrantContext<Record<string, unknown>>

export interface GrantParts {
  readonly resources: Resources
  readonly now: () => Date
}

/** A parameter that has to be there once, as text. Throws `invalid_request`. */
export function required(ctx: GrantContext, name: string): string {
  const value = ctx.oidc.params[name]
  if (typeof value === 'string' && value !== '') return value
  throw new errors.InvalidRequest(`${name} is missing`)
}

/** RFC 6749 §5.2, with the reason: oidc-provider's own `invalid_grant` keeps it to itself. */
export const invalidGrant = (reason: string): errors.OIDCProviderError =>
  new errors.CustomOIDCProviderError('invalid_grant', reason)

export function optional(ctx: GrantContext, name: string): string | undefined {
  const value = ctx.oidc.params[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

interface Wanted {
  readonly person: Person
  readonly scopes: readonly Scope[]
  /** Whom the client acts through (RFC 8693 §4.1); null: the person alone. */
  readonly actor: Actor | null
  readonly grantType: string
  /** Where the audience was named in the grant's own way. */
  readonly resource?: string
}

/** A grant of its own, so that what is revoked or reused ends no other. */
async function saveGrant(ctx: GrantContext, { resources }: GrantParts, { person, scopes, resource }: Wanted) {
  const { provider, client } = ctx.oidc
  const indicator = resource ?? resourceOf(ctx.oidc.params.resource, resources)
  const grant = new provider.Grant({ accountId: person.id, clientId: client.clientId })
  grant.addOIDCScope(scopes.filter(isIdentityScope).join(' '))
  grant.addResourceScope(indicator, scopes.filter(isApiScope).join(' '))
  return { indicator, grantId: await grant.save() }
}

/** An access token for the API, bound to nothing: these clients are public, and their tokens are bearer tokens. */
export async function issueAccessToken(ctx: GrantContext, parts: GrantParts, wanted: Wanted) {
  const { provider, client } = ctx.oidc
  const { indicator, grantId } = await saveGrant(ctx, parts, wanted)
  const token = new provider.AccessToken({
    accountId: wanted.person.id,
    client,
    grantId,
    gty: wanted.grantType,
    scope: wanted.scopes.filter(isApiScope).join(' '),
    resourceServer: new provider.ResourceServer(indicator, parts.resources.describe(indicator)),
  })
  if (wanted.actor !== null) actorsOfTokens.set(token, wanted.actor)
  ctx.oidc.entity('AccessToken', token)
  return { token, grantId, indicator, value: await token.save() }
}

/** The scopes of the request that this server knows; those of a first look at the API where none is asked for. */
export function scopesOf(ctx: GrantContext): Scope[] {
  return knownScopes(optional(ctx, 'scope') ?? 'orders:read')
}
