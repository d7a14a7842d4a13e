import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { TokenRequest } from '../domain/sign-in/provider.ts'
import type { Redactor } from '../domain/sign-in/redact.ts'
import type { OpenIdLibrary } from './openid-provider-discovery.ts'
import { parametersOf, withExtraParameters } from './openid-provider-parameters.ts'
import type { Grant } from './openid-provider-tokens.ts'

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

/** Hides what a request hands in, wherever the server repeats it. */
export function hideSecretsOf(request: TokenRequest, redactor: Redactor): void {
  switch (request.grant) {
    case 'client_credentials':
      return
    case 'password':
      return redactor.hide(request.password.reveal())
    case 'jwt_bearer':
      return redactor.hide(request.assertion.reveal())
    case 'token_exchange':
      redactor.hide(request.subject.token.reveal())
      return redactor.hide(request.actor?.token.reveal())
    case 'refresh_token':
      return redactor.hide(request.refreshToken.reveal())
  }
}

/** A token request without a browser, as the library does it. Throws `input.invalid` for its extra parameters. */
export function grantFor(lib: OpenIdLibrary, client: OAuthClient, request: TokenRequest): Grant {
  const generic =
    (grantType: string, more: Readonly<Record<string, string | null>>): Grant =>
    (config, options) => {
      const own = parametersOf(request, more)
      return lib.genericGrantRequest(
        config,
        grantType,
        withExtraParameters(own, client.extraParameters, 'token'),
        options,
      )
    }
  switch (request.grant) {
    case 'client_credentials':
      return generic('client_credentials', {})
    case 'password':
      return generic('password', { username: request.username, password: request.password.reveal() })
    case 'jwt_bearer':
      return generic(jwtBearer, { assertion: request.assertion.reveal() })
    case 'token_exchange': {
      const { subject, actor, requestedType, audience } = request
      return generic(tokenExchange, {
        subject_token: subject.token.reveal(),
        subject_token_type: subject.type,
        actor_token: actor?.token.reveal() ?? null,
        actor_token_type: actor?.type ?? null,
        requested_token_type: requestedType,
        audience,
      })
    }
    case 'refresh_token':
      return (config, options) => {
        const own = withExtraParameters(parametersOf(request), client.extraParameters, 'token')
        return lib.refreshTokenGrant(config, request.refreshToken.reveal(), own, options)
      }
  }
}
