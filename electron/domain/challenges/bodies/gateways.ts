import { memberOf, textIn } from './said-members.ts'
import type { KnownServer, Seen } from './seen.ts'

const is = 'gateway'
const server = ({ header }: Seen): string => header('server').toLowerCase()
const hasHeader = ({ header }: Seen, ...names: readonly string[]): boolean => names.some((name) => header(name) !== '')

/** What stands before an API and may say no in its name: gateways and meshes. */
export const gateways: readonly KnownServer[] = [
  {
    ...{ name: 'AWS API Gateway', is },
    wrote: (seen) =>
      hasHeader(seen, 'x-amzn-errortype', 'x-amz-apigw-id') && textIn(seen.json, 'message', 'Message') !== null,
    means: [
      // Said of a path that does not exist there, too.
      [/missing authentication token|not a valid key=value pair|requires 'credential' parameter/i, 'route'],
      [/token.{0,30}has expired|expiredtoken/i, 'expired'],
      [/explicit deny|not authorized to access this resource|not authorized to perform/i, 'policy'],
      [/limit exceeded|too many requests/i, 'limit'],
      [/^forbidden\b/i, 'key'],
      [/unauthorized/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Kong', is },
    wrote: (seen) =>
      server(seen).startsWith('kong') ||
      hasHeader(seen, 'x-kong-response-latency', 'x-kong-request-id') ||
      /\bYou cannot consume this service\b|^No credentials found for given/.test(seen.words),
    means: [
      [/no api key found|no credentials (?:found|provided)$/i, 'no-credential'],
      [/no credentials found for given/i, 'issuer'],
      [/token expired/i, 'expired'],
      [/invalid signature/i, 'signature'],
      [/ip address is not allowed/i, 'address'],
      [/cannot consume this service/i, 'policy'],
      [/rate limit/i, 'limit'],
      [/no route matched/i, 'route'],
      [/invalid authentication credentials|unauthorized/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Apigee', is },
    wrote: ({ json }) => textIn(memberOf(json, 'fault'), 'faultstring') !== null,
    means: [
      [/access_token_expired|tokenexpired|token expired/i, 'expired'],
      [/notyetvalid/i, 'not-yet-valid'],
      [/invalidapikeyforgivenresource|noapiproductmatch/i, 'policy'],
      [/failedtoresolveapikey|failedtoresolvevariable/i, 'no-credential'],
      [/invalidapikey|invalid apikey|invalid_client-invalid_api_key/i, 'key'],
      [/insufficientscope/i, 'scope'],
      [/quotaviolation|spikearrest|rate limit quota/i, 'limit'],
      [/ipdenied/i, 'address'],
      [/audience/i, 'audience'],
      [/issuer/i, 'issuer'],
      [/invalid_access_token|invalidaccesstoken|invalid access token|invalidtoken/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Azure API Management', is },
    wrote: ({ json }) =>
      typeof memberOf(json, 'statusCode') === 'number' &&
      textIn(json, 'message') !== null &&
      textIn(json, 'error') === null,
    means: [
      [/missing subscription key|jwt not present|token not present/i, 'no-credential'],
      [/subscription key/i, 'key'],
      [/rate limit|quota/i, 'limit'],
      [/^(?:token|jwt) expired|lifetime/i, 'expired'],
      [/invalid jwt|unauthorized/i, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Tyk', is },
    wrote: ({ json, header }) =>
      header('server').toLowerCase().includes('tyk') ||
      /^(?:Access to this API has been disallowed|Authorization field missing|Key not authori[sz]ed|Key has expired, please renew|API Key has expired)/.test(
        textIn(json, 'error') ?? '',
      ),
    means: [
      [/field missing/i, 'no-credential'],
      [/has expired/i, 'expired'],
      [/disallowed/i, 'policy'],
      [/rate limit|quota/i, 'limit'],
      [/not authori[sz]ed/i, 'key'],
    ],
  },
  {
    ...{ name: 'WSO2 API Manager', is },
    wrote: ({ json, said }) => /^9009\d\d$/.test(said?.error ?? '') || /^9009\d\d$/.test(textIn(json, 'code') ?? ''),
    means: [
      [/^900902/, 'no-credential'],
      [/^900903/, 'expired'],
      [/^900908/, 'policy'],
      [/^900910/, 'scope'],
      [/^90090[14]/, 'token-refused'],
    ],
  },
  {
    ...{ name: 'Envoy', is },
    wrote: (seen) =>
      /^(?:istio-)?envoy/.test(server(seen)) || /^RBAC: access denied|^Jw(?:t |ks)|^Audiences in Jwt/.test(seen.plain),
    means: [
      [/jwt is missing/i, 'no-credential'],
      [/jwt is expired/i, 'expired'],
      [/jwt not yet valid/i, 'not-yet-valid'],
      [/audiences in jwt/i, 'audience'],
      [/jwt issuer is not configured/i, 'issuer'],
      [/verification fails|jwks/i, 'signature'],
      [/form of header|jwt (?:header|payload|signature).{0,30}(?:base64|json|bad)/i, 'unreadable'],
      [/rbac: access denied/i, 'policy'],
    ],
  },
  {
    ...{ name: 'Google Cloud Endpoints', is },
    wrote: ({ said }) => /JWT validation failed|unregistered callers|Audience not allowed/.test(said?.title ?? ''),
    means: [
      [/unregistered callers/i, 'no-credential'],
      [/time_constraint/i, 'expired'],
      [/bad_signature|key_retrieval/i, 'signature'],
      [/audience/i, 'audience'],
    ],
  },
  {
    ...{ name: 'Traefik', is },
    wrote: ({ header }) => /realm="?traefik/i.test(header('www-authenticate')),
    means: [],
  },
  {
    ...{ name: 'oauth2-proxy', is },
    wrote: ({ page, header }) =>
      /oauth2[ -]proxy/i.test(`${page?.title ?? ''} ${page?.text ?? ''}`) || /_oauth2_proxy/.test(header('set-cookie')),
    means: [[/(?:invalid|unauthorized) (?:account|email|group)|not (?:a member|authorized)/i, 'policy']],
  },
]
