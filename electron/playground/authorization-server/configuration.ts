import { randomBytes } from 'node:crypto'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { pinAcr } from '../demo-credentials.ts'
import { findPerson, rolesOfClient } from '../people.ts'
import { identityScopes } from '../scopes.ts'
import type { SigningKey } from '../signing-key.ts'
import { findAccount } from './account.ts'
import { actorsOfTokens } from './actors.ts'
import { clients } from './clients.ts'
import { loginPolicy } from './login-policy.ts'
import { createMemoryAdapter } from './memory-adapter.ts'
import { mutualTls } from './mutual-tls.ts'
import { deviceFlow } from './pages/device-pages.ts'
import { renderErrorPage } from './pages/error-page.ts'
import { renderSignedOutPage, renderSignOutPage } from './pages/sign-out-pages.ts'
import { defaultResource, type Resources } from './resources.ts'
import { lifetimes, type SignInLifeParts } from './sign-in-life.ts'

/** A client may ask about and revoke its own tokens, and no other's (RFC 7009 §2.1, RFC 7662 §4). */
const isOwnToken = (_ctx: unknown, client: { clientId: string }, token: { clientId?: string | undefined }): boolean =>
  token.clientId === client.clientId

export interface ConfigurationParts extends SignInLifeParts {
  readonly key: SigningKey
  readonly resources: Resources
}

const features = (resources: Resources): NonNullable<Configuration['features']> => ({
  devInteractions: { enabled: false },
  clientCredentials: { enabled: true },
  deviceFlow,
  // A nonce each time (RFC 9449 §8): what a client has to be ready for anyway.
  dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
  introspection: { enabled: true, allowedPolicy: isOwnToken },
  mTLS: mutualTls,
  pushedAuthorizationRequests: { enabled: true },
  registration: { enabled: true, initialAccessToken: false },
  revocation: { enabled: true, allowedPolicy: isOwnToken },
  resourceIndicators: {
    enabled: true,
    defaultResource: (_ctx, _client, oneOf) => defaultResource(oneOf),
    getResourceServerInfo: (_ctx, indicator) => resources.describe(indicator),
    // A token is for the API although `openid` is asked for, too: userinfo takes it all the same.
    useGrantedResource: () => true,
  },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: renderSignOutPage,
    postLogoutSuccessSource: renderSignedOutPage,
  },
  userinfo: { enabled: true },
})

/** How the person behind a token signed in (RFC 9068 §2.2.1), so that the API can ask for more. */
function authenticationOf({ oidc }: KoaContextWithOIDC) {
  const { entities } = oidc
  const source = entities.AuthorizationCode ?? entities.DeviceCode ?? entities.RefreshToken
  const acr = source?.acr ?? (source === undefined ? entities.Session?.acr : undefined)
  const authTime = source?.authTime
  return { ...(acr !== undefined && { acr }), ...(authTime !== undefined && { auth_time: authTime }) }
}

/** Everything oidc-provider is told. What is not switched on here is not offered. */
export const configuration = ({ key, resources, ...lives }: ConfigurationParts): Configuration => ({
  adapter: createMemoryAdapter(Date.now),
  clients,
  clientAuthMethods: [
    ...(['none', 'client_secret_basic', 'client_secret_post'] as const),
    ...(['client_secret_jwt', 'private_key_jwt', 'tls_client_auth'] as const),
  ],
  jwks: { keys: [key.privateJwk] },
  scopes: [...identityScopes],
  claims: { openid: ['sub', 'auth_time', 'acr', 'amr'], profile: ['name', 'preferred_username', 'roles'] },
  acrValues: [pinAcr],
  // oidc-provider has no implicit answer without an ID token (OpenID Connect Core §3.2).
  responseTypes: ['code', 'id_token token'],
  // The claims of `profile` are in the ID token although userinfo could be asked: it is what people look at.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  // What is registered is not where Claimcheck listens: a request without its redirect is told what it lacks.
  allowOmittingSingleRegisteredRedirectUri: false,
  cookies: {
    // Cookies know no ports: a name of our own keeps clear of whatever else runs on 127.0.0.1.
    names: { session: 'playground_session', interaction: 'playground_interaction', resume: 'playground_resume' },
  },
  clientBasedCORS: () => false,
  features: features(resources),
  extraTokenClaims: (ctx, token) => {
    if (token.kind === 'ClientCredentials') return { roles: rolesOfClient(token.clientId ?? '') }
    const act = actorsOfTokens.get(token)
    const roles = findPerson(token.accountId)?.roles
    return { roles, ...authenticationOf(ctx), ...(act !== undefined && { act }) }
  },
  findAccount,
  // Signing out in the browser ends no tokens here: they live until they expire or are revoked.
  expiresWithSession: () => false,
  // Each sign-in is a grant of its own, so that a reused refresh token ends one family and not every profile's.
  loadExistingGrant: ({ oidc }) => {
    const grantId = oidc.result?.consent?.grantId
    return grantId === undefined ? undefined : oidc.provider.Grant.find(grantId)
  },
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  ttl: lifetimes(lives),
  interactions: { policy: loginPolicy(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  renderError: renderErrorPage,
})
