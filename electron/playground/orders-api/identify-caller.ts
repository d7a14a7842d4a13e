import type { IncomingMessage } from 'node:http'
import { certificateOf, thumbprintOf } from '../client-certificate.ts'
import { invalidToken, noToken, type TokenScheme } from './challenge.ts'
import { readToken } from './read-token.ts'
import { createServerNonce } from './server-nonce.ts'
import { createTokenVerifier, type Caller, type Confirmation, type VerifierParts } from './verify-access-token.ts'
import { createProofVerifier } from './verify-proof.ts'

export interface CallerParts extends VerifierParts {
  /** The whole address that a request was sent to. */
  readonly addressOf: (request: IncomingMessage) => string
  readonly secureApiUrl: string
}

/** Finds out who is calling, by a token that is borne, proven (RFC 9449) or bound to a certificate (RFC 8705 §3). */
export function createCallerIdentification(parts: CallerParts) {
  const { addressOf, secureApiUrl, now } = parts
  const verify = createTokenVerifier(parts)
  const nonce = createServerNonce(now)
  const verifyProof = createProofVerifier({ now, nonce })

  function checkCertificate(request: IncomingMessage, expected: string): void {
    const certificate = certificateOf(request)
    if (certificate === undefined) {
      throw invalidToken(`The token is bound to a client certificate: show it at ${secureApiUrl}`)
    }
    if (thumbprintOf(certificate) !== expected) throw invalidToken('The token is bound to another client certificate')
  }

  async function checkProof(request: IncomingMessage, scheme: TokenScheme, token: string, thumbprint: string) {
    if (scheme === 'Bearer') throw invalidToken('The token is bound to a key: send it with DPoP and a proof', 'DPoP')
    const { headers, method = '' } = request
    await verifyProof({ proof: headers['dpop'], method, url: addressOf(request), token, thumbprint })
  }

  async function checkBinding(request: IncomingMessage, scheme: TokenScheme, token: string, cnf: Confirmation) {
    if (cnf['x5t#S256'] !== undefined) checkCertificate(request, cnf['x5t#S256'])
    if (cnf.jkt !== undefined) return checkProof(request, scheme, token, cnf.jkt)
    if (scheme === 'DPoP') throw invalidToken('The token is bound to no key: send it as Bearer', 'DPoP')
  }

  /** Throws the 400 or 401 that fits. */
  return async function identify(request: IncomingMessage, wanted: TokenScheme = 'Bearer'): Promise<Caller> {
    const { scheme, token } = readToken(request.headers.authorization, wanted)
    const { caller, confirmation } = await verify(token, scheme)
    await checkBinding(request, scheme, token, confirmation)
    if (wanted === 'DPoP' && scheme !== 'DPoP') throw noToken('This door takes tokens with DPoP only.', 'DPoP')
    return { ...caller, scheme }
  }
}
