import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { JSONWebKeySet, JWK } from 'jose'
import { buildToken, type TokenToBuild } from '../../electron/domain/synthetic/build-token.ts'
import type { TokenDraft } from '../../electron/contract/inspection.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { noonSeconds } from './token-to-inspect.ts'
import type { VerifierSettings } from './flawed-verifier.ts'

export const baseAlgorithms = ['RS256', 'ES256', 'EdDSA', 'HS256'] as const
export type BaseAlgorithm = (typeof baseAlgorithms)[number]

const issuer = 'https://id.example.test'
const audience = 'urn:orders'

function pairFor(alg: Exclude<BaseAlgorithm, 'HS256'>) {
  if (alg === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  return alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
}

/** A key of an issuer: as a person would paste it, as it is published, and as an API may keep it. */
function keyFor(alg: BaseAlgorithm): { key: string; jwk: JWK; texts: string[] } {
  if (alg === 'HS256') {
    const key = randomBytes(48).toString('base64url')
    return { key, jwk: { kty: 'oct', k: Buffer.from(key).toString('base64url'), kid: 'k1' }, texts: [] }
  }
  const { privateKey } = pairFor(alg)
  const publicKey = createPublicKey(privateKey)
  const exported = publicKey.export({ format: 'jwk' })
  const jwk: JWK = { ...exported, kty: String(exported.kty), kid: 'k1', alg, use: 'sig' }
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const pkcs1 = alg === 'RS256' ? [publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()] : []
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    jwk,
    texts: [pem, pem.trimEnd(), ...pkcs1, JSON.stringify(jwk)],
  }
}

const claims = {
  iss: issuer,
  sub: 'alice',
  aud: audience,
  scope: 'openid orders:read',
  roles: ['customer'],
  iat: noonSeconds - 60,
  exp: noonSeconds + 240,
}

const nothingPublished: JSONWebKeySet | null = null

/** A good token of one algorithm, and all that it takes to check it and to make others of it. */
export async function aSyntheticBase(alg: BaseAlgorithm) {
  const { key, jwk, texts } = keyFor(alg)
  const publicKeys = alg === 'HS256' ? nothingPublished : { keys: [jwk] }
  const sign = { how: 'key', alg, key } as const
  const build = (draft: TokenDraft, base: SecretText | null) =>
    buildToken({ ...draft, base, publicKeys, randomBytes } satisfies TokenToBuild)
  const token = await build(
    { header: JSON.stringify({ alg, typ: 'at+jwt', kid: 'k1' }), claims: JSON.stringify(claims), signing: sign },
    null,
  )
  const settings: Omit<VerifierSettings, 'fetched'> = {
    ...{ alg, jwk, keyTexts: texts, issuer, audience },
    now: new Date(noonSeconds * 1000),
  }
  return { alg, key, jwk, publicKeys, sign, build, token, settings, issuer, audience }
}
export type SyntheticBase = Awaited<ReturnType<typeof aSyntheticBase>>
