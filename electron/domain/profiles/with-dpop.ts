import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile } from './profile.ts'

const refused = (message: string): ClaimcheckError<'input.invalid'> =>
  new ClaimcheckError('input.invalid', { problems: [{ path: 'way.dpop', message }] })

/**
 * The profile with tokens bound to a key (RFC 9449); itself where it asks for them already. Throws `input.invalid` where
 * no authorisation server is asked, or none at its token endpoint, which is where the key is shown (§5).
 */
export function withDpop(profile: Profile): Profile {
  const { way } = profile
  if (way.kind !== 'oauth') {
    throw refused('Only a profile that signs in by OAuth can use DPoP: its server has to bind the token to the key')
  }
  if (way.grant.type === 'implicit') {
    throw refused(
      'Tokens of the implicit grant come through the browser, where no key is shown: choose “authorisation code”',
    )
  }
  return way.dpop ? profile : { ...profile, way: { ...way, dpop: true } }
}
