import type { Diagnosis } from '../../contract/challenges.ts'
import type { ExchangeId, ProfileId } from '../../contract/ids.ts'
import type { Claim } from '../../contract/jwt.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { FoundToken } from '../inspection/found-token.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { createRedactor } from '../requests/redact-sent.ts'
import { wordsIn } from './bodies/said-members.ts'
import { diagnose } from './diagnose.ts'
import type { Introspection, OtherProfile, Refusal } from './refusal.ts'
import type { TokenFacts } from './token-facts.ts'

export interface ReasonTellerParts {
  /** The facts of a refusal; null where it was none, or is held no more. */
  readonly refusalOf: (id: ExchangeId) => Refusal | null
  /** The token that an exchange was sent with. Throws `inspection.gone`. */
  readonly sentToken: (id: ExchangeId) => FoundToken | null
  /**
   * Asks the server of a profile, as its client, about a token (RFC 7662); never another server than the one that gave it
   * (`issuedBy`). Throws `sign_in.*`, `token_service.refused`, `session.signed_out`.
   */
  readonly introspect: (
    id: ProfileId,
    found: FoundToken,
  ) => Promise<{ readonly active: boolean; readonly claims: readonly Pick<Claim, 'name' | 'json'>[] }>
  /** The other profiles as they are now: one may have signed in since. */
  readonly others: (except: ProfileId) => Promise<readonly OtherProfile[]>
}

export interface ReasonTeller {
  /** The reason of a refusal told anew, with what the token's own server says. Throws `exchange.reason_gone`. */
  readonly askServer: (id: ExchangeId) => Promise<Diagnosis>
}

function heard(active: boolean, claims: readonly Pick<Claim, 'name' | 'json'>[]): Introspection {
  if (!active) return { says: 'inactive' }
  const told = Object.fromEntries(claims.map(({ name, json }) => [name, parseJsonOrNull(json)]))
  const listed = (...names: readonly string[]) =>
    names.some((name) => Object.hasOwn(told, name)) ? wordsIn(told, ...names) : null
  const exp = told['exp']
  const expiresAt = typeof exp === 'number' ? new Date(exp * 1000) : null
  return {
    says: 'active',
    scopes: listed('scope', 'scopes'),
    audience: listed('aud'),
    expiresAt: expiresAt === null || Number.isNaN(expiresAt.getTime()) ? null : expiresAt,
  }
}

/** Why nothing was heard, in a sentence; what is no answer of the server about the token is thrown on. */
function unheard(thrown: unknown, host: string): Introspection {
  if (!(thrown instanceof ClaimcheckError)) throw thrown
  switch (thrown.code) {
    case 'sign_in.endpoint_missing':
      return { says: 'nothing', why: `${host} offers nobody to ask about a token (RFC 7662).` }
    case 'token_service.refused':
      return { says: 'nothing', why: `${host} was asked about the token, and refuses to tell this client.` }
    case 'sign_in.client_refused':
      return { says: 'nothing', why: `${host} does not take the profile’s client, so it tells nothing of the token.` }
    case 'sign_in.answer_unreadable':
      return { says: 'nothing', why: `${host} was asked about the token, and its answer can’t be read.` }
    case 'sign_in.issuer_unreachable':
      return { says: 'nothing', why: `${host} could not be reached to ask about the token.` }
    default:
      throw thrown
  }
}

/** What the server knows of a token that can't be read here. */
function withTold(token: TokenFacts | null, introspection: Introspection): TokenFacts | null {
  if (token === null || token.format === 'jwt' || introspection.says !== 'active') return token
  const { scopes, audience, expiresAt } = introspection
  return {
    ...token,
    scopes: scopes ?? token.scopes,
    audience: audience ?? token.audience,
    expiresAt: expiresAt ?? token.expiresAt,
  }
}

/** Tells reasons anew when a person asks the server that gave the token about it. */
export function createReasonTeller({ refusalOf, sentToken, introspect, others }: ReasonTellerParts): ReasonTeller {
  function find(id: ExchangeId) {
    const refusal = refusalOf(id)
    const found = refusal === null ? null : sentToken(id)
    const profile = refusal?.profile ?? null
    if (refusal === null || profile === null || found?.content.is !== 'held') {
      throw new ClaimcheckError('exchange.reason_gone', {})
    }
    return { refusal, profile, found, token: found.content.token }
  }

  return {
    async askServer(id) {
      const { refusal, profile, found, token } = find(id)
      const issuer = profile.issuer ?? ''
      const host = URL.canParse(issuer) ? new URL(issuer).host : 'the server that gave it'
      const introspection = await introspect(profile.id, found).then(
        ({ active, claims }) => heard(active, claims),
        (thrown: unknown) => unheard(thrown, host),
      )
      const asked: Refusal = {
        ...refusal,
        introspection,
        token: withTold(refusal.token, introspection),
        others: await others(profile.id),
      }
      const diagnosis = diagnose(asked, createRedactor([token]).quote)
      if (diagnosis === null) throw new ClaimcheckError('exchange.reason_gone', {})
      return diagnosis
    },
  }
}
