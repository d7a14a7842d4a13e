import { aClient, tokensOfAlice } from './tokens-of-alice.ts'
import { anOidcServer, type OidcServer } from './oidc-server.ts'

const api = 'urn:stranger:api'

/**
 * A real authorisation server that no profile names, with every address that it was asked for, and tokens of it: JWTs, or
 * opaque ones.
 */
export async function aStranger({ isOpaque = false } = {}) {
  const asked: string[] = []
  const server: OidcServer = await anOidcServer(
    () => (isOpaque ? null : api),
    (serve) => (request, response) => {
      asked.push(request.url ?? '')
      return serve(request, response)
    },
  )
  const { issuer, redirectUri } = server
  const wish = isOpaque
    ? { redirectUri, scope: 'openid offline_access' }
    : { redirectUri, scope: 'openid offline_access orders:read', resource: api }
  const { accessToken, idToken } = await tokensOfAlice(aClient(issuer), wish)
  asked.length = 0
  return {
    issuer,
    asked,
    accessToken: accessToken.reveal(),
    idToken: idToken?.reveal() ?? '',
    close: () => server.close(),
  }
}
