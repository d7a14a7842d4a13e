import type * as z from 'zod'
import type { tokenServiceChannels } from '../../contract/token-service.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { takeApart } from '../jwt/take-apart.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { sayLife } from './say-time.ts'
import type { RevocableToken, Revocation, TokenServer } from './token-server.ts'

type Revoked = z.infer<(typeof tokenServiceChannels)['tokenService.revoke']['response']>
export type RevocationStep = Revoked['steps'][number]

interface Situation {
  readonly which: RevocableToken
  readonly host: string
  readonly tokens: TokenSet
  readonly now: Date
}

/** What goes on where a token was not revoked. */
const stays = ({ which, tokens, now }: Situation): string =>
  which === 'access'
    ? `the access token ${sayLife(tokens.expiresAt, now)}`
    : 'the refresh token is good until the server ends it'

function sayRevoked({ which, tokens, now }: Situation): string {
  if (which === 'refresh') return 'The refresh token is revoked: nobody gets new tokens with it.'
  const isSelfContained = takeApart(tokens.accessToken.reveal()).format === 'jwt'
  const isOver = tokens.expiresAt !== null && tokens.expiresAt <= now
  // RFC 7009 §3: a resource server that checks only the signature does not hear of it.
  const but = ` An API that only checks its signature still takes it: for such, ${stays({ which, tokens, now, host: '' })}.`
  return `The access token is revoked.${isSelfContained && !isOver ? but : ''}`
}

function sayRefused({ status, error, description }: Extract<Revocation, { kind: 'refused' }>, host: string): string {
  const words = [error, description].filter((each) => each !== null).join(': ')
  return `${host} refused (${status}${words === '' ? '' : `, ${words}`})`
}

function stepFor(answer: Revocation | { kind: 'no-endpoint' }, at: Situation): RevocationStep {
  const { which, host } = at
  switch (answer.kind) {
    case 'revoked':
      return { which, outcome: 'done', sentence: sayRevoked(at) }
    case 'no-endpoint':
      return { which, outcome: 'not-offered', sentence: `${host} revokes no tokens (RFC 7009): ${stays(at)}.` }
    case 'type-not-supported': {
      const other = which === 'access' ? 'refresh' : 'access'
      return { which, outcome: 'not-offered', sentence: `This server revokes ${other} tokens only: ${stays(at)}.` }
    }
    case 'refused':
      return { which, outcome: 'refused', sentence: `${sayRefused(answer, host)}: ${stays(at)}.` }
    case 'busy': {
      const { retryAfterSeconds } = answer
      const later = retryAfterSeconds === null ? 'later' : `in ${retryAfterSeconds} s`
      return { which, outcome: 'unreachable', sentence: `${host} is busy (503). Try again ${later}: ${stays(at)}.` }
    }
    case 'unreachable':
      return { which, outcome: 'unreachable', sentence: `${answer.message.replace(/\.$/, '')}: ${stays(at)}.` }
  }
}

/** A server whose metadata could not be had has revoked nothing; what it does not offer is no fault. */
function answerOf(thrown: unknown): Revocation | { kind: 'no-endpoint' } {
  if (!(thrown instanceof ClaimcheckError)) throw thrown
  if (thrown.code === 'sign_in.endpoint_missing') return { kind: 'no-endpoint' }
  if (thrown.code !== 'sign_in.issuer_unreachable') throw thrown
  const host = 'host' in thrown.details ? String(thrown.details.host) : 'The server'
  return { kind: 'unreachable', message: `${host} could not be reached` }
}

/** The refresh token first: with it, a client could get new access tokens while the old one is being revoked. */
export async function revokeTokens(
  server: Pick<TokenServer, 'revoke'>,
  client: OAuthClient,
  tokens: TokenSet,
  now: () => Date,
): Promise<RevocationStep[]> {
  const { accessToken, refreshToken } = tokens
  const { host } = new URL(client.issuer)
  const named = [
    ...(refreshToken === null ? [] : [{ which: 'refresh', token: refreshToken } as const]),
    { which: 'access', token: accessToken } as const,
  ]
  const steps: RevocationStep[] = []
  for (const { which, token } of named) {
    const answer = await server.revoke(client, { which, token }).catch(answerOf)
    steps.push(stepFor(answer, { which, host, tokens, now: now() }))
  }
  return steps
}

/**
 * True where all that the server revokes at all is revoked: then nothing is left here worth keeping. A refresh token
 * that is still good is never forgotten, since only with it the session can be ended later.
 */
export function isAllRevoked(steps: readonly RevocationStep[]): boolean {
  const isSettled = ({ which, outcome }: RevocationStep): boolean =>
    outcome === 'done' || (which === 'access' && outcome === 'not-offered')
  return steps.every(isSettled) && steps.some(({ outcome }) => outcome === 'done')
}
