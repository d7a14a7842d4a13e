import type { ProfileEdit } from './profile-edit.ts'

export const profileFields = ['name', 'issuer', 'clientId', 'clientSecret', 'scopes', 'resource'] as const
export type ProfileField = (typeof profileFields)[number]
export type ProfileProblems = { readonly [Field in ProfileField]?: string | undefined }

const loopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/
const template = /\{\{[^{}]+\}\}/
// RFC 6749 §3.3: scope-token.
const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]+$/

/** What is wrong with an issuer, in words; null when it can be asked. */
export function issuerProblem(text: string): string | null {
  const issuer = text.trim()
  if (issuer === '') return 'Enter the address of the authorisation server'
  // What a variable becomes is checked when it is used.
  if (template.test(issuer)) return null
  if (!URL.canParse(issuer)) {
    return /^[\w.-]+\.[a-z]{2,}/i.test(issuer) ? `Begin with https:// – https://${issuer}` : 'This is not an address'
  }
  const { protocol, hostname, username, password, search, hash } = new URL(issuer)
  // An issuer is kept as plain text.
  if (username !== '' || password !== '') return 'Leave the user name and password out of the address'
  if (protocol === 'http:' && !loopback.test(hostname)) return 'Use https: over http anyone on the way can read tokens'
  if (protocol !== 'https:' && protocol !== 'http:') return 'Use https, or http on this machine only'
  // RFC 8414 §2: an issuer has no query or fragment.
  if (search !== '' || hash !== '') return 'An issuer has no “?…” or “#…” part (RFC 8414 §2)'
  return null
}

function secretProblem(edit: ProfileEdit): string | null {
  if (edit.clientAuthentication === 'none') return null
  const { clientSecret, hasClientSecret } = edit
  if (clientSecret.change === 'clear') return 'This client authentication needs a secret'
  const isTyped = clientSecret.change === 'replace' && clientSecret.value !== ''
  return isTyped || hasClientSecret ? null : 'Enter the client secret'
}

function scopesProblem({ scopes, grant }: ProfileEdit): string | null {
  const wrong = scopes.find((scope) => !scopeToken.test(scope))
  if (wrong !== undefined) return `“${wrong}”: a scope has no spaces or quotes (RFC 6749 §3.3)`
  if (grant === 'client_credentials' && scopes.includes('openid')) return '“openid” needs a person who signs in'
  return null
}

function resourceProblem(text: string): string | null {
  const resource = text.trim()
  if (resource === '' || template.test(resource)) return null
  if (!URL.canParse(resource)) return 'A resource is an absolute address, such as https://api.example.com (RFC 8707 §2)'
  return resource.includes('#') ? 'A resource has no “#…” part (RFC 8707 §2)' : null
}

function nameProblem({ name }: ProfileEdit, otherNames: readonly string[]): string | null {
  if (name.trim() === '') return 'Give the profile a name'
  return otherNames.includes(name.trim()) ? 'Another profile has this name, and requests find profiles by name' : null
}

/** Every field that keeps this profile from being saved or used, with its sentence. */
export function findProblems(edit: ProfileEdit, otherNames: readonly string[]): ProfileProblems {
  const found: readonly (readonly [ProfileField, string | null])[] = [
    ['name', nameProblem(edit, otherNames)],
    ['issuer', issuerProblem(edit.issuer)],
    ['clientId', edit.clientId.trim() === '' ? 'Enter the client id' : null],
    ['clientSecret', secretProblem(edit)],
    ['scopes', scopesProblem(edit)],
    ['resource', resourceProblem(edit.resource)],
  ]
  return Object.fromEntries(found.filter(([, problem]) => problem !== null))
}

/** What the server publishes that does not go with what is set: worth a look, no reason to refuse. */
export function findConflicts({ discovered, grant, scopes, clientAuthentication }: ProfileEdit): readonly string[] {
  if (discovered === null) return []
  const conflicts: string[] = []
  if (discovered.grants.length > 0 && !discovered.grants.includes(grant)) {
    conflicts.push(`The server does not list the grant ${grant}.`)
  }
  if (grant === 'authorization_code' && discovered.pkceS256 === false) {
    conflicts.push('The server lists PKCE methods, but not S256; Claimcheck sends S256 all the same.')
  }
  const { clientAuthentications } = discovered
  if (clientAuthentications.length > 0 && !clientAuthentications.includes(clientAuthentication)) {
    conflicts.push(`The server does not list the client authentication ${clientAuthentication}.`)
  }
  const unknown = discovered.scopes.length === 0 ? [] : scopes.filter((scope) => !discovered.scopes.includes(scope))
  if (unknown.length > 0)
    conflicts.push(`The server does not list the scope ${unknown.join(', ')}; it may allow it still.`)
  return conflicts
}
