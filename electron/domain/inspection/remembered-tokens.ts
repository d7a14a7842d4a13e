import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { tokenFormat } from '../../contract/jwt.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { decodeObject } from '../jwt/base64-text.ts'
import { readJsonMembers } from '../jwt/json-members.ts'
import { claimValues, textOf } from '../jwt/claim-values.ts'
import { takeApart } from '../jwt/take-apart.ts'
import { tokenReference } from '../jwt/token-reference.ts'
import { readJwtExpiry } from '../tokens/read-jwt-expiry.ts'
import { tokenFingerprint } from '../tokens/token-fingerprint.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { SecretText } from '../vault/secret-text.ts'

const instant = z.iso.datetime()
const entry = z.strictObject({
  /** Counts the tokens of one authority; the greatest is the newest. */
  number: z.number().int(),
  which: z.enum(['access', 'id']),
  fingerprint: z.string(),
  format: tokenFormat,
  kindName: z.string(),
  reference: z.string(),
  length: z.number().int(),
  header: z.string().nullable(),
  claims: z.string().nullable(),
  jti: z.string().nullable(),
  /** The token's own end; what the server said of the access token stands in `told`. */
  expiresAt: instant.nullable(),
  told: z.strictObject({
    tokenType: z.string(),
    scopes: z.array(z.string()),
    obtainedAt: instant,
    expiresAt: instant.nullable(),
    expirySource: z.enum(['expires_in', 'exp', 'unknown']),
  }),
})
export type RememberedEntry = z.infer<typeof entry>

const record = z.strictObject({
  version: z.literal(1),
  issuer: z.string(),
  clientId: z.string(),
  /** The oldest first. */
  entries: z.array(entry),
})
/** What is remembered of the tokens of one profile and authority. */
export type RememberedTokens = z.infer<typeof record>

const mostEntries = 20
const longestContent = 16 * 1024
const largestRecordBytes = 4 * 1024 * 1024

/** Header and claims of a token as they were written; never the part that makes it one. */
function contentOf(text: string): Pick<RememberedEntry, 'format' | 'kindName' | 'header' | 'claims'> {
  const parts = takeApart(text)
  const { format, kindName } = parts
  const isRead = format === 'jwt' || format === 'jwe'
  const header = isRead ? (decodeObject(text.split('.', 1)[0] ?? '')?.text ?? null) : null
  const claims = parts.format === 'jwt' ? parts.claimsText : null
  const isLong = (header?.length ?? 0) + (claims?.length ?? 0) > longestContent
  return { format, kindName, header: isLong ? null : header, claims: isLong ? null : claims }
}

function entryOf(
  token: SecretText,
  which: RememberedEntry['which'],
  tokens: TokenSet,
  number: number,
): RememberedEntry {
  const text = token.reveal()
  const content = contentOf(text)
  const claims = content.claims === null ? null : claimValues(readJsonMembers(content.claims) ?? [])
  const { tokenType, scopes, obtainedAt, expiresAt, expirySource } = tokens
  const end = which === 'id' ? readJwtExpiry(text) : expiresAt
  return {
    ...{ number, which, ...content, length: text.length },
    fingerprint: tokenFingerprint(token),
    reference: tokenReference(text),
    jti: textOf(claims?.get('jti')),
    expiresAt: end?.toISOString() ?? null,
    told: {
      ...{ tokenType, scopes: [...scopes], expirySource },
      obtainedAt: obtainedAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
    },
  }
}

/** The last ones; those that are held still are never let go of, lest they come again as if they were new. */
function lastOf(entries: readonly RememberedEntry[], held: ReadonlySet<string>): RememberedEntry[] {
  let over = entries.length - mostEntries
  return entries.filter((each) => held.has(each.fingerprint) || (over -= 1) < 0)
}

/** Adds the tokens of a set that are not among them yet, and lets go of the oldest. null: nothing is new. */
export function rememberTokens(before: RememberedTokens | null, tokens: TokenSet): RememberedTokens | null {
  const { issuer, clientId, accessToken, idToken } = tokens
  const entries = [...(before?.entries ?? [])]
  const known = new Set(entries.map(({ which, fingerprint }) => `${which} ${fingerprint}`))
  const held = new Set([idToken, accessToken].flatMap((each) => (each === null ? [] : [tokenFingerprint(each)])))
  const count = entries.length
  for (const [which, token] of [['id', idToken] as const, ['access', accessToken] as const]) {
    if (token === null || known.has(`${which} ${tokenFingerprint(token)}`)) continue
    entries.push(entryOf(token, which, tokens, (entries.at(-1)?.number ?? 0) + 1))
  }
  if (entries.length === count) return null
  return { version: 1, issuer, clientId, entries: lastOf(entries, held) }
}

/** The text of the record; packed, since the tokens of one profile are much alike. */
export const writeRemembered = (remembered: RememberedTokens): SecretText =>
  new SecretText(deflateRawSync(JSON.stringify(remembered), { level: 3 }).toString('base64'))

/** null for a record that is not of ours: what was remembered is lost then, and no token with it. */
export function readRemembered(text: SecretText): RememberedTokens | null {
  const packed = Buffer.from(text.reveal(), 'base64')
  const parsed = record.safeParse(parseJsonOrNull(unpack(packed)))
  return parsed.success ? parsed.data : null
}

function unpack(packed: Buffer): string {
  try {
    return inflateRawSync(packed, { maxOutputLength: largestRecordBytes }).toString('utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return ''
    throw thrown
  }
}
