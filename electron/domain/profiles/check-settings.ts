import type { ProfileId } from '../../contract/ids.ts'
import type { OAuthWay } from '../../contract/oauth.ts'
import type { LoginAnswer, Way, WayOf } from '../../contract/ways.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { readJsonObject } from '../keys/read-json-object.ts'
import { parseTarget } from '../requests/parse-target.ts'
import { fillTemplate, type Variables } from '../requests/variables.ts'
import { parseJsonPath } from '../sign-in/json-path.ts'
import { exchangeProblems } from './check-exchange.ts'
import type { Problem } from './field-problem.ts'
import type { Profile } from './profile.ts'
import { resolveIssuer } from './resolve-client.ts'
import { originText } from './secret-destinations.ts'

export interface CheckParts {
  readonly variables: Variables
  readonly findProfile: (id: ProfileId) => Pick<Profile, 'way'> | null
}

/** Any address, filled in; what it can't be told for want of a variable's value is checked when it is used. */
function addressProblems(path: string, address: string, variables: Variables): Problem[] {
  const { text, unknown } = fillTemplate(address, variables)
  if (unknown.length > 0) return []
  try {
    resolveIssuer(text, new Map())
    return []
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError)) throw thrown
    if (thrown.code === 'sign_in.issuer_insecure') {
      return [{ path, message: `Use https, or http on this machine only: with the variables filled in it is ${text}` }]
    }
    const hasCredentials = 'reason' in thrown.details && thrown.details.reason === 'credentials'
    if (hasCredentials) return [{ path, message: 'Leave user name and password out: a profile is kept as plain text' }]
    return [{ path, message: 'With the variables filled in this is no address' }]
  }
}

const namesIn = (text: string): readonly string[] => fillTemplate(text, new Map()).unknown

/**
 * A profile's tokens are told apart by one address of it. Another one that they are sent to must not lead elsewhere with
 * a variable that this one does not have: in another environment they would go to a server that they are not of.
 */
function straying(path: string, address: string, apart: { readonly by: string; readonly words: string }): Problem[] {
  const known = namesIn(apart.by)
  const name = namesIn(originText(address)).find((each) => !known.includes(each))
  if (name === undefined) return []
  const message = `{{${name}}} may lead to another server than ${apart.words}, which tokens are kept apart by: it has to be in there, too`
  return [{ path, message }]
}

function objectProblems(path: string, template: string, what: 'claims' | 'header', variables: Variables): Problem[] {
  try {
    readJsonObject(template, variables, what)
    return []
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError)) throw thrown
    if (thrown.code !== 'sign_in.claims_unusable') return []
    return [{ path, message: 'reason' in thrown.details ? String(thrown.details.reason) : 'This is no JSON object' }]
  }
}

function redirectProblems({ grant }: OAuthWay, variables: Variables): Problem[] {
  if (!('redirect' in grant) || grant.redirect.by !== 'pasted') return []
  const path = 'way.grant.redirect.uri'
  const { text, unknown } = fillTemplate(grant.redirect.uri, variables)
  if (unknown.length > 0) return []
  if (!URL.canParse(text)) return [{ path, message: 'Enter a whole address: https://… or a scheme of its own' }]
  // RFC 6749 §3.1.2
  return text.includes('#') ? [{ path, message: 'A redirect address has no fragment (RFC 6749 §3.1.2)' }] : []
}

function missingEndpoints({ endpoints, grant }: OAuthWay): Problem[] {
  if (endpoints === null) return []
  const needed =
    grant.type === 'authorization_code' || grant.type === 'implicit'
      ? 'authorization'
      : grant.type === 'device_code'
        ? 'device'
        : null
  if (needed === null || endpoints[needed] !== null) return []
  return [{ path: `way.endpoints.${needed}`, message: 'This grant needs it, and the server publishes no metadata' }]
}

