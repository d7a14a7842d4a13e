import type { RefusalCause } from '../../contract/failures.ts'
import type { ClientAuthentication } from '../../contract/oauth.ts'

/** What was asked for when the server said no. */
export type RefusedRequest =
  | 'code'
  | 'client_credentials'
  | 'password'
  | 'jwt_bearer'
  | 'token_exchange'
  | 'refresh_token'
  | 'device_code'
  /** The device authorisation request itself (RFC 8628 §3.1). */
  | 'device_request'
  /** RFC 9126 */
  | 'pushed_request'

export interface Refusal {
  /** The OAuth error, or `HTTP 401` where the server named none. */
  readonly error: string
  readonly description: string | null
  readonly status: number
  readonly asked: RefusedRequest
  readonly authentication: ClientAuthentication
  /** Server's clock minus ours; null where it is not known. */
  readonly skewSeconds: number | null
}

type Rule = readonly [pattern: RegExp, cause: RefusalCause]

// Errors that say by their name alone what they are about (RFC 6749 §5.2, RFC 8707 §2, RFC 9449 §5 and §8, RFC 9126 §2.3).
const byError: Partial<Record<string, RefusalCause>> = {
  invalid_scope: 'scope',
  invalid_target: 'resource',
  unauthorized_client: 'grant-not-allowed',
  unsupported_grant_type: 'grant-not-allowed',
  unsupported_response_type: 'grant-not-allowed',
  invalid_dpop_proof: 'dpop',
  use_dpop_nonce: 'dpop',
  invalid_redirect_uri: 'redirect',
  redirect_uri_mismatch: 'redirect',
  invalid_code: 'code',
  bad_verification_code: 'code',
  incorrect_client_credentials: 'client-secret',
  bad_refresh_token: 'refresh-token',
  invalid_resource: 'resource',
  invalid_certificate: 'client-certificate',
}

const clockWords =
  /\b(?:clock|skew)\b|\b(?:iat|nbf|exp|not[- ]?before|issued at)\b.{0,60}\b(?:future|past|old|early|late|recent|acceptable)\b|\b(?:in the future|not yet valid)\b/i

// The most telling word decides; the order is part of the rule.
const words: readonly Rule[] = [
  [/\bdpop\b|\bproof[- ]of[- ]possession\b|\bjkt\b/i, 'dpop'],
  [/redirect[_ -]?ur[il]|reply (?:url|address)/i, 'redirect'],
  [/code[_ -]?(?:verifier|challenge)|\bpkce\b/i, 'pkce'],
  [
    /unsupported (?:client )?auth\w* method|auth\w* method (?:is )?(?:not|un)|token_endpoint_auth_method|multiple (?:client )?(?:authentication|credentials)|authorization header|(?:must|should) (?:be )?authenticate\w* (?:with|using|via|by)\b/i,
    'client-authentication',
  ],
  [/\b(?:client )?certificate\b|\bmtls\b|\bx5t\b|mutual tls/i, 'client-certificate'],
  [/subject[_ -]?token|actor[_ -]?token/i, 'subject-token'],
]

