import { errors } from 'oidc-provider'
import { ordersAudience } from '../../demo-credentials.ts'
import { findPerson } from '../../people.ts'
import { isApiScope, knownScopes } from '../../scopes.ts'
import type { Actor } from '../actors.ts'
import { tokenExchangeGrant } from '../grant-types.ts'
import { issueAccessToken, optional, required, type GrantContext, type GrantParts } from './issue.ts'

const typeOf = (name: string) => `urn:ietf:params:oauth:token-type:${name}`
/** Access tokens are JWTs here, so either name is right (RFC 8693 §3). */
const accessTokenTypes = [typeOf('access_token'), typeOf('jwt')]

/** A live access token of this server, whoever it was issued to. Throws `invalid_request` (RFC 8693 §2.2.2). */
async function findTraded(ctx: GrantContext, which: 'subject_token' | 'actor_token') {
  const value = required(ctx, which)
  const type = required(ctx, `${which}_type`)
  if (!accessTokenTypes.includes(type)) {
    throw new errors.InvalidRequest(`${which}_type is not supported: use ${accessTokenTypes[0]}`)
  }
  const { AccessToken, ClientCredentials } = ctx.oidc.provider
  const found = (await AccessToken.find(value)) ?? (await ClientCredentials.find(value))
  if (found === undefined) throw new errors.InvalidRequest(`${which} is not a live access token of this server`)
  return found
}
type Traded = Awaited<ReturnType<typeof findTraded>>

const subOf = (token: Traded): string => ('accountId' in token ? token.accountId : (token.clientId ?? ''))

function actorIn({ extra }: Traded): Actor | undefined {
  const act: unknown = extra?.['act']
  const isActor = (value: unknown): value is Actor =>
    typeof value === 'object' && value !== null && 'sub' in value && typeof value.sub === 'string'
  return isActor(act) ? act : undefined
}

/** Only less than the subject's token allows, never more (RFC 8693 §2.1). */
function narrow(ctx: GrantContext, subject: Traded): string {
  const has = (subject.scope ?? '').split(' ').filter(Boolean)
  const asked = optional(ctx, 'scope')
  if (asked === undefined) return has.join(' ')
  const more = asked.split(' ').filter((scope) => !has.includes(scope))
  if (more.length > 0) throw new errors.InvalidScope('the subject token does not have that scope', more.join(' '))
  return asked
}

/** The API by the name that the client has for it. Throws `invalid_target`. */
function audienceOf(ctx: GrantContext): { readonly resource: string } | undefined {
  const audience = optional(ctx, 'audience')
  if (audience === undefined) return undefined
  if (audience === ordersAudience) return { resource: ordersAudience }
  throw new errors.InvalidTarget('there is no such audience here')
}

/**
 * The robot trades a person's token for one that says both: about the person, used by the robot (RFC 8693 §4.1).
 * Without an actor token the client itself is the actor.
 */
export const tokenExchangeHandler = (parts: GrantParts) => async (ctx: GrantContext) => {
  const requested = optional(ctx, 'requested_token_type')
  if (requested !== undefined && !accessTokenTypes.includes(requested)) {
    throw new errors.InvalidRequest('requested_token_type is not supported: this server issues access tokens only')
  }
  const subject = await findTraded(ctx, 'subject_token')
  const person = findPerson(subOf(subject))
  if (person === undefined) throw new errors.InvalidRequest('subject_token is not about a person')
  const hasActor = optional(ctx, 'actor_token') !== undefined
  if (!hasActor && optional(ctx, 'actor_token_type') !== undefined) {
    throw new errors.InvalidRequest('actor_token_type came without actor_token')
  }
  const acting = hasActor ? subOf(await findTraded(ctx, 'actor_token')) : ctx.oidc.client.clientId
  const before = actorIn(subject)
  const { token, value } = await issueAccessToken(ctx, parts, {
    person,
    scopes: knownScopes(narrow(ctx, subject)).filter(isApiScope),
    actor: { sub: acting, ...(before !== undefined && { act: before }) },
    grantType: tokenExchangeGrant,
    ...audienceOf(ctx),
  })
  ctx.body = {
    access_token: value,
    issued_token_type: requested ?? accessTokenTypes[0],
    token_type: token.tokenType,
    expires_in: token.expiration,
    scope: token.scope,
  }
}
