import type { SentAs } from '../challenges/refusal.ts'
import type { Credential } from '../credentials/credential.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { authorityOf, type Authority } from '../profiles/authority.ts'
import { hasTokens, needsNoPerson } from '../profiles/needs-person.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Variables } from './variables.ts'

/** What a refusal has to know of the profile that a request was sent as. `authority`: who gives its tokens now. */
export function sentAs({ id, name, way }: Profile, credential: Credential | null, authority: Authority | null): SentAs {
  const tokens = credential?.tokens ?? null
  const isOAuth = way.kind === 'oauth'
  return {
    ...{ id, name, kind: way.kind },
    issuer: isOAuth ? (tokens?.issuer ?? authority?.issuer ?? null) : null,
    clientId: isOAuth ? (tokens?.clientId ?? authority?.clientId ?? null) : null,
    canRefresh: hasTokens(way) && (needsNoPerson(way) || (tokens?.refreshToken ?? null) !== null),
    needsNobody: needsNoPerson(way),
    canStepUp: isOAuth && (way.grant.type === 'authorization_code' || way.grant.type === 'implicit'),
    dpop: isOAuth && way.dpop,
  }
}

/** Whose tokens the profile's would be; null where its settings tell nothing, and a token was sent that is not its own. */
export function knownAuthority(profile: Profile, variables: Variables): Authority | null {
  try {
    return authorityOf(profile, variables)
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError)) throw thrown
    return null
  }
}
