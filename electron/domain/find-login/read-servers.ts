import type { FoundServer } from '../../contract/find-login.ts'
import type { Discovered } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SignInTraceBook } from '../sign-in/sign-in-trace.ts'
import type { LoginFinder, ReadServer } from './login-finder.ts'
import { leadsInside } from './network-place.ts'

const mostServers = 5

export interface ServersRead {
  readonly servers: readonly FoundServer[]
  /** `openid` may be asked for at each of them. */
  readonly areOpenId: boolean
  readonly notes: readonly string[]
}

const nothingRead = (issuer: string, note: string): Discovered => ({
  ...{ issuer, authorizationEndpoint: null, tokenEndpoint: null, jwksUri: null, pkceS256: null },
  ...{ offers: [], grants: [], scopes: [], clientAuthentications: [], dpopAlgorithms: [], notes: [note] },
})

const inside =
  'It was not asked yet: it lies in your own network or on this machine, and an API on the internet names it (RFC 9728 §7.7). It is asked when you choose it'

export const asFound = ({ discovered }: ReadServer): FoundServer => ({
  issuer: discovered.issuer,
  registers: discovered.offers.includes('registration'),
  discovered,
})

/** Reads the metadata of the servers that a resource names. Throws the first failure where none of them can be used. */
export async function readServers(
  discover: LoginFinder['discover'],
  issuers: readonly string[],
  asked: URL,
  trace: SignInTraceBook,
): Promise<ServersRead> {
  const notes: string[] = []
  const read: ReadServer[] = []
  const servers: FoundServer[] = []
  let firstFailure: ClaimcheckError | null = null
  if (issuers.length > mostServers) notes.push(`It names ${issuers.length} servers; the first ${mostServers} were read`)
  for (const issuer of issuers.slice(0, mostServers)) {
    if (leadsInside(new URL(issuer), asked)) {
      servers.push({ issuer, registers: false, discovered: nothingRead(issuer, inside) })
      continue
    }
    try {
      const server = await discover(issuer, trace)
      read.push(server)
      servers.push({ ...asFound(server), issuer })
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      firstFailure ??= thrown
      notes.push(`${issuer} is left out: its metadata could not be used`)
    }
  }
  if (servers.length === 0 && firstFailure !== null) throw firstFailure
  return { servers, areOpenId: read.length > 0 && read.every(({ isOpenId }) => isOpenId), notes }
}
