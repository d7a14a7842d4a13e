import { CompactSign, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose'
import type { FetchedJwks } from '../../electron/domain/jwt/jwks-cache.ts'
import { createSignatureVerifier } from '../../electron/domain/jwt/verify-signature.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { noon, usualClaims } from './token-to-inspect.ts'

export const jwksUri = 'https://id.example.test/jwks'

export interface Signer {
  readonly publicJwk: JWK
  readonly privateKey: CryptoKey
}

/** A key pair with its public half as a JWK. */
export async function aSigner(alg: string, kid: string | null): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return { publicJwk: { ...(await exportJWK(publicKey)), ...(kid === null ? {} : { kid }) }, privateKey }
}

export const sign = (
  signer: { readonly privateKey: CryptoKey | Uint8Array },
  header: { alg: string; [name: string]: unknown },
  claims: unknown = usualClaims,
) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader(header).sign(signer.privateKey)

/** A verifier over key sets that change, counting how often it asks, at a time that the test moves. */
export function verifierOver(initial: unknown) {
  const state = { answer: { ok: true, jwks: initial } as FetchedJwks, asked: 0, nowMs: noon.getTime() }
  const verifier = createSignatureVerifier({
    now: () => new Date(state.nowMs),
    fetchJwks: async (uri) => {
      if (uri !== jwksUri) throw new Error(`asked for ${uri}`)
      state.asked += 1
      return state.answer
    },
  })
  return {
    state,
    verify: (token: string) => verifier.withIssuerKeys({ token: new SecretText(token), jwksUri }),
    verifyWith: (token: string, material: string) =>
      verifier.withMaterial({ token: new SecretText(token), material: new SecretText(material) }),
  }
}
