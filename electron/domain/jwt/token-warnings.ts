import type { TokenWarning } from '../../contract/jwt.ts'
import { claimValues } from './claim-values.ts'
import type { SignedParts, TokenParts } from './token-parts.ts'
import { accessWarnings, generalWarnings, repetitionWarnings } from './token-warnings-content.ts'
import { isOtherType, typeOf } from './token-kind.ts'
import { formWarnings } from './token-warnings-form.ts'
import { headerWarnings } from './token-warnings-header.ts'
import { applicationWarnings, audienceWarnings, issuerWarnings } from './token-warnings-party.ts'
import { timeWarnings } from './token-warnings-time.ts'
import type { ClaimSetting } from './token-to-inspect.ts'
import { gravestFirst } from './warning.ts'

const isOfOtherType = (parts: SignedParts, { which }: ClaimSetting): boolean =>
  which === 'unknown' && isOtherType(typeOf(claimValues(parts.header)))

/**
 * Everything that is odd about a token, the gravest first (RFC 8725, RFC 9068, RFC 9700). `length` null: only what it
 * said is known, not how it was written.
 */
export function tokenWarnings(
  parts: TokenParts,
  setting: ClaimSetting,
  tokenType: string | null,
  length: number | null,
): TokenWarning[] {
  const form = length === null ? [] : formWarnings(parts, length)
  if (parts.format !== 'jwt') {
    const header = parts.format === 'jwe' ? headerWarnings(parts, claimValues(parts.header), setting) : []
    const told = parts.claims === null || parts.claims.length === 0 ? [] : timeOrSecret(parts, setting)
    return gravestFirst([...form, ...header, ...told])
  }
  const header = headerWarnings(parts, claimValues(parts.header), setting)
  const values = claimValues(parts.claims ?? [])
  const claims = parts.claims === null ? [] : claimWarnings(values, setting, tokenType, isOfOtherType(parts, setting))
  return gravestFirst([...header, ...repetitionWarnings(parts), ...claims, ...form])
}

/** PASETO and CWT have the same claims as a JWT. */
function timeOrSecret(parts: TokenParts, setting: ClaimSetting): readonly TokenWarning[] {
  const values = claimValues(parts.claims ?? [])
  // A PASETO writes its times as ISO 8601 (PASETO specification, 04-Claims).
  return [...(parts.format === 'paseto' ? [] : timeWarnings(values, setting)), ...generalWarnings(values, setting)]
}

function claimWarnings(
  values: ReadonlyMap<string, unknown>,
  setting: ClaimSetting,
  tokenType: string | null,
  isOther: boolean,
): readonly TokenWarning[] {
  if (isOther) return generalWarnings(values, setting)
  const { which } = setting
  const general = [
    ...timeWarnings(values, setting),
    ...issuerWarnings(values, setting),
    ...generalWarnings(values, setting),
  ]
  switch (which) {
    case 'id':
      return [...general, ...applicationWarnings(values, setting)]
    case 'refresh':
      return general
    case 'access':
    case 'unknown':
      return [...general, ...audienceWarnings(values, setting), ...accessWarnings(values, setting, tokenType)]
  }
}
