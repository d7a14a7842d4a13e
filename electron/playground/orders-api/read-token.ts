import { malformedAuthorization, noToken, type TokenScheme } from './challenge.ts'

export interface SentToken {
  readonly scheme: TokenScheme
  readonly token: string
}

/**
 * The token of an `Authorization` header, sent as bearer (RFC 6750 §2.1) or with DPoP (RFC 9449 §7.1).
 * Throws the refusal that fits where there is none.
 */
export function readToken(authorization: string | undefined, wanted: TokenScheme = 'Bearer'): SentToken {
  if (authorization === undefined || authorization.trim() === '') {
    throw noToken('The request carries no Authorization header.', wanted)
  }
  const [, named = '', token = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(authorization) ?? []
  const scheme = (['Bearer', 'DPoP'] as const).find((each) => each.toLowerCase() === named.toLowerCase())
  if (scheme === undefined) throw noToken(`The Authorization header uses another scheme than ${wanted}.`, wanted)
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(token)) {
    const what = token === '' ? `Nothing follows ${scheme}` : `What follows ${scheme} is not one token`
    throw malformedAuthorization(what, scheme)
  }
  return { scheme, token }
}
