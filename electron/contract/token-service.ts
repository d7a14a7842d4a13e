import * as z from 'zod'
import { profileId } from './ids.ts'
import { toldClaims } from './told-claims.ts'
import { session } from './tokens.ts'

const oneProfile = z.strictObject({ profileId })
const outcome = z.enum(['done', 'refused', 'unreachable', 'not-offered'])

/** What an authorisation server does for a token that it issued. */
export const tokenServiceChannels = {
  /** OpenID Connect Core §5.3 */
  'tokenService.userinfo': { request: oneProfile, response: toldClaims },
  /** RFC 7662 */
  'tokenService.introspect': {
    request: z.strictObject({ profileId, which: z.enum(['access', 'refresh']) }),
    response: z.strictObject({ ...toldClaims.shape, active: z.boolean() }),
  },
  /** RFC 7009, the refresh token first. Tokens that the server revoked are forgotten; those that it kept stay. */
  'tokenService.revoke': {
    request: oneProfile,
    response: z.strictObject({
      steps: z.array(z.strictObject({ which: z.enum(['access', 'refresh']), outcome, sentence: z.string() })),
      session,
    }),
  },
  /** OpenID RP-Initiated Logout: opens the browser at the server's sign-out page and forgets the tokens here. */
  'tokenService.signOut': {
    request: oneProfile,
    response: z.strictObject({ openedBrowser: z.boolean(), sentence: z.string(), session }),
  },
}
