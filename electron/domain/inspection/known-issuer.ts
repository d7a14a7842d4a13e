import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { authorityOf, isSameAuthority, type Authority } from '../profiles/authority.ts'
import type { Profile, ProfileStore } from '../profiles/profile.ts'
import { isLoopback, isSecureAddress, resolveIssuer } from '../profiles/resolve-client.ts'
import { fillTemplate, type Variables } from '../requests/variables.ts'
import type { FoundToken } from './found-token.ts'

export interface KnownIssuer {
  readonly issuer: string
  /**
   * Where a person typed it; 'none': they typed the endpoints, and none for keys; 'of-another': what they typed leads to
   * the keys of another environment now; null: the issuer's metadata says.
   */
  readonly keys: { readonly typed: string } | 'none' | 'of-another' | null
}

interface KnownIssuerParts {
  readonly profiles: Pick<ProfileStore, 'all' | 'find'>
  readonly variables: () => Variables
}

/** An address in the one form that it is compared in: a final slash makes no other issuer. */
const comparable = (issuer: string): string => (URL.canParse(issuer) ? new URL(issuer).href : issuer).replace(/\/$/, '')

/** The issuer that a profile names: only its keys are asked for without a person's word. */
export function createKnownIssuers({ profiles, variables }: KnownIssuerParts) {
  function keysOf({ way }: Profile): KnownIssuer['keys'] {
    if (way.kind !== 'oauth' || way.endpoints === null) return null
    const { keys } = way.endpoints
    return keys === null ? 'none' : { typed: fillTemplate(keys, variables()).text }
  }

  /** An address is filled with the values of now: for a token of another environment it leads to the wrong keys. */
  function keysFor(profile: Profile, issuedBy: Authority): KnownIssuer['keys'] {
    const keys = keysOf(profile)
    if (keys === null || keys === 'none') return keys
    const current = orNull(() => authorityOf(profile, variables()))
    return current !== null && isSameAuthority(current, issuedBy) ? keys : 'of-another'
  }

  function namedBy(issuer: string): KnownIssuer | null {
    const wanted = comparable(issuer)
    for (const profile of profiles.all()) {
      const { way } = profile
      if (way.kind !== 'oauth') continue
      const own = orNull(() => resolveIssuer(way.issuer, variables()))
      if (own !== null && comparable(own) === wanted) return { issuer: own, keys: keysOf(profile) }
    }
    return null
  }

  /** `claimed`: the token's own `iss`; null where it says none. */
  return ({ issuedBy, profileId }: Pick<FoundToken, 'issuedBy' | 'profileId'>, claimed: string | null) => {
    if (issuedBy === null) return claimed === null ? null : namedBy(claimed)
    const profile = profileId === null ? null : profiles.find(profileId)
    return { issuer: issuedBy.issuer, keys: profile === null ? null : keysFor(profile, issuedBy) }
  }
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (thrown) {
    // An issuer that is half typed, or whose variables another environment has, names nobody now.
    if (thrown instanceof ClaimcheckError) return null
    throw thrown
  }
}

/** Whether the keys of an issuer that only a token names may be asked for at all: over https, or on this machine. */
export function isAskable(issuer: string): boolean {
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  if (url === null || issuer.length > 2000) return false
  return isSecureAddress(url) && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
}

/** Whether an address leads to this machine, which is no place for the keys of an issuer that is elsewhere. */
export const isOnThisMachine = (address: string): boolean => URL.canParse(address) && isLoopback(new URL(address))
