import * as z from 'zod'
import { endReason } from '../../contract/tokens.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { SecretText } from '../vault/secret-text.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import type { TokenSet } from './token-set.ts'

/** Why a sign-in is over although its last tokens are still kept, to be looked at. */
export interface Ended {
  readonly reason: 'refused' | 'sign-in-over' | 'answer-lost'
  readonly description: string | null
}
export interface StoredTokens {
  readonly tokens: TokenSet
  readonly ended: Ended | null
}

const instant = z.iso.datetime().transform((text) => new Date(text))
const token = z
  .string()
  .min(1)
  .transform((text) => new SecretText(text))

const tokensOfVersion1 = {
  accessToken: token,
  refreshToken: token.nullable(),
  idToken: token.nullable(),
  tokenType: z.string(),
  scopes: z.array(z.string()),
  obtainedAt: instant,
  expiresAt: instant.nullable(),
  expirySource: z.enum(['expires_in', 'exp', 'unknown']),
  issuer: z.string(),
  clientId: z.string(),
  refreshCount: z.number().int(),
}
const refreshEnds = z.strictObject({
  at: instant,
  since: instant,
  source: z.enum(['refresh_expires_in', 'refresh_token_exp']),
})
const ties = z.strictObject({
  idTokenFrom: z.enum(['sign-in', 'refresh']),
  nonce: z.string().nullable(),
  codeHash: z.string().nullable(),
  stateHash: z.string().nullable(),
  isAccessTokenNewer: z.boolean(),
})
const ended = z
  .strictObject({
    reason: endReason.extract(['refused', 'sign-in-over', 'answer-lost']),
    description: z.string().nullable(),
  })
  .nullable()

const version1 = z
  .strictObject({ version: z.literal(1), tokens: z.strictObject(tokensOfVersion1), ended })
  .transform(({ tokens, ...rest }) => ({ ...rest, tokens: { ...tokens, refreshEnds: null } }))
const version2 = z.strictObject({
  version: z.literal(2),
  tokens: z.strictObject({ ...tokensOfVersion1, refreshEnds: refreshEnds.nullable(), ties: ties.exactOptional() }),
  ended,
})
const storedTokens = z.union([version2, version1])

/** The text that goes into the sealed record. The only place where tokens become plain text. */
export function writeStoredTokens(stored: StoredTokens): SecretText {
  const { tokens, ended: end } = stored
  const plain = {
    ...tokens,
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken?.reveal() ?? null,
    idToken: tokens.idToken?.reveal() ?? null,
  }
  return new SecretText(JSON.stringify({ version: 2, tokens: plain, ended: end }))
}

/** Reads the text of a record; throws `vault.record_unreadable` and leaves the record alone when it is not ours. */
export function readStoredTokens(record: SecretText): StoredTokens {
  const parsed = storedTokens.safeParse(parseJsonOrNull(record.reveal()))
  if (!parsed.success) throw new ClaimcheckError('vault.record_unreadable', { kind: 'tokens' })
  return { tokens: parsed.data.tokens, ended: parsed.data.ended }
}
