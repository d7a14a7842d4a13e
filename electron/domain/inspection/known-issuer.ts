import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileStore } from '../profiles/profile.ts'
import { isLoopback, isSecureAddress, resolveIssuer } from '../profiles/resolve-client.ts'
import { fillTemplate, type Variables } from '../requests/variables.ts'
import type { FoundToken } from './found-token.ts'

export interface KnownIssuer {
  readonly issuer: string
  /** Where a person typed it; 'none': they typed the endpoints, and none for keys; null: the issuer's metadata says. */
  readonly keys: { readonly typed: string } | 'none' | null
}

interface KnownIssuerParts {
  readonly profiles: Pick<ProfileStore, 'all' | 'find'>
  readonly variables: () => Variables
}

/** An address in the one form that it is compared in: a final slash makes no other issuer. */
const comparable = (issuer: string): string => (URL.canParse(issuer) ? new URL(issuer).href : issuer).replace(/\/$/, '')

/** The issuer that a profile names: only its keys are asked for without a person's word. */
export function createKnownIssuers({ profiles, variables }: KnownIssuerParts) {
  function keysOf(way: ReturnType<ProfileStore['all']>[number]['way'] | undefined): KnownIssuer['keys'] {
    if (way?.kind !== 'oauth' || way.endpoints === null) return null
    const { keys } = way.endpoints
    return keys === null ? 'none' : { typed: fillTemplate(keys, variables()).text }
  }

  function namedBy(issuer: string): KnownIssuer | null {
    const wanted = comparable(issuer)
    for (const { way } of profiles.all()) {
      if (way.kind !== 'oauth') continue
      const own = issuerOrNull(way.issuer, variables())
      if (own !== null && comparable(own) === wanted) return { issuer: own, keys: keysOf(way) }
    }
    return null
  }

  /** `claimed`: the token's own `iss`; null where it says none. */
  return ({ issuedBy, profileId }: Pick<FoundToken, 'issuedBy' | 'profileId'>, claimed: string | null) => {
    if (issuedBy === null) return claimed === null ? null : namedBy(claimed)
    const way = profileId === null ? undefined : profiles.find(profileId)?.way
    return { issuer: issuedBy.issuer, keys: keysOf(way) }
  }
}

function issuerOrNull(text: string, variables: Variables): string | null {
  try {
    return resolveIssuer(text, variables)
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
