import { createPrivateKey, type KeyObject } from 'node:crypto'
import * as z from 'zod'
import { signingAlgorithm, type SigningAlgorithm } from '../contract/keys.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { parseJsonOrNull } from '../domain/json/parse-json.ts'
import type { SecretText } from '../domain/vault/secret-text.ts'

interface ImpliedSigning {
  readonly algorithm: SigningAlgorithm
  readonly keyId: string | null
}

const jwk = z.object({
  kty: z.string(),
  crv: z.string().optional().catch(undefined),
  alg: signingAlgorithm.optional().catch(undefined),
  kid: z.string().min(1).nullable().catch(null).default(null),
})

// RFC 7518 §3.1, RFC 8037 §3.1
const byCurve: Partial<Record<string, SigningAlgorithm>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
}

function readPem(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null // Reading it for use says what is wrong with it, in its own words.
  }
}

function algorithmOfPem(pem: string): SigningAlgorithm {
  const key = readPem(pem)
  switch (key?.asymmetricKeyType) {
    case 'ec':
      return byCurve[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 'ES256'
    case 'ed25519':
      return 'EdDSA'
    case 'rsa-pss':
      return 'PS256'
    default:
      return 'RS256'
  }
}

/** The algorithm and key id that a private key implies where the profile names none: of a JWK its own, else by its kind. */
export function impliedSigning(entered: SecretText): ImpliedSigning {
  const text = entered.reveal().trim()
  const parsed = jwk.safeParse(parseJsonOrNull(text))
  if (!parsed.success) return { algorithm: algorithmOfPem(text), keyId: null }
  const { kty, crv, alg, kid } = parsed.data
  if (kty === 'oct') {
    throw new ClaimcheckError('sign_in.key_unusable', {
      reason: 'private_key_jwt needs a private key, not a shared secret',
    })
  }
  return { algorithm: alg ?? byCurve[crv ?? ''] ?? 'RS256', keyId: kid }
}
