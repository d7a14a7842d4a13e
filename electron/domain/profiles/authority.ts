import { createHash } from 'node:crypto'
import type { WayOf } from '../../contract/ways.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import type { Profile } from './profile.ts'
import { resolveIssuer } from './resolve-client.ts'

/** Whose tokens a profile's tokens are: what a token set says of itself in `issuer` and `clientId`. */
export interface Authority {
  readonly issuer: string
  readonly clientId: string
}

/** Who signs a JWT that the profile makes itself. */
export const selfIssued = 'self'

/** Origin and path of the login's address; what it holds of the password is never looked at. */
function loginAddress({ login, username }: WayOf<'custom_login'>, variables: Variables): string {
  const [address = ''] = login.request.url.split(/[?#]/)
  const own = new Map([...variables, ['username', username], ['password', '{{password}}']])
  const url = fillTemplateOrThrow(address, own).trim()
  if (!URL.canParse(url)) throw new ClaimcheckError('input.url_invalid', { url, reason: 'malformed' })
  const { origin, pathname, username: user, password } = new URL(url)
  if (user !== '' || password !== '')
    throw new ClaimcheckError('input.url_invalid', { url: origin, reason: 'credentials' })
  return `${origin}${pathname}`
}

/** Tells one template from another once its variables are filled in: a JWT made for one environment is not another's. */
function templateDigest({ header, claims }: WayOf<'signed_jwt'>, variables: Variables): string {
  const filled = [header, claims].map((text) => fillTemplateOrThrow(text, variables))
  return createHash('sha256').update(JSON.stringify(filled)).digest('base64url').slice(0, 12)
}

/**
 * Whose tokens the profile's would be now, variables filled in. OAuth: the issuer and the client id; a custom login: the
 * login's address without its query, and the user name; a JWT that the profile signs: `self`, and the algorithm, key id
 * and a digest of the template. The other ways have no tokens: their kind, and nothing. Throws
 * `input.variable_unknown`, `input.url_invalid`, `sign_in.issuer_insecure`.
 */
export function authorityOf({ way }: Profile, variables: Variables): Authority {
  switch (way.kind) {
    case 'oauth':
      return {
        issuer: resolveIssuer(way.issuer, variables),
        clientId: fillTemplateOrThrow(way.clientId, variables),
      }
    case 'custom_login':
      return { issuer: loginAddress(way, variables), clientId: fillTemplateOrThrow(way.username, variables) }
    case 'signed_jwt': {
      const { algorithm, keyId } = way.signing
      return { issuer: selfIssued, clientId: [algorithm, keyId ?? '', templateDigest(way, variables)].join(' ') }
    }
    case 'static_token':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none':
      return { issuer: way.kind, clientId: '' }
  }
}

/** An address in the one form that it is compared in: a final slash after the host makes no other issuer. */
const comparable = (issuer: string): string => (URL.canParse(issuer) ? new URL(issuer).href : issuer)

export const isSameAuthority = (one: Authority, other: Authority): boolean =>
  one.clientId === other.clientId && comparable(one.issuer) === comparable(other.issuer)

/** A short name of an authority; the same for all ways to write its address. */
export const authorityDigest = ({ issuer, clientId }: Authority): string =>
  createHash('sha256')
    .update(JSON.stringify([comparable(issuer), clientId]))
    .digest('base64url')
    .slice(0, 16)
