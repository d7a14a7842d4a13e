import * as z from 'zod'
import { SecretText } from '../vault/secret-text.ts'
import { readJwtExpiry } from './read-jwt-expiry.ts'
import { readLifetimeSeconds } from './read-lifetime.ts'
import { readRefreshEnds, refreshLifetimeFields } from './read-refresh-ends.ts'
import type { TokenSet, TokenTies } from './token-set.ts'

/** A token answer (RFC 6749 §5.1) after its odd forms were made plain; not yet bound to a profile. */
export interface TokenAnswer {
  readonly accessToken: SecretText
  readonly refreshToken: SecretText | null
  readonly idToken: SecretText | null
  readonly tokenType: string
  readonly scopes: readonly string[]
  readonly receivedAt: Date
  readonly expiresAt: Date | null
  readonly expirySource: TokenSet['expirySource']
  /** Of the refresh token that came, or, where none came and the server says it all the same, of the one before. */
  readonly refreshEnds: TokenSet['refreshEnds']
  /** Of a sign-in through the browser, whose request and answer the ID token is tied to. */
  readonly ties?: TokenTies
}

export interface AnswerContext {
  /** What was asked for: an answer without `scope` granted just that (RFC 6749 §5.1). */
  readonly askedScopes: readonly string[]
  readonly receivedAt: Date
  /** Server's clock minus ours, where a Date header told it; corrects an expiry that the server wrote as an instant. */
  readonly clockSkewSeconds: number | null
}

const text = z.string().min(1).nullable().catch(null)
const tokenAnswerBody = z.object({
  access_token: z.string().min(1),
  token_type: z.string().min(1),
  refresh_token: text,
  id_token: text,
  scope: z.string().nullable().catch(null),
  expires_in: z.unknown().optional(),
  ...refreshLifetimeFields,
})

function expiryOf(
  accessToken: string,
  expiresIn: unknown,
  context: AnswerContext,
): Pick<TokenAnswer, 'expiresAt' | 'expirySource'> {
  const lifetimeSeconds = readLifetimeSeconds(expiresIn)
  if (lifetimeSeconds !== null) {
    const expiresAt = new Date(context.receivedAt.getTime() + lifetimeSeconds * 1000)
    return { expiresAt, expirySource: 'expires_in' }
  }
  const exp = readJwtExpiry(accessToken)
  if (exp === null) return { expiresAt: null, expirySource: 'unknown' }
  // `exp` is an instant of the server's clock; a lifetime would not need this.
  return { expiresAt: new Date(exp.getTime() - (context.clockSkewSeconds ?? 0) * 1000), expirySource: 'exp' }
}

/**
 * Reads the JSON body of a successful token answer. Throws a ZodError when there is no access token or token type:
 * whoever calls has let the protocol library check that.
 */
export function readTokenAnswer(body: unknown, context: AnswerContext): TokenAnswer {
  const answer = tokenAnswerBody.parse(body)
  const granted = answer.scope?.split(/\s+/).filter((scope) => scope !== '') ?? []
  return {
    accessToken: new SecretText(answer.access_token),
    refreshToken: answer.refresh_token === null ? null : new SecretText(answer.refresh_token),
    idToken: answer.id_token === null ? null : new SecretText(answer.id_token),
    tokenType: answer.token_type,
    scopes: granted.length > 0 ? granted : context.askedScopes,
    receivedAt: context.receivedAt,
    ...expiryOf(answer.access_token, answer.expires_in, context),
    refreshEnds: readRefreshEnds(answer, context),
  }
}
