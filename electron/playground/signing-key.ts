import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'

export interface SigningKey {
  readonly privateJwk: JWK
  readonly publicJwk: JWK
}

/** A new RS256 key for every start; it lives in memory and dies with the process. Made off the main thread. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const publicPart = await exportJWK(publicKey)
  const marks = {
    use: 'sig',
    alg: 'RS256',
    kid: `playground-${(await calculateJwkThumbprint(publicPart)).slice(0, 8)}`,
  }
  return { privateJwk: { ...(await exportJWK(privateKey)), ...marks }, publicJwk: { ...publicPart, ...marks } }
}
