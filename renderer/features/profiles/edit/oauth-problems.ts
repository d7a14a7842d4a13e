import { openGaps } from '../templates/fill-template.ts'
import { findProvider } from '../templates/providers.ts'
import { addressProblem, gapsProblem, issuerProblem, resourceProblem } from './address-problems.ts'
import type { Found } from './problems.ts'
import type { EndpointName } from './oauth-edit.ts'
import type { ProfileEdit } from './profile-edit.ts'

// RFC 6749 §3.3: scope-token.
const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]+$/

function scopesProblem({ oauth: { scopes }, choice }: ProfileEdit): string | null {
  const wrong = scopes.find((scope) => !scopeToken.test(scope))
  if (wrong !== undefined) return `“${wrong}”: a scope has no spaces or quotes (RFC 6749 §3.3)`
  if (choice === 'client_credentials' && scopes.includes('openid')) return '“openid” needs a person who signs in'
  return null
}

const emptyEndpoint: Partial<Record<EndpointName, string>> = { token: 'Enter the address of the token endpoint' }

const gapsOf = ({ template }: ProfileEdit) => findProvider(template?.id)?.gaps ?? []

function endpointProblems(edit: ProfileEdit): readonly Found[] {
  const { oauth, choice } = edit
  if (!oauth.isByHand) return []
  const isBrowser = choice === 'authorization_code' || choice === 'implicit'
  const empty: typeof emptyEndpoint = {
    ...emptyEndpoint,
    ...(isBrowser && { authorization: 'Enter the address of the sign-in page' }),
    ...(choice === 'device_code' && { device: 'Enter the address that gives out codes' }),
  }
  // Every name of the object is an EndpointName: it is written out in oauth-edit.ts.
  return Object.entries(oauth.endpoints).map(([name, text]) => {
    const words = name === 'token' || name === 'authorization' || name === 'device' ? (empty[name] ?? null) : null
    return [`way.endpoints.${name}`, text.trim() === '' ? words : addressProblem(text, '', gapsOf(edit))]
  })
}

function parametersProblem(edit: ProfileEdit): string | null {
  const lines = edit.oauth.extraParameters.filter(({ name, value }) => name.trim() !== '' || value !== '')
  if (lines.some(({ name }) => name.trim() === '')) return 'Give every parameter a name'
  const open = lines.find(({ value }) => /^\{\w+\}$/.test(value))
  return open === undefined ? null : `${gapsProblem(openGaps(open.value), gapsOf(edit))}, or remove the parameter`
}

/** What is wrong with a client at an authorisation server. */
export function oauthProblems(edit: ProfileEdit): readonly Found[] {
  const { oauth } = edit
  const needsClient = oauth.clientAuthentication === 'none' && edit.choice === 'client_credentials'
  return [
    ['way.issuer', issuerProblem(oauth.issuer, gapsOf(edit))],
    ...endpointProblems(edit),
    ['way.clientId', oauth.clientId.trim() === '' ? 'Enter the client id' : null],
    ['way.clientAuthentication', needsClient ? 'A service proves who it is (RFC 6749 §4.4): choose how' : null],
    ['way.scopes', scopesProblem(edit)],
    ['way.resources', oauth.resources.map(resourceProblem).find((problem) => problem !== null) ?? null],
    ['way.extraParameters', parametersProblem(edit)],
  ]
}
