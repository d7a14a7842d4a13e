import { findByPassword, type Person } from '../../people.ts'
import { isIdentityScope, type Scope } from '../../scopes.ts'
import { claimsOf } from '../account.ts'
import { invalidGrant, issueAccessToken, required, scopesOf, type GrantContext, type GrantParts } from './issue.ts'

/** The ID token of someone who has just shown a password. */
async function issueIdToken(ctx: GrantContext, person: Person, scopes: readonly Scope[], authTime: number) {
  const idToken = new ctx.oidc.provider.IdToken({ ...claimsOf(person), auth_time: authTime }, { ctx })
  Object.assign(idToken, { scope: scopes.filter(isIdentityScope).join(' ') })
  return idToken.issue({ use: 'idtoken' })
}

/** RFC 6749 §4.3, removed in OAuth 2.1. Answers with a refresh token, and an ID token where `openid` is asked for. */
export const passwordGrant = (parts: GrantParts) => async (ctx: GrantContext) => {
  const { provider, client } = ctx.oidc
  const person = findByPassword(required(ctx, 'username'), required(ctx, 'password'))
  if (person === undefined) throw invalidGrant('the user name or the password is wrong')
  const scopes = scopesOf(ctx)
  const authTime = Math.floor(parts.now().getTime() / 1000)
  const wanted = { person, scopes, actor: null, grantType: 'password' }
  const { token, value, grantId, indicator } = await issueAccessToken(ctx, parts, wanted)
  const refreshToken = new provider.RefreshToken({
    accountId: person.id,
    client,
    grantId,
    gty: 'password',
    resource: indicator,
    rotations: 0,
    scope: scopes.join(' '),
    authTime,
  })
  ctx.oidc.entity('RefreshToken', refreshToken)
  ctx.body = {
    access_token: value,
    expires_in: token.expiration,
    token_type: token.tokenType,
    scope: token.scope,
    refresh_token: await refreshToken.save(),
    ...(scopes.includes('openid') && { id_token: await issueIdToken(ctx, person, scopes, authTime) }),
  }
}
