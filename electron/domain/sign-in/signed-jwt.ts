import { mintJwt, type MintParts } from '../keys/mint-jwt.ts'
import type { ProfileBy } from '../profiles/profile.ts'
import { readJwtExpiry } from '../tokens/read-jwt-expiry.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { Granted } from './provider.ts'
import { tokenTypeOf } from './token-type.ts'

/** A JWT that the profile signs itself. Throws as `mintJwt`. */
export async function mintForProfile(
  { way }: ProfileBy<'signed_jwt'>,
  key: SecretText,
  parts: MintParts,
): Promise<Granted> {
  const { signing, header, claims, lifetimeSeconds, carriage } = way
  const receivedAt = parts.now()
  const accessToken = await mintJwt({ signing, header, claims, lifetimeSeconds, defaults: {}, key }, parts)
  const expiresAt = readJwtExpiry(accessToken.reveal())
  return {
    clockSkewSeconds: null,
    answer: {
      ...{ accessToken, receivedAt, expiresAt, refreshToken: null, refreshEnds: null, idToken: null, scopes: [] },
      tokenType: tokenTypeOf(carriage),
      expirySource: expiresAt === null ? 'unknown' : 'exp',
    },
  }
}
