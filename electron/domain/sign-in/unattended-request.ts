import type { ProfileId } from '../../contract/ids.ts'
import type { SecretName } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { MintParts } from '../keys/mint-jwt.ts'
import { authorityOf, isSameAuthority } from '../profiles/authority.ts'
import type { ReadSecret } from '../profiles/profile-certificate.ts'
import type { ProfileBy } from '../profiles/profile.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { clientCredentialsRequest } from './client-credentials.ts'
import { jwtBearerRequest } from './jwt-bearer.ts'
import { passwordRequest } from './password.ts'
import { pastedRefreshTokenRequest } from './pasted-refresh-token.ts'
import type { Asked, TokenRequest } from './provider.ts'
import { tokenExchangeRequest } from './token-exchange.ts'
import type { TradeTokens } from './traded-tokens.ts'

export interface UnattendedParts extends Omit<MintParts, 'variables'> {
  readonly secret: ReadSecret
  readonly tradeTokens: TradeTokens
  readonly variables: () => Variables
}

/** A secret that its way can't do without. Throws `profile.incomplete` with its name. */
export async function requireSecret(secret: ReadSecret, id: ProfileId, name: SecretName): Promise<SecretText> {
  const held = await secret(id, name)
  if (held === null) throw new ClaimcheckError('profile.incomplete', { profileId: id, field: name })
  return held
}

/** What a profile asks for: its scopes and those on top, each once, and its resources with variables filled in. */
export function askedFor({ way }: ProfileBy<'oauth'>, more: readonly string[], variables: Variables): Asked {
  return {
    scopes: [...new Set([...way.scopes, ...more])],
    resources: way.resources.map((resource) => fillTemplateOrThrow(resource, variables)),
  }
}

/**
 * The token request of a grant that needs nobody; null for a grant that does. Throws `profile.incomplete`,
 * `sign_in.key_unusable`, `sign_in.claims_unusable`, `sign_in.source_signed_out`, `input.variable_unknown`, and
 * `session.signed_out` where another server than the client's is the profile's by now: what was put together with the
 * variables of one environment is never sent to the server of another.
 */
export async function unattendedRequest(
  profile: ProfileBy<'oauth'>,
  client: OAuthClient,
  asked: Asked,
  parts: UnattendedParts,
): Promise<TokenRequest | null> {
  const request = await putTogether(profile, client, asked, parts)
  if (!isSameAuthority(authorityOf(profile, parts.variables()), client)) {
    throw new ClaimcheckError('session.signed_out', { profileId: profile.id })
  }
  return request
}

async function putTogether(
  profile: ProfileBy<'oauth'>,
  client: OAuthClient,
  asked: Asked,
  parts: UnattendedParts,
): Promise<TokenRequest | null> {
  const { secret, tradeTokens, now, randomUUID } = parts
  const { grant } = profile.way
  const variables = parts.variables()
  const need = (name: SecretName) => requireSecret(secret, profile.id, name)
  switch (grant.type) {
    case 'client_credentials':
      return clientCredentialsRequest(asked)
    case 'password':
      return passwordRequest(grant, asked, await need('password'), variables)
    case 'jwt_bearer':
      return jwtBearerRequest(grant, asked, { client, key: await need('signingKey'), variables, now, randomUUID })
    case 'token_exchange':
      return tokenExchangeRequest(grant, asked, { trade: (traded) => tradeTokens(profile, traded), variables })
    case 'refresh_token':
      return pastedRefreshTokenRequest(asked, await need('refreshToken'))
    case 'authorization_code':
    case 'implicit':
    case 'device_code':
      return null
  }
}
