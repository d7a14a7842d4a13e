import type { PastToken } from '../../contract/inspection.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { isRecord } from '../json/is-record.ts'
import { scopesOf } from '../jwt/claim-values.ts'
import { profileOf, type TokensKey } from '../tokens/tokens-key.ts'
import type { FoundToken } from './found-token.ts'
import type { RememberedEntry, RememberedTokens } from './remembered-tokens.ts'

/** Names an entry among all of a profile's: the digest of its authority, and its number there. */
const nameOf = (key: TokensKey, { number }: RememberedEntry): string =>
  `${key.slice(profileOf(key).length + 1)} ${number}`

/** The token's own scopes where it says them, else those that were granted with it; an ID token has none. */
function scopesOfEntry({ which, claims, told }: RememberedEntry): string[] {
  if (which === 'id') return []
  const parsed = claims === null ? null : parseJsonOrNull(claims)
  const own = isRecord(parsed) ? [...scopesOf(parsed['scope']), ...scopesOf(parsed['scp'])] : []
  return own.length > 0 ? own : told.scopes
}

export const pastTokenOf = (
  key: TokensKey,
  entry: RememberedEntry,
  more: Pick<PastToken, 'authority' | 'isCurrent' | 'jtiSeen'>,
): PastToken => ({
  ...{ entry: nameOf(key, entry), which: entry.which, obtainedAt: entry.told.obtainedAt },
  ...{ reference: entry.reference, format: entry.format, expiresAt: entry.expiresAt, jti: entry.jti },
  scopes: scopesOfEntry(entry),
  ...more,
})

const instantOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text))

/** The token of an entry's name, as far as it is remembered; null: it is not. */
export function findPast(
  all: readonly { readonly key: TokensKey; readonly remembered: RememberedTokens }[],
  name: string,
): FoundToken | null {
  for (const { key, remembered } of all) {
    const entry = remembered.entries.find((each) => nameOf(key, each) === name)
    if (entry === undefined) continue
    const { which, format, kindName, reference, length, header, claims, fingerprint, told } = entry
    const obtainedAt = new Date(told.obtainedAt)
    return {
      content: { is: 'remembered', format, kindName, reference, length, header, claims, fingerprint },
      which,
      tokens: { ...told, obtainedAt, expiresAt: instantOrNull(told.expiresAt) },
      issuedBy: { issuer: remembered.issuer, clientId: remembered.clientId },
      ...{ profileId: profileOf(key), sentTo: null, synthetic: false, seenAt: obtainedAt },
    }
  }
  return null
}
