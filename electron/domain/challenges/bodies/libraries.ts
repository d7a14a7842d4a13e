import { isRecord } from '../../json/is-record.ts'
import { memberOf, textIn } from './said-members.ts'
import type { KnownServer, Seen } from './seen.ts'

const is = 'library'
const extensionCode = ({ json }: Seen): string => {
  const errors = memberOf(json, 'errors')
  return Array.isArray(errors) ? (textIn(memberOf(errors[0], 'extensions'), 'code') ?? '') : ''
}

/** What APIs are made with, and back ends that are an API by themselves. */
export const libraries: readonly KnownServer[] = [
  {
    ...{ name: 'Hasura', is, atAnyStatus: true },
    wrote: (seen) => /^(?:invalid-jwt|invalid-headers|access-denied|permission-error)$/.test(extensionCode(seen)),
    means: [
      [/jwtexpired/i, 'expired'],
      [/jwtnotinaudience|audience/i, 'audience'],
      [/jwtnotinissuer|issuer/i, 'issuer'],
      [/missing.{0,20}authorization/i, 'no-credential'],
      [/jwserror|signature/i, 'signature'],
      [/invalid-jwt/i, 'token-refused'],
      [/access-denied|permission-error/i, 'role'],
    ],
  },
  {
    ...{ name: 'GraphQL', is, atAnyStatus: true },
    wrote: (seen) =>
      /^(?:UNAUTHENTICATED|FORBIDDEN|AUTH_NOT_AUTHENTICATED|AUTH_NOT_AUTHORIZED|UnauthorizedException|Unauthorized)$/.test(
        extensionCode(seen),
      ),
    means: [
      [/^(?:unauthenticated|auth_not_authenticated|unauthorizedexception)/i, 'token-refused'],
      [/^(?:forbidden|auth_not_authorized|unauthorized)/i, 'policy'],
    ],
  },
  {
    ...{ name: 'PostgREST', is },
    wrote: ({ json }) => /^PGRST3\d\d$|^42501$/.test(textIn(json, 'code') ?? ''),
    means: [
      [/jwt expired/i, 'expired'],
      [/^pgrst302/i, 'no-credential'],
      [/jwsinvalidsignature|jwserror/i, 'signature'],
      [/audience/i, 'audience'],
      [/^pgrst30[0-3]/i, 'token-refused'],
      [/^42501/, 'role'],
    ],
  },
  {
    ...{ name: 'Supabase', is },
    wrote: ({ json, header }) =>
      header('sb-gateway-version') !== '' ||
      header('sb-project-ref') !== '' ||
      /`apikey` request header/.test(textIn(json, 'hint') ?? '') ||
      /^(?:bad_jwt|no_authorization)$/.test(textIn(json, 'error_code') ?? ''),
    means: [
      [/no api key found|no_authorization/i, 'no-credential'],
      [/invalid api key/i, 'key'],
      [/expired/i, 'expired'],
      [/bad_jwt|invalid jwt/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Firebase', is },
    wrote: ({ json }) =>
      /^(?:Auth token is expired|Could not parse auth token\.?|Permission denied|Firebase )|^auth\/(?:id-token|argument)/.test(
        textIn(json, 'error', 'code', 'message') ?? '',
      ),
    means: [
      [/expired/i, 'expired'],
      [/could not parse/i, 'unreadable'],
      [/incorrect "aud"/i, 'audience'],
      [/incorrect "iss"/i, 'issuer'],
      [/id-token-revoked/i, 'revoked'],
      [/permission denied/i, 'policy'],
    ],
  },
  {
    ...{ name: 'Kubernetes', is },
    wrote: ({ json }) => textIn(json, 'kind') === 'Status' && textIn(json, 'apiVersion') !== null,
    means: [
      [/cannot \w+ resource|is forbidden/i, 'role'],
      [/unauthorized/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Elasticsearch', is },
    wrote: ({ json }) => textIn(memberOf(json, 'error'), 'type') === 'security_exception',
    means: [
      [/missing authentication/i, 'no-credential'],
      [/expired/i, 'expired'],
      [/is unauthorized for/i, 'role'],
      [/unable to authenticate|failed to authenticate/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'a container registry', is },
    wrote: ({ json, header }) =>
      header('docker-distribution-api-version') !== '' && Array.isArray(memberOf(json, 'errors')),
    means: [[/denied/i, 'scope']],
  },
  {
    ...{ name: 'HashiCorp Vault', is },
    wrote: ({ json }) =>
      Array.isArray(memberOf(json, 'errors')) &&
      /^(?:permission denied|missing client token|.{0,40}\n?.{0,20}invalid token)/.test(
        [memberOf(json, 'errors')].flat().join(' '),
      ),
    means: [
      [/missing client token/i, 'no-credential'],
      [/invalid token/i, 'token-refused'],
      [/permission denied/i, 'policy'],
    ],
  },
  {
    ...{ name: 'Jira', is },
    wrote: ({ json, header, plain }) =>
      header('x-arequestid') !== '' ||
      typeof memberOf(json, 'status-code') === 'number' ||
      plain.startsWith('XSRF check failed'),
    means: [
      [/xsrf/i, 'csrf'],
      [/must be authenticated/i, 'no-credential'],
    ],
  },
  {
    ...{ name: 'Django REST framework', is },
    wrote: ({ json }) =>
      isRecord(json) &&
      /^(?:Authentication credentials were not provided|Given token not valid|CSRF Failed|You do not have permission to perform|Invalid token(?: header)?\.|Invalid username\/password)/.test(
        textIn(json, 'detail') ?? '',
      ),
    means: [
      [/not provided/i, 'no-credential'],
      [/csrf/i, 'csrf'],
      [/token/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Laravel', is },
    wrote: ({ json, status, page }) =>
      /^(?:Unauthenticated\.|CSRF token mismatch\.|This action is unauthorized\.)$/.test(
        textIn(json, 'message') ?? '',
      ) ||
      (status === 419 && page !== null),
    means: [
      [/csrf|page expired/i, 'csrf'],
      [/unauthenticated/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Rails', is },
    wrote: ({ words }) => /InvalidAuthenticityToken|verify CSRF token authenticity/.test(words),
    means: [[/.?/s, 'csrf']],
  },
  {
    ...{ name: 'ASP.NET Core', is },
    wrote: ({ json }) => textIn(json, 'traceId') !== null && textIn(json, 'title') !== null,
    means: [],
  },
  {
    ...{ name: 'Spring Boot', is },
    wrote: ({ json, plain }) =>
      (textIn(json, 'timestamp') !== null && textIn(json, 'path') !== null && textIn(json, 'error') !== null) ||
      plain === 'Invalid CORS request',
    means: [
      [/invalid cors/i, 'origin'],
      [/csrf/i, 'csrf'],
      [/full authentication is required/i, 'no-credential'],
      [/expired/i, 'expired'],
    ],
  },
  {
    ...{ name: 'Keycloak', is },
    wrote: ({ json }) => /^HTTP 40[13] (?:Unauthorized|Forbidden)$/.test(textIn(json, 'error') ?? ''),
    means: [],
  },
]
