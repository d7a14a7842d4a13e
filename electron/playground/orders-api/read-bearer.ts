import { malformedAuthorization, noToken } from './challenge.ts'

/** The token of an `Authorization` header (RFC 6750 §2.1). Throws the refusal that fits where there is none. */
export function readBearer(authorization: string | undefined): string {
  if (authorization === undefined || authorization.trim() === '') {
    throw noToken('The request carries no Authorization header.')
  }
  const [, scheme = '', credentials = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(authorization) ?? []
  if (scheme.toLowerCase() !== 'bearer') throw noToken('The Authorization header uses another scheme than Bearer.')
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(credentials)) {
    throw malformedAuthorization(credentials === '' ? 'Nothing follows Bearer' : 'What follows Bearer is not one token')
  }
  return credentials
}
