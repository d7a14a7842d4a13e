import type { InspectedToken } from '../../contract/jwt.ts'
import { textOf } from './claim-values.ts'
import { isIdTokenLike } from './token-warnings-content.ts'
import { isOtherType, typeOf } from './token-kind.ts'

type Values = ReadonlyMap<string, unknown>

/** What a token that was found somewhere is for, as far as its header and claims tell. */
export function inferWhich(header: Values, claims: Values): InspectedToken['which'] {
  const type = typeOf(header)
  if (type === 'at+jwt') return 'access'
  if (isOtherType(type)) return 'unknown'
  const use = (
    textOf(claims.get('token_use')) ??
    textOf(claims.get('typ')) ??
    textOf(claims.get('token_type')) ??
    ''
  ).toLowerCase()
  if (use === 'access' || use === 'bearer' || use === 'dpop') return 'access'
  if (use === 'refresh' || use === 'offline') return 'refresh'
  if (isIdTokenLike(claims)) return 'id'
  return ['scope', 'scp', 'permissions', 'realm_access', 'client_id', 'cid', 'appid'].some((name) => claims.has(name))
    ? 'access'
    : 'unknown'
}
