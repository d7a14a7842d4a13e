import { errors, type Configuration } from 'oidc-provider'
import { findPerson, rolesOfClient } from '../people.ts'
import { apiScopes, identityScopes } from '../scopes.ts'
import type { SigningKey } from '../signing-key.ts'
import { ordersAudience } from '../starter.ts'
import { clients } from './clients.ts'
import { loginPolicy } from './login-policy.ts'
import { createMemoryAdapter } from './memory-adapter.ts'
import { renderErrorPage } from './pages/error-page.ts'
import { renderSignedOutPage, renderSignOutPage } from './pages/sign-out-pages.ts'

/** A client may ask about and revoke its own tokens, and no other's (RFC 7009 §2.1, RFC 7662 §4). */
const isOwnToken = (_ctx: unknown, client: { clientId: string }, token: { clientId?: string | undefined }): boolean =>
  token.clientId === client.clientId

const daySeconds = 24 * 60 * 60

export interface ConfigurationParts {
  readonly key: SigningKey
  readonly accessTokenSeconds: () => number
}

/** Everything oidc-provider is told. What is not switched on here is not offered. */
export const configuration = ({ key, accessTokenSeconds }: ConfigurationParts): Configuration => ({
  adapter: createMemoryAdapter(Date.now),
  clients,
  clientAuthMethods: ['none', 'client_secret_basic'],
  jwks: { keys: [key.privateJwk] },
  scopes: [...identityScopes],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'] },
  responseTypes: ['code'],
  pkce: { required: () => true },
  cookies: {
    // Cookies know no ports: a name of our own keeps clear of whatever else runs on 127.0.0.1.
    names: { session: 'playground_session', interaction: 'playground_interaction', resume: 'playground_resume' },
  },
  clientBasedCORS: () => false,
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    dPoP: { enabled: false },
    introspection: { enabled: true, allowedPolicy: isOwnToken },
    pushedAuthorizationRequests: { enabled: false },
    revocation: { enabled: true, allowedPolicy: isOwnToken },
    resourceIndicators: {
      enabled: true,
      // One API, so nobody has to send `resource` to get a token for it.
      defaultResource: () => ordersAudience,
      getResourceServerInfo: (_ctx, indicator) => {
        if (indicator !== ordersAudience) throw new errors.InvalidTarget()
        return {
          scope: apiScopes.join(' '),
          audience: ordersAudience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds(),
          jwt: { sign: { alg: 'RS256' } },
        }
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: renderSignOutPage,
      postLogoutSuccessSource: renderSignedOutPage,
    },
    // Every access token is for the Orders API, which a userinfo endpoint must refuse; the ID token has the claims.
    userinfo: { enabled: false },
  },
  extraTokenClaims: (_ctx, token) => ({
    roles:
      token.kind === 'ClientCredentials' ? rolesOfClient(token.clientId ?? '') : findPerson(token.accountId)?.roles,
  }),
  findAccount: (_ctx, id) => {
    const person = findPerson(id)
    if (person === undefined) return undefined
    const claims = { sub: id, name: person.name, preferred_username: id, roles: person.roles }
    return { accountId: id, claims: () => claims }
  },
  // A session in a browser is only a convenience here: tokens live until they expire or are revoked.
  expiresWithSession: () => false,
  // Each sign-in is a grant of its own, so that a reused refresh token ends one family and not every profile's.
  loadExistingGrant: ({ oidc }) => {
    const grantId = oidc.result?.consent?.grantId
    return grantId === undefined ? undefined : oidc.provider.Grant.find(grantId)
  },
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  ttl: {
    AccessToken: accessTokenSeconds,
    ClientCredentials: accessTokenSeconds,
    AuthorizationCode: 60,
    IdToken: 60 * 60,
    Interaction: 60 * 60,
    Grant: 14 * daySeconds,
    RefreshToken: 14 * daySeconds,
    Session: 14 * daySeconds,
  },
  interactions: { policy: loginPolicy(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  renderError: renderErrorPage,
})
