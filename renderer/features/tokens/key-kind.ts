import type { InspectedToken } from '@contract/jwt'
import { headerValue } from '../../text/claim-value.ts'

/** What a signature can be held against: a key that anybody may have, a secret that two share, or nothing at all. */
export type KeyKind = 'public' | 'secret' | 'none'

/** As main: RFC 7518 §3, RFC 8037, RFC 9864. */
const byPublicKey = /^(?:(?:RS|PS|ES)(?:256|384|512)|EdDSA|Ed25519|ML-DSA-(?:44|65|87))$/
const bySecret = /^HS(?:256|384|512)$/

/** Only a signed JWT can be held against a key, and only where its algorithm is one that is known here. */
export function keyKindOf({ format, header }: Pick<InspectedToken, 'format' | 'header'>): KeyKind {
  if (format !== 'jwt') return 'none'
  const alg = headerValue(header, 'alg') ?? ''
  if (byPublicKey.test(alg)) return 'public'
  return bySecret.test(alg) ? 'secret' : 'none'
}
