import { isRecord } from '../../json/is-record.ts'
import { memberOf, textIn } from './said-members.ts'
import type { KnownServer, Seen } from './seen.ts'

const is = 'provider'

/** `reason` of Google's ErrorInfo (AIP-193), or an empty text. */
function errorInfoReason(json: unknown): string {
  const details = memberOf(memberOf(json, 'error'), 'details')
  const info = Array.isArray(details) ? details.find((each) => textIn(each, 'reason') !== null) : undefined
  return textIn(info, 'reason') ?? ''
}

const isGoogle = ({ json }: Seen): boolean =>
  typeof memberOf(memberOf(json, 'error'), 'code') === 'number' && textIn(memberOf(json, 'error'), 'status') !== null

const google = (pattern: RegExp) => (seen: Seen) => isGoogle(seen) && pattern.test(errorInfoReason(seen.json))

const googleReasons: readonly KnownServer[] = [
  [/SCOPE_INSUFFICIENT/, 'scope'] as const,
  [/ACCESS_TOKEN_EXPIRED/, 'expired'] as const,
  [/CREDENTIALS_MISSING/, 'no-credential'] as const,
  [/API_KEY/, 'key'] as const,
  [/IAM_PERMISSION_DENIED|USER_PROJECT_DENIED/, 'role'] as const,
  [/SERVICE_DISABLED|BILLING_DISABLED|RATE_LIMIT|RESOURCE_QUOTA/, 'limit'] as const,
].map(([pattern, reason]) => ({ name: 'Google Cloud', is, wrote: google(pattern), means: [[/.?/s, reason]] }))

/** APIs that are called so often that their own words are known. */
export const providers: readonly KnownServer[] = [
  ...googleReasons,
  {
    ...{ name: 'Google Cloud', is },
    wrote: isGoogle,
    means: [
      [/api key not valid|api key expired/i, 'key'],
      [/missing required authentication credential/i, 'token-refused'],
      [/ratelimit|quota/i, 'limit'],
      [/invalid authentication credentials|^unauthenticated/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Microsoft Graph', is },
    wrote: ({ json }) => isRecord(memberOf(memberOf(json, 'error'), 'innerError', 'innererror')),
    means: [
      [/token is empty/i, 'no-credential'],
      [/has expired or is not yet valid/i, null],
      [/lifetime validation failed|token is expired|has expired/i, 'expired'],
      [/invalid audience/i, 'audience'],
      [/compacttoken parsing|jwt is not well formed|idx1[24]/i, 'unreadable'],
      [/insufficient privileges|missing scope|missing_scope/i, 'scope'],
      [/continuous access|locationconditionevaluation|tokenissuedbeforerevocationtimestamp/i, 'revoked'],
      [/invalidauthenticationtoken/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'GitHub', is },
    wrote: ({ json, header }) =>
      header('x-github-request-id') !== '' ||
      textIn(json, 'documentation_url')?.startsWith('https://docs.github.com/') === true,
    means: [
      [/rate limit/i, 'limit'],
      [/requires authentication/i, 'no-credential'],
      [/saml|sso/i, 'policy'],
      [/not accessible by/i, 'scope'],
      [/must have (?:admin|push)/i, 'role'],
      [/bad credentials/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'GitLab', is },
    wrote: ({ header }) => header('x-gitlab-meta') !== '',
    means: [
      [/token is expired/i, 'expired'],
      [/was revoked/i, 'revoked'],
      [/401 unauthorized/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Okta', is },
    wrote: ({ json }) => /^E0000\d{3}$/.test(textIn(json, 'errorCode') ?? ''),
    means: [
      [/^e0000047/i, 'limit'],
      [/^e0000006/i, 'role'],
      [/^e0000005/i, 'session-ended'],
      [/^e0000011/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Auth0', is },
    wrote: ({ json }) =>
      typeof memberOf(json, 'statusCode') === 'number' &&
      textIn(json, 'error') !== null &&
      textIn(json, 'message') !== null,
    means: [
      [/insufficient scope/i, 'scope'],
      [/expired token/i, 'expired'],
      [/bad audience/i, 'audience'],
      [/missing authentication/i, 'no-credential'],
      [/invalid token|bad http authentication/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Salesforce', is },
    wrote: ({ json }) => Array.isArray(json) && /^[A-Z][A-Z_]+$/.test(textIn(json[0], 'errorCode') ?? ''),
    means: [
      [/invalid_session_id/i, 'session-ended'],
      [/request_limit/i, 'limit'],
      [/insufficient_access|insufficient_privileges/i, 'role'],
    ],
  },
  {
    ...{ name: 'Stripe', is },
    wrote: ({ json, header }) =>
      header('stripe-version') !== '' ||
      /^https:\/\/(?:dashboard\.)?stripe\.com\//.test(
        textIn(memberOf(json, 'error'), 'doc_url', 'request_log_url') ?? '',
      ) ||
      /\bAPI [Kk]ey\b.{0,40}(?:Stripe|sk_|provided)/.test(textIn(memberOf(json, 'error'), 'message') ?? ''),
    means: [
      [/did not provide an api key/i, 'no-credential'],
      [/api key/i, 'key'],
    ],
  },
  {
    ...{ name: 'Slack', is, atAnyStatus: true },
    wrote: ({ json }) => memberOf(json, 'ok') === false && textIn(json, 'error') !== null,
    means: [
      [/^not_authed/i, 'no-credential'],
      [/^token_expired/i, 'expired'],
      [/^token_revoked/i, 'revoked'],
      [/^account_inactive/i, 'session-ended'],
      [/^missing_scope/i, 'scope'],
      [/^invalid_auth/i, 'token-refused'],
      [/^ratelimited/i, 'limit'],
    ],
  },
  {
    ...{ name: 'Meta Graph API', is, atAnyStatus: true },
    wrote: ({ json }) => textIn(memberOf(json, 'error'), 'type') === 'OAuthException',
    means: [
      [/session has expired|has expired/i, 'expired'],
      [/invalidated|logged out|has not authorized/i, 'session-ended'],
      [/permission/i, 'scope'],
      [/an active access token must be used/i, 'no-credential'],
      [/access token/i, 'token-refused'],
    ],
  },
]
