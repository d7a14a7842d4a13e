import type { SentAs } from '../challenges/refusal.ts'
import type { Credential } from '../credentials/credential.ts'
import { hasTokens, needsNoPerson } from '../profiles/needs-person.ts'
import type { Profile } from '../profiles/profile.ts'

/** What a refusal has to know of the profile that a request was sent as. */
export function sentAs({ id, name, way }: Profile, credential: Credential | null): SentAs {
  const tokens = credential?.tokens ?? null
  const isOAuth = way.kind === 'oauth'
  return {
    ...{ id, name, kind: way.kind },
    issuer: isOAuth ? (tokens?.issuer ?? null) : null,
    clientId: isOAuth ? (tokens?.clientId ?? null) : null,
    canRefresh: hasTokens(way) && (needsNoPerson(way) || (tokens?.refreshToken ?? null) !== null),
    canStepUp: isOAuth && (way.grant.type === 'authorization_code' || way.grant.type === 'implicit'),
    dpop: isOAuth && way.dpop,
  }
}
