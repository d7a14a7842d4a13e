import type { Way } from '../../contract/ways.ts'

/**
 * Whether a way leads to a token without anybody in front of it: then a first token is got when a request needs one,
 * and a new one when the old one is over, by asking again.
 */
export function needsNoPerson(way: Way): boolean {
  switch (way.kind) {
    case 'custom_login':
    case 'signed_jwt':
      return true
    case 'oauth':
      return (
        way.grant.type !== 'authorization_code' && way.grant.type !== 'implicit' && way.grant.type !== 'device_code'
      )
    case 'static_token':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none':
      return false
  }
}

/** Whether a way has tokens that are got, kept and renewed at all; the others send what a person entered. */
export const hasTokens = (way: Way): boolean =>
  way.kind === 'oauth' || way.kind === 'custom_login' || way.kind === 'signed_jwt'
