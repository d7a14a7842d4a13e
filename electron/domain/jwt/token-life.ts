import type { InspectedToken } from '../../contract/jwt.ts'
import { claimValues, instantOf, isoInstantOf } from './claim-values.ts'
import type { TokenParts } from './token-parts.ts'

export interface TokenLife {
  readonly issuedAt: Date | null
  readonly notBefore: Date | null
  readonly expiresAt: Date | null
  readonly expirySource: InspectedToken['expirySource']
}

/** When a token lives by its own words: its claims, or what a SAML assertion sets as its conditions. Nobody checked them. */
export function ownLife(parts: TokenParts): TokenLife {
  const values = claimValues(parts.claims ?? [])
  const own = 'life' in parts ? parts.life : { from: null, until: null }
  const at = (name: string): Date | null =>
    parts.format === 'paseto' ? isoInstantOf(values.get(name)) : instantOf(values.get(name))
  const [exp, nbf, iat] = [at('exp'), at('nbf'), at('iat')]
  return {
    issuedAt: iat ?? nbf ?? own.from,
    notBefore: nbf ?? own.from,
    expiresAt: exp ?? own.until,
    expirySource: exp !== null ? 'exp' : own.until !== null ? 'own' : 'unknown',
  }
}
