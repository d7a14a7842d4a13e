import type { IDToken } from 'openid-client'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { Granted, OpenIdProvider, ProviderCall } from '../domain/sign-in/provider.ts'
import { isSameSecret } from '../domain/sign-in/same-secret.ts'
import { readTokenAnswer } from '../domain/tokens/read-token-answer.ts'
import { callbackProblem, expectedIssuerOf } from './openid-provider-callback.ts'
import { idTokenFailure, noAnswerFailure } from './openid-provider-failures.ts'
import { findIdTokenProblem } from './openid-provider-id-token.ts'
import type { OpenIdSession } from './openid-provider-session.ts'

export type ImplicitRequest = Parameters<OpenIdProvider['acceptImplicit']>[1]

interface Accepting {
  readonly client: OAuthClient
  readonly request: ImplicitRequest
  readonly now: () => Date
  readonly call: ProviderCall
}

function reject(call: ProviderCall, problem: string): never {
  call.trace.blame(problem)
  throw new ClaimcheckError('sign_in.callback_rejected', { reason: 'malformed' })
}

/** The parameters that the browser came back with; an error may stand in the query, tokens only in the fragment. */
function answerOf(callback: URL): URLSearchParams {
  const fragment = new URLSearchParams(callback.hash.slice(1))
  const query = callback.searchParams
  return fragment.size === 0 && query.has('error') ? query : fragment
}

/** Which step failed is told by what was heard last: the keys, or nothing at all. */
function idTokenRefused(thrown: unknown, { recording }: OpenIdSession, call: ProviderCall): Error {
  const refusal = recording.refusal()
  if (refusal !== null) return refusal
  const last = recording.last()
  if (last?.kind === 'no-answer') return noAnswerFailure(last, thrown)
  const inner = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
  const said = inner instanceof Error ? inner.message : 'unknown'
  const status = last === null ? 200 : last.heard.status
  const reason = status === 200 ? said : `the server's keys could not be read (HTTP ${status})`
  const isTime = thrown instanceof Error && 'code' in thrown && thrown.code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'
  const skewSeconds = last?.kind === 'heard' ? last.heard.skewSeconds : null
  return idTokenFailure({ kind: isTime ? 'time' : 'binding', reason }, { skewSeconds }, call.trace)
}

/** The ID token's claims, checked by the library: signature, issuer, audience, times and nonce. */
async function claimsOf(session: OpenIdSession, callback: URL, accepting: Accepting): Promise<IDToken> {
  const { lib } = session
  const { client, request, call } = accepting
  const { state, nonce } = request.binding
  const config = await session.configure({ ...client, authentication: 'none' })
  lib.useIdTokenResponseType(config)
  try {
    const checks = { expectedState: state.reveal() }
    const claims = await lib.implicitAuthentication(config, callback, nonce?.reveal() ?? '', checks)
    session.keepKeys(config)
    return claims
  } catch (thrown) {
    throw idTokenRefused(thrown, session, call)
  }
}

/** The tokens in the fragment of an address (RFC 6749 §4.2.2, OpenID Connect Core §3.2.2.5). Throws `sign_in.*`. */
export async function acceptFragment(session: OpenIdSession, accepting: Accepting): Promise<Granted> {
  const { client, request, now, call } = accepting
  const { redactor, known, recording } = session
  const callback = new URL(request.callback.reveal())
  const answer = answerOf(callback)
  const { state, nonce } = request.binding
  for (const secret of [state.reveal(), nonce?.reveal(), answer.get('access_token'), answer.get('id_token')]) {
    redactor.hide(secret)
  }
  if (!isSameSecret(answer.get('state') ?? '', state.reveal())) {
    reject(call, 'The answer belongs to another request: its state is not the one that was sent')
  }
  const { trace } = call
  const named = expectedIssuerOf(known)
  // An ID token names its issuer itself, and is checked for it below (RFC 9207 §2): such an answer need not do it twice.
  const isNamedByIdToken = nonce !== null && answer.has('id_token')
  const problem = callbackProblem(answer, {
    expected: { ...named, isNamedInAnswers: named.isNamedInAnswers && !isNamedByIdToken },
    wanted: 'access_token',
    redactor,
    trace,
  })
  if (problem !== null) throw problem
  const type = answer.get('token_type')?.toLowerCase() ?? ''
  // RFC 9449 binds tokens of the token endpoint only.
  if (type !== 'bearer') reject(call, `A token of the type “${redactor.text(type)}” can't be used from this flow`)
  const members = Object.fromEntries(answer)
  const receivedAt = now()
  const idToken = answer.get('id_token')
  // Without `openid` no ID token was asked for, and nothing binds one to this sign-in.
  if (nonce === null)
    return { answer: readTokenAnswer({ ...members, id_token: null }, contextOf(null)), clockSkewSeconds: null }
  if (idToken === null) reject(call, 'An ID token was asked for and did not come')
  const claims = await claimsOf(session, callback, accepting)
  const expected = {
    accessToken: answer.get('access_token') ?? '',
    clientId: client.clientId,
    now: now(),
    hashRequired: true,
  }
  const last = recording.last()
  const skewSeconds = last?.kind === 'heard' ? last.heard.skewSeconds : null
  const mismatch = findIdTokenProblem(idToken, claims, expected)
  if (mismatch !== null) throw idTokenFailure(mismatch, { skewSeconds }, trace)
  return { answer: readTokenAnswer(members, contextOf(skewSeconds)), clockSkewSeconds: skewSeconds }

  function contextOf(clockSkewSeconds: number | null) {
    return { askedScopes: request.scopes, receivedAt, clockSkewSeconds }
  }
}
