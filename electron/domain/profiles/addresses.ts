import type { Way } from '../../contract/ways.ts'

/** Every address that a way asks by itself, as typed: what has to run, and have its variables, before it is used. */
export function addressesOf(way: Way): readonly string[] {
  switch (way.kind) {
    case 'oauth':
      return [way.issuer, ...Object.values(way.endpoints ?? {})].filter((address) => address !== null)
    case 'custom_login':
      return [way.login.request.url, ...(way.refresh === null ? [] : [way.refresh.request.url])]
    case 'static_token':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'signed_jwt':
    case 'none':
      return []
  }
}
