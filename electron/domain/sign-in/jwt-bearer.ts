import type { Grant } from '../../contract/oauth.ts'
import { mintJwt, type MintParts } from '../keys/mint-jwt.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { Asked, TokenRequest } from './provider.ts'

/**
 * JWT bearer (RFC 7523 §2.1): an assertion that the profile signs itself. Issuer and subject are the client, and the
 * audience is the token endpoint or the issuer, where the claims say nothing else (§3).
 */
export async function jwtBearerRequest(
  { signing, claims, lifetimeSeconds }: Extract<Grant, { type: 'jwt_bearer' }>,
  asked: Asked,
  { client, key, ...parts }: MintParts & { readonly client: OAuthClient; readonly key: SecretText },
): Promise<TokenRequest> {
  const { clientId, issuer, endpoints } = client
  const assertion = await mintJwt(
    {
      ...{ signing, lifetimeSeconds, claims, header: '{}', key },
      defaults: { iss: clientId, sub: clientId, aud: endpoints?.token ?? issuer },
    },
    parts,
  )
  return { ...asked, grant: 'jwt_bearer', assertion }
}
