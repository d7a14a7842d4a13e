import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify, type JWTPayload } from 'jose'
import { invalidProof, proofAlgorithms, nonceWanted } from './challenge.ts'
import { createSeenOnce } from './seen-once.ts'
import type { ServerNonce } from './server-nonce.ts'

export interface ProofParts {
  readonly now: () => Date
  readonly nonce: ServerNonce
}

/** One request as a proof must describe it. */
export interface Proven {
  readonly proof: string | string[] | undefined
  readonly method: string
  /** The whole address; query and fragment don't count (RFC 9449 §4.2). */
  readonly url: string
  readonly token: string
  /** `cnf.jkt` of the token. */
  readonly thumbprint: string
}

const skewSeconds = 60

const withoutQuery = (address: unknown): string | null => {
  if (typeof address !== 'string' || !URL.canParse(address)) return null
  const { origin, pathname } = new URL(address)
  return `${origin}${pathname}`
}

async function read(proof: string): Promise<{ payload: JWTPayload; thumbprint: string }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: proofAlgorithms,
      requiredClaims: ['jti', 'iat', 'htm', 'htu', 'ath'],
    })
    return { payload, thumbprint: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) }
  } catch (thrown) {
    if (thrown instanceof errors.JWTClaimValidationFailed && thrown.reason === 'missing') {
      throw invalidProof(`The proof has no claim ${thrown.claim}`)
    }
    if (thrown instanceof errors.JWSSignatureVerificationFailed)
      throw invalidProof('The signature of the proof does not hold')
    if (thrown instanceof errors.JOSEError || thrown instanceof TypeError) {
      throw invalidProof('The header DPoP holds no proof with a public key in it')
    }
    throw thrown
  }
}

/** Checks DPoP proofs at the API (RFC 9449 §4.3 and §7), a nonce of this server included (§9). Throws the 401 that fits. */
export function createProofVerifier({ now, nonce }: ProofParts) {
  const proofs = createSeenOnce(now, 5 * 60_000)

  return async function verifyProof({ proof, method, url, token, thumbprint }: Proven): Promise<void> {
    if (proof === undefined) throw invalidProof('The request carries no header DPoP')
    // Node joins what was sent twice; the base64url of a JWS has no comma.
    if (typeof proof !== 'string' || proof.includes(','))
      throw invalidProof('The request carries more than one header DPoP')
    const { payload, thumbprint: actual } = await read(proof)
    const { jti = '', iat = 0, htm, htu, ath } = payload
    if (htm !== method) throw invalidProof('The proof is for another method (htm)')
    if (withoutQuery(htu) !== withoutQuery(url)) throw invalidProof('The proof is for another address (htu)')
    if (ath !== createHash('sha256').update(token).digest('base64url')) {
      throw invalidProof('The proof is for another token (ath)')
    }
    if (actual !== thumbprint) throw invalidProof('The proof is signed by another key than the token is bound to')
    if (!nonce.isGood(payload['nonce'])) throw nonceWanted(nonce.current())
    if (Math.abs(now().getTime() / 1000 - iat) > skewSeconds)
      throw invalidProof('The proof is too old, or from the future (iat)')
    if (!proofs.isFirst(`${thumbprint} ${jti}`)) throw invalidProof('The proof was used before (jti)')
  }
}