const aboutClient: readonly Rule[] = [
  [/\bcredentials\b/i, 'client-secret'],
  [/\bclient is invalid\b/i, 'client-unknown'],
  [
    /(?:client|application)\b.{0,60}\b(?:not (?:be )?found|unknown|does(?: not|n['’]t) exist|not registered|unrecogni[sz]ed|disabled|invalid client[_ ]?id)|(?:unknown|no such|unrecogni[sz]ed|unregistered|invalid) (?:client[_ ]?id|client|application)\b(?![_ ]?(?:secret|cred|auth|assert))/i,
    'client-unknown',
  ],
  [/\bsecret\b/i, 'client-secret'],
  [/assertion|signature|\bjwks?\b|\bkid\b|\bkey\b|\baud(?:ience)?\b/i, 'client-key'],
]

/** What a client that authenticates this way has most likely wrong when nothing tells more. */
function clientCause({ authentication }: Refusal): RefusalCause {
  switch (authentication) {
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'client_secret_jwt':
      return 'client-secret'
    case 'private_key_jwt':
      return 'client-key'
    case 'tls_client_auth':
      return 'client-certificate'
    case 'none':
      return 'client-authentication'
  }
}

/** What an `invalid_grant` is about when its description says nothing: what was handed in. */
const byRequest: { readonly [Asked in RefusedRequest]: RefusalCause } = {
  code: 'code',
  client_credentials: 'unknown',
  password: 'person',
  jwt_bearer: 'assertion',
  token_exchange: 'subject-token',
  refresh_token: 'refresh-token',
  device_code: 'unknown',
  device_request: 'unknown',
  pushed_request: 'unknown',
}

const first = (rules: readonly Rule[], text: string): RefusalCause | null =>
  rules.find(([pattern]) => pattern.test(text))?.[1] ?? null

function clientRefusal(refusal: Refusal, text: string): RefusalCause {
  const told = first(aboutClient, text)
  // A secret that was never sent can't be wrong: the server wants one.
  if (refusal.authentication === 'none' && told !== 'client-unknown') return 'client-authentication'
  if (told === 'client-secret' && refusal.authentication === 'private_key_jwt') return 'client-authentication'
  if (told === 'client-key' && !refusal.authentication.endsWith('_jwt')) return clientCause(refusal)
  return told === 'client-key' ? clientCause(refusal) : (told ?? clientCause(refusal))
}

const sendsAssertion = ({ asked, authentication }: Refusal): boolean =>
  asked === 'jwt_bearer' || authentication === 'private_key_jwt' || authentication === 'client_secret_jwt'

/** A server's clock that is further off than this is a likely reason for a refused time. */
const worthSayingSeconds = 60

/**
 * What an OAuth error is most likely about, told from the error, its description and what was sent. A guess that is
 * said as one: the server's own words are always shown beside it.
 */
export function refusalCause(refusal: Refusal): RefusalCause {
  const { error, asked, skewSeconds } = refusal
  const text = refusal.description ?? ''
  if (clockWords.test(text)) return 'clock'
  const isFarOff = skewSeconds !== null && Math.abs(skewSeconds) > worthSayingSeconds
  if (
    isFarOff &&
    (error === 'invalid_dpop_proof' || (sendsAssertion(refusal) && /expired|\bexp\b|\biat\b/i.test(text)))
  ) {
    return 'clock'
  }
  const certain = byError[error]
  if (certain !== undefined && error !== 'unauthorized_client') return certain
  const told = first(words, text)
  if (error === 'invalid_client' || error === 'HTTP 401') return told ?? clientRefusal(refusal, text)
  if (told !== null) return told
  // Some servers say so of a client that is unknown or gave a wrong secret.
  if (certain !== undefined) return first(aboutClient, text) === null ? certain : clientRefusal(refusal, text)
  if (error === 'invalid_grant' || error === 'access_denied') return byRequest[asked]
  return fromDescription(refusal, text)
}

// invalid_request and what servers made up: the description is all there is.
const furtherWords: readonly Rule[] = [
  [/\bscopes?\b/i, 'scope'],
  [/\b(?:resource|audience|target)\b/i, 'resource'],
  [/grant[_ ]type|response[_ ]type|\bgrant\b/i, 'grant-not-allowed'],
  [/\bassertion\b/i, 'assertion'],
  [/refresh[_ ]token/i, 'refresh-token'],
  [/\b(?:username|password|user|account|mfa|multi-?factor|login)\b/i, 'person'],
  [/\bcode\b/i, 'code'],
  [/\bsecret\b/i, 'client-secret'],
  [/\bclient[_ ]?id\b/i, 'client-unknown'],
]

function fromDescription({ asked }: Refusal, text: string): RefusalCause {
  const told = first(furtherWords, text)
  if (told === 'assertion' && asked !== 'jwt_bearer') return 'client-key'
  return told ?? 'unknown'
}
