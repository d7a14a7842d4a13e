import * as openid from 'openid-client'
import type { OAuthClient } from '../../electron/domain/profiles/resolve-client.ts'
import type { TokenSet } from '../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { followSignIn } from './oidc-server.ts'

export const aClient = (issuer: string, some: Partial<OAuthClient> = {}): OAuthClient => ({
  ...{ issuer, endpoints: null, clientId: 'public', authentication: 'none', secret: null, key: null, signing: null },
  ...{ certificate: null, dpop: null, extraParameters: [] },
  ...some,
})

/** Signs alice in with the authorisation code at a server where everybody is alice. */
export async function tokensOfAlice(
  client: OAuthClient,
  { redirectUri, scope, resource }: { redirectUri: string; scope: string; resource?: string },
): Promise<TokenSet> {
  const authentication = client.secret === null ? openid.None() : openid.ClientSecretBasic(client.secret.reveal())
  const config = await openid.discovery(new URL(client.issuer), client.clientId, undefined, authentication, {
    execute: [openid.allowInsecureRequests],
  })
  const codeVerifier = openid.randomPKCECodeVerifier()
  const asked = { ...(resource !== undefined && { resource }) }
  const callback = await followSignIn(
    openid.buildAuthorizationUrl(config, {
      ...{ redirect_uri: redirectUri, scope, code_challenge_method: 'S256', ...asked },
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
    }),
  )
  const proof = client.dpop === null ? {} : { DPoP: openid.getDPoPHandle(config, client.dpop) }
  const checks = { pkceCodeVerifier: codeVerifier }
  const answer = await openid.authorizationCodeGrant(config, callback, checks, asked, proof)
  const secretOrNull = (token: string | undefined) => (token === undefined ? null : new SecretText(token))
  const now = new Date()
  return {
    accessToken: new SecretText(answer.access_token),
    refreshToken: secretOrNull(answer.refresh_token),
    idToken: secretOrNull(answer.id_token),
    tokenType: answer.token_type,
    scopes: (answer.scope ?? scope).split(' '),
    obtainedAt: now,
    expiresAt: new Date(now.getTime() + (answer.expires_in ?? 0) * 1000),
    expirySource: 'expires_in',
    refreshEnds: null,
    issuer: client.issuer,
    clientId: client.clientId,
    refreshCount: 0,
  }
}
