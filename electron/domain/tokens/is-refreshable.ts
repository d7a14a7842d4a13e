import type { Way } from '../../contract/ways.ts'
import { needsNoPerson } from '../profiles/needs-person.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TokenSet } from './token-set.ts'

/** Whether new tokens can be had without a person: with a refresh token, or by asking again. */
export const isRefreshable = ({ way }: Profile, tokens: TokenSet): boolean =>
  tokens.refreshToken !== null || needsNoPerson(way)

/** Whether a refresh token is what new tokens are asked for with, where there is one, and so may be used up. */
export function spendsRefreshToken(way: Way): boolean {
  switch (way.kind) {
    case 'oauth':
      return true
    case 'custom_login':
      return way.refresh !== null
    case 'signed_jwt':
    case 'static_token':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none':
      return false
  }
}
