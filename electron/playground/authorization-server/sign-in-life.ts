import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { jwtBearerGrant, tokenExchangeGrant } from './grant-types.ts'
import type { Middleware } from './middleware.ts'

type Lifetimes = NonNullable<Configuration['ttl']>

const daySeconds = 24 * 60 * 60
/** More than any sign-in lasts, so that no refresh token outlives the grant that it belongs to. */
const grantSeconds = 15 * daySeconds
const shortestSeconds = 1
/** What a client gets with these says nothing of a sign-in, and outlives any. */
const withoutSignIn: readonly unknown[] = [jwtBearerGrant, tokenExchangeGrant]

export interface SignInLifeParts {
  readonly accessTokenSeconds: () => number
  /** Of sign-ins from now on; one that has begun ends when it was told that it would. */
  readonly signInSeconds: () => number
}

/**
 * How long everything lives. A sign-in ends at an instant of its own, as under Keycloak's "SSO Session Max": refreshes do
 * not move it, the refresh tokens that they give live as long as is left of it, and so does no access token longer.
 */
export function lifetimes({ accessTokenSeconds, signInSeconds }: SignInLifeParts): Lifetimes {
  const leftSeconds = (ctx: KoaContextWithOIDC): number => {
    // A second may have gone by since it was found to be good.
    const left = ctx.oidc.entities.RotatedRefreshToken?.remainingTTL
    return left === undefined ? signInSeconds() : Math.max(shortestSeconds, left)
  }
  return {
    AccessToken: (ctx, token) =>
      withoutSignIn.includes(token.gty) ? accessTokenSeconds() : Math.min(accessTokenSeconds(), leftSeconds(ctx)),
    ClientCredentials: accessTokenSeconds,
    AuthorizationCode: 60,
    DeviceCode: 10 * 60,
    IdToken: 60 * 60,
    Interaction: 60 * 60,
    Grant: grantSeconds,
    RefreshToken: leftSeconds,
    Session: signInSeconds,
  }
}

/** Says beside each refresh token how long it is good for, as Keycloak does: `refresh_expires_in`, in seconds. */
export const tellRefreshLife: Middleware = async (ctx, next) => {
  await next()
  const { body } = ctx
  if (ctx.path !== '/token' || typeof body !== 'object' || body === null || !('refresh_token' in body)) return
  const seconds: unknown = ctx['oidc']?.entities?.RefreshToken?.remainingTTL
  if (typeof seconds === 'number') ctx.body = { ...body, refresh_expires_in: seconds }
}
