import { generateProof } from 'dpop'
import { challengeParam, hasScheme } from '../challenges/challenge-params.ts'
import { parseChallenges } from '../challenges/parse-challenges.ts'
import type { WireAnswer } from '../requests/transport.ts'
import { headerValue, isNamed, type WireRequest } from '../requests/wire-request.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { DpopKey } from './dpop-key.ts'

const mostNonces = 200
/** RFC 9449 §8.1: NQCHAR, any number of them; longer than this is no nonce but a burden. */
const nonceShape = /^[\x21\x23-\x5B\x5D-\x7E]{1,2000}$/

/** True for a token that a server bound to a key, however it wrote the type (RFC 9449 §5). */
export const isDpopType = (tokenType: string): boolean => /^dpop$/i.test(tokenType)

/** RFC 9449 §4.2: the address without query and fragment. */
const htuOf = ({ target }: WireRequest): string => `${target.origin}${target.path.split(/[?#]/)[0] ?? ''}`

function asksForNonce(answer: WireAnswer): boolean {
  const { result } = answer
  if (result.outcome !== 'answered' || result.status !== 401) return false
  const fields = result.headers.filter(([name]) => isNamed(name, 'www-authenticate')).map(([, value]) => value)
  return parseChallenges(fields).some(
    (each) => hasScheme(each, 'dpop') && challengeParam(each, 'error') === 'use_dpop_nonce',
  )
}

/**
 * Proofs for requests to APIs (RFC 9449 §7), and the nonces that APIs ask to see in them: kept for each origin and
 * key, the newest wins, whatever answer it came with (§8.2, §9).
 */
export function createDpopProofs() {
  /** In the order in which they came. */
  const nonces = new Map<string, string>()

  function remember(place: string, nonce: string): void {
    nonces.delete(place)
    nonces.set(place, nonce)
    const oldest = nonces.keys().next().value
    if (nonces.size > mostNonces && oldest !== undefined) nonces.delete(oldest)
  }

  return {
    /** The proofs of one exchange with one token. */
    begin(key: DpopKey, accessToken: SecretText) {
      const placeOf = ({ target }: WireRequest): string => `${target.origin} ${key.thumbprint}`
      let wasAsked = false

      return {
        /** A proof for this one request; jti and iat are new in each. */
        async prove(request: WireRequest): Promise<SecretText> {
          const { privateKey, publicKey } = key
          const nonce = nonces.get(placeOf(request))
          const method = request.method.toUpperCase()
          const token = accessToken.reveal()
          return new SecretText(await generateProof({ privateKey, publicKey }, htuOf(request), method, nonce, token))
        },
        /**
         * Keeps the nonce of an answer. True where the API refused the request only for want of it: once, since a
         * server that asks again after it got its nonce would ask forever.
         */
        learn(request: WireRequest, answer: WireAnswer): boolean {
          if (answer.result.outcome !== 'answered') return false
          const nonce = headerValue(answer.result.headers, 'DPoP-Nonce')?.trim() ?? ''
          const isNonce = nonceShape.test(nonce)
          if (isNonce) remember(placeOf(request), nonce)
          const isAsked = asksForNonce(answer)
          const mayHelp = isAsked && isNonce && !wasAsked
          wasAsked = isAsked
          return mayHelp
        },
      }
    },
  }
}
export type DpopProofs = ReturnType<typeof createDpopProofs>
