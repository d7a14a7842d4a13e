import type { CustomFetch } from 'openid-client'
import { challengeParam } from '../domain/challenges/challenge-params.ts'
import { parseChallenges } from '../domain/challenges/parse-challenges.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { isRecord } from '../domain/json/is-record.ts'
import type { EndpointName } from './openid-provider-endpoints.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import { unreachable } from './recording-fetch-reason.ts'
import type { Heard } from './recording-fetch.ts'

/** An endpoint's answer beside what the library makes of it. */
export interface Overheard {
  readonly heard: Heard
  /** As it came: the library's view has no more than JavaScript's numbers can hold. */
  readonly text: string
  readonly challenge: string | null
}

/** Listens to one call of the library; what was heard last counts, after a retry with a server's nonce too. */
export function watchCall({ known, recording }: Pick<OpenIdSession, 'known' | 'recording'>) {
  let overheard: Overheard | null = null
  const fetch: CustomFetch = async (url, init) => {
    const response = await recording.fetch(url, init)
    const last = recording.last()
    // The keys are read after the answer came; they are not what was asked for.
    if (url !== known.metadata.jwks_uri && last?.kind === 'heard') {
      const challenge = response.headers.get('www-authenticate')
      overheard = { heard: last.heard, text: await response.clone().text(), challenge }
    }
    return response
  }
  return { fetch, overheard: (): Overheard | null => overheard }
}
export type Watched = ReturnType<typeof watchCall>

interface Words {
  readonly error: string | null
  readonly description: string | null
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The server's own words: of a JSON error (RFC 6749 §5.2), else of its challenge (RFC 6750 §3). */
export function wordsOf({ heard, challenge }: Overheard): Words {
  const json = isRecord(heard.json) ? heard.json : {}
  const error = textOrNull(json['error'])
  if (error !== null) return { error, description: textOrNull(json['error_description']) }
  const challenges = parseChallenges(challenge === null ? [] : [challenge])
  const telling = challenges.find((each) => challengeParam(each, 'error') !== null)
  if (telling === undefined) return { error: null, description: null }
  return { error: challengeParam(telling, 'error'), description: challengeParam(telling, 'error_description') }
}

const hasCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code

/** Why an answer of status 200 is none, in a sentence. The library's words name fields, never values. */
function whyUnusable(thrown: unknown): string {
  if (hasCode(thrown, 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')) {
    return 'It tells of somebody else than the ID token does (sub), so what it says must not be used (OpenID Connect Core §5.3.2)'
  }
  if (hasCode(thrown, 'OAUTH_RESPONSE_IS_NOT_JSON')) return 'The answer is not of the type that was asked for'
  if (hasCode(thrown, 'OAUTH_PARSE_ERROR')) return 'The answer is no JSON'
  const inner = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : null
  return `The answer can not be used: ${inner ?? (thrown instanceof Error ? thrown.message : 'unknown')}`
}

/** A call of the library that did not give what was asked for, as a failure; every text redacted. */
export function callFailure(
  thrown: unknown,
  { recording, redactor }: Pick<OpenIdSession, 'recording' | 'redactor'>,
  watched: Watched,
  endpoint: EndpointName,
): unknown {
  if (thrown instanceof ClaimcheckError) return thrown
  const refusal = recording.refusal()
  if (refusal !== null) return refusal
  const last = recording.last()
  if (last?.kind === 'no-answer') return unreachable(last, thrown)
  const overheard = watched.overheard()
  if (overheard === null) return thrown
  const { status } = overheard.heard
  const { error, description } = status === 200 ? { error: null, description: whyUnusable(thrown) } : wordsOf(overheard)
  return new ClaimcheckError('token_service.refused', {
    ...{ endpoint, status },
    error: error === null ? null : redactor.text(error),
    description: description === null ? null : redactor.text(description),
  })
}
