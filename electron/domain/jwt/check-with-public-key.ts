import type { JWK } from 'jose'
import type { SignatureVerdict } from '../../contract/jwt.ts'
import { refusalOf } from './check-with-key-set.ts'
import { keyUnusable, type PublicMaterial } from './key-material-form.ts'
import { modulusBytesOf, weaknessOf } from './key-weakness.ts'
import { whyItDoesNotHold } from './signature-shape.ts'
import { cannotCheck, invalid, publicKeyAlgorithms, shortened, type SignedPart } from './signed-part.ts'

/** Which keys an algorithm takes (RFC 7518 §3.1, RFC 8037 §3.1). */
const curves: Readonly<Record<string, string>> = {
  ...{ ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', EdDSA: 'Ed25519', Ed25519: 'Ed25519' },
}
const unknownCurves = ['Ed448', 'secp256k1']

const kindOf = ({ kty, crv }: JWK): string => {
  if (kty === 'RSA') return 'an RSA key'
  return typeof crv === 'string'
    ? `a key on the curve ${shortened(crv)}`
    : `a key of the kind ${shortened(String(kty))}`
}

function wantedBy(alg: string): string {
  const curve = curves[alg]
  if (curve !== undefined) return `a key on the curve ${curve}`
  return alg.startsWith('ML') ? `a key of the kind AKP` : 'an RSA key'
}

function isKeyFor(alg: string, { kty, crv }: JWK): boolean {
  const curve = curves[alg]
  if (curve !== undefined) return crv === curve && kty === (alg.startsWith('ES') ? 'EC' : 'OKP')
  return kty === (alg.startsWith('ML') ? 'AKP' : 'RSA')
}

/** Throws `inspection.key_unusable` where the key can't be, or must not be, what this token is checked with. */
function assertUsable({ alg }: SignedPart, jwk: JWK): void {
  if (!isKeyFor(alg, jwk)) {
    throw keyUnusable(`The token is signed with ${alg}, which needs ${wantedBy(alg)}; this is ${kindOf(jwk)}.`)
  }
  if (jwk.alg !== undefined && jwk.alg !== alg) {
    throw keyUnusable(`The key is for ${shortened(String(jwk.alg))} (alg), and the token is signed with ${alg}.`)
  }
  if (jwk.use !== undefined && jwk.use !== 'sig') {
    throw keyUnusable('The key is for encryption (use), and not for signatures: paste the one that signs.')
  }
  const weakness = weaknessOf(jwk)
  if (weakness !== null) throw keyUnusable(`The key ${weakness}: a signature by it proves nothing.`)
}

/**
 * The verdict of one public key, whatever it is called: a person chose it. Throws `inspection.key_unusable` where it is
 * no key for the token's algorithm, or too weak to prove anything.
 */
export async function checkWithPublicKey(
  part: SignedPart,
  jwk: JWK,
  form: PublicMaterial['form'],
): Promise<SignatureVerdict> {
  const unknown = unknownCurves.find((curve) => curve === jwk.crv)
  if (unknown !== undefined) {
    return cannotCheck(`The key is on the curve ${unknown}, which the cryptography of this program does not have.`)
  }
  assertUsable(part, jwk)
  const { calculateJwkThumbprint, compactVerify, errors } = await import('jose')
  try {
    const { protectedHeader } = await compactVerify(part.compact, { ...jwk }, { algorithms: [...publicKeyAlgorithms] })
    const isOther = typeof jwk.kid === 'string' && part.keyId !== null && jwk.kid !== part.keyId
    const note = `The token names the key “${shortened(part.keyId ?? '')}”; this one calls itself “${shortened(String(jwk.kid))}”.`
    return {
      ...{ verdict: 'valid', alg: protectedHeader.alg, keyId: part.keyId },
      keyThumbprint: await calculateJwkThumbprint(jwk),
      key: { from: 'pasted', form },
      ...(isOther && { note }),
    }
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return invalid(whyItDoesNotHold(part, modulusBytesOf(jwk)))
    }
    const refusal = refusalOf(part, error, errors)
    if (refusal !== null) return refusal
    throw keyUnusable('The key is malformed: one of its members is missing or can’t be read.')
  }
}
