import { isRecord } from '../json/is-record.ts'
import { claimValues, scopesOf, textOf } from '../jwt/claim-values.ts'
import { takeApart } from '../jwt/take-apart.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import { readJwtExpiry } from '../tokens/read-jwt-expiry.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { HeardClaims } from './tell-claims.ts'
import type { KnownHere } from './tell-introspection.ts'

/**
 * What the server's answer about a token that nobody here was given is compared with: what the token says of itself. What
 * it does not say is taken from the answer, so that it makes no difference.
 */
export function knownOfStranger(token: SecretText, { values }: HeardClaims, client: OAuthClient, now: Date): KnownHere {
  const text = token.reveal()
  const own = claimValues(takeApart(text).claims ?? [])
  const cnf = values.get('cnf')
  const keyThumbprint = isRecord(cnf) ? textOf(cnf['jkt']) : null
  const ownScopes = [...scopesOf(own.get('scope')), ...scopesOf(own.get('scp'))]
  const named = (from: ReadonlyMap<string, unknown>): string | null =>
    textOf(from.get('client_id')) ?? textOf(from.get('azp'))
  return {
    which: 'access',
    subject: textOf(own.get('sub')),
    keyThumbprint,
    tokens: {
      tokenType: textOf(values.get('token_type')) ?? (keyThumbprint === null ? 'Bearer' : 'DPoP'),
      scopes: ownScopes.length > 0 ? ownScopes : scopesOf(values.get('scope')),
      ...{ obtainedAt: now, expiresAt: readJwtExpiry(text), expirySource: 'unknown' },
    },
    // Whoever was asked is whom the sentence names.
    issuer: client.issuer,
    clientId: named(own) ?? textOf(values.get('client_id')) ?? client.clientId,
    now,
  }
}