function clientSigningProblems({ clientAuthentication, clientSigning }: OAuthWay): Problem[] {
  if (clientSigning === null) return []
  const path = 'way.clientSigning.algorithm'
  const isShared = clientSigning.algorithm.startsWith('HS')
  if (clientAuthentication === 'client_secret_jwt' && !isShared) {
    return [{ path, message: 'client_secret_jwt signs with the secret: choose HS256, HS384 or HS512' }]
  }
  if (clientAuthentication === 'private_key_jwt' && isShared) {
    return [{ path, message: 'private_key_jwt signs with a private key: HS algorithms sign with a shared secret' }]
  }
  return []
}

/** Endpoints that get no token and no secret. */
const withoutTokens = new Set(['authorization', 'keys'])

function oauthProblems(way: OAuthWay, variables: Variables): Problem[] {
  const endpoints = Object.entries(way.endpoints ?? {}).flatMap(([name, address]) =>
    address === null
      ? []
      : [
          ...addressProblems(`way.endpoints.${name}`, address, variables),
          ...(withoutTokens.has(name)
            ? []
            : straying(`way.endpoints.${name}`, address, { by: way.issuer, words: 'the issuer' })),
        ],
  )
  const { grant } = way
  return [
    ...addressProblems('way.issuer', way.issuer, variables),
    ...endpoints,
    ...missingEndpoints(way),
    ...clientSigningProblems(way),
    ...redirectProblems(way, variables),
    ...(grant.type === 'jwt_bearer' ? objectProblems('way.grant.claims', grant.claims, 'claims', variables) : []),
  ]
}

function answerProblems(path: string, { token, refresh, lifetime }: LoginAnswer): Problem[] {
  const sources = [
    { at: 'token', source: token },
    { at: 'refresh', source: refresh },
    { at: 'lifetime.source', source: lifetime.by === 'answer' ? lifetime.source : null },
  ]
  return sources.flatMap(({ at, source }) => {
    if (source?.from !== 'json') return []
    const read = parseJsonPath(source.path)
    return 'fault' in read ? [{ path: `${path}.${at}.path`, message: read.fault }] : []
  })
}

function loginAddressProblems(path: string, url: string, variables: Variables): Problem[] {
  // Whatever the profile itself fills in makes a good address no worse.
  const own = ['username', 'password', 'token', 'refreshToken'].map((name): [string, string] => [name, 'x'])
  const { text, unknown } = fillTemplate(url, new Map([...variables, ...own]))
  if (unknown.length > 0) return []
  try {
    parseTarget(text)
    return []
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError)) throw thrown
    const reason = 'reason' in thrown.details ? thrown.details.reason : null
    if (reason === 'empty') return [{ path, message: 'Enter the address of the login' }]
    if (reason === 'credentials') return [{ path, message: 'Leave user name and password out of the address' }]
    return [{ path, message: 'With the variables filled in this is no http or https address' }]
  }
}

function loginProblems({ login, refresh }: WayOf<'custom_login'>, variables: Variables): Problem[] {
  const requests = [['way.login', login] as const, ...(refresh === null ? [] : [['way.refresh', refresh] as const])]
  const [by = ''] = login.request.url.split(/[?#]/)
  const apart = { by, words: 'the address of the login' }
  return requests.flatMap(([path, { request, answer }]) => [
    ...loginAddressProblems(`${path}.request.url`, request.url, variables),
    ...straying(`${path}.request.url`, request.url, apart),
    ...answerProblems(`${path}.answer`, answer),
  ])
}

/** What the contract can't tell of a profile's settings: addresses and JSON with variables filled in, paths, references. */
export function settingsProblems(settings: { id: ProfileId | null; way: Way }, parts: CheckParts): readonly Problem[] {
  const { way } = settings
  const { variables } = parts
  switch (way.kind) {
    case 'oauth':
      return [...oauthProblems(way, variables), ...exchangeProblems(settings.id, way, parts.findProfile)]
    case 'custom_login':
      return loginProblems(way, variables)
    case 'signed_jwt':
      return [
        ...objectProblems('way.header', way.header, 'header', variables),
        ...objectProblems('way.claims', way.claims, 'claims', variables),
      ]
    case 'static_token':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none':
      return []
  }
}
