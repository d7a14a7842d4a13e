import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { claimValues, textOf } from '../jwt/claim-values.ts'
import { takeApart } from '../jwt/take-apart.ts'
import type { FoundToken } from './found-token.ts'

/** What a token says of who issued it and of its own name; null where it says nothing, or can't be read. */
export function whatItSays({ content }: Pick<FoundToken, 'content'>): { issuer: string | null; jti: string | null } {
  if (content.is === 'held') {
    const parts = takeApart(content.token.reveal())
    const claims = claimValues(parts.format === 'jwt' ? (parts.claims ?? []) : [])
    return { issuer: textOf(claims.get('iss')), jti: textOf(claims.get('jti')) }
  }
  const claims = content.claims === null ? null : parseJsonOrNull(content.claims)
  return isRecord(claims) ? { issuer: textOf(claims['iss']), jti: textOf(claims['jti']) } : { issuer: null, jti: null }
}
