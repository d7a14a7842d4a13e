import * as z from 'zod'
import { scopeToken } from '../../contract/oauth.ts'
import { isRecord } from '../json/is-record.ts'
import { isSecureAddress } from '../profiles/resolve-client.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { metadataPlaceOf } from './well-known.ts'

/** What a protected resource says of itself (RFC 9728 §2), checked. */
export interface ResourceMetadata {
  /** As it was written: this is what is sent as `resource` (RFC 8707). */
  readonly resource: string
  readonly name: string | null
  /** Addresses of issuers, each once. */
  readonly servers: readonly string[]
  readonly scopes: readonly string[]
  readonly dpopRequired: boolean
  readonly notes: readonly string[]
}

/** Which document was read, and for whom it may speak. */
export interface DocumentFacts {
  /** The address that it was read from. */
  readonly at: URL
  /** The address that was asked first, without its fragment. */
  readonly asked: URL
  /** Set where the place was built from a resource (RFC 9728 §3.1): it may speak for no other. null: a challenge named it. */
  readonly builtFrom: URL | null
}

export type ReadMetadata =
  | { readonly kind: 'metadata'; readonly metadata: ResourceMetadata }
  | { readonly kind: 'not-metadata'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }

const longestAddress = 2000
const listOfTexts = z.array(z.string()).nullable()
const optionalList = listOfTexts.optional().transform((list) => list ?? [])

const document = z.object({
  resource: z.string().min(1).max(longestAddress),
  authorization_servers: optionalList,
  scopes_supported: optionalList.catch([]),
  bearer_methods_supported: listOfTexts.optional().catch(null),
  resource_name: z.string().nullish().catch(null),
  dpop_bound_access_tokens_required: z.boolean().nullish().catch(null),
  tls_client_certificate_bound_access_tokens: z.boolean().nullish().catch(null),
})
type Document = z.infer<typeof document>

/** Why an address can't be a resource's (RFC 9728 §1.2); null: it can. */
function faultOf(address: string): string | null {
  // A parser takes out blanks and line breaks; what is compared and sent must be what was written.
  if (!URL.canParse(address) || /[\s\p{Cc}]/u.test(address)) return 'is no address'
  const url = new URL(address)
  if (!isSecureAddress(url)) return 'is not https'
  if (url.username !== '' || url.password !== '') return 'holds a user name or a password'
  return address.includes('#') ? 'has a fragment' : null
}

/** An address, or what was meant to be one, as it may be shown. */
export const withoutPassword = (text: string): string => text.replaceAll(/\/\/[^\s/?#]{0,1000}@/g, '//…@')

/** The same tree: one origin, and a path that ends where a segment of the other ends. */
function isAtOrBelow(asked: URL, resource: URL): boolean {
  if (asked.origin !== resource.origin || resource.search !== '') return false
  const root = resource.pathname.replace(/\/$/, '')
  return asked.pathname === resource.pathname || asked.pathname === root || asked.pathname.startsWith(`${root}/`)
}

/**
 * RFC 9728 §3.3. A document at a well-known place speaks for the resource that the place was built from, and no other. One
 * that a challenge named speaks for the address that was asked; the section wants the two to be identical, which an API
 * of more than one address can't keep. So it may also speak for the tree above, but only where it stands at that tree's
 * own well-known place: whoever has a corner of a host can't speak for the rest of it.
 */
function speaksFor(resource: URL, { at, asked, builtFrom }: DocumentFacts): 'the-asked' | 'the-tree' | 'another' {
  if (builtFrom !== null) return resource.href === builtFrom.href ? 'the-asked' : 'another'
  const bare = new URL(`${asked.origin}${asked.pathname}`)
  if (resource.href === asked.href || resource.href === bare.href) return 'the-asked'
  return isAtOrBelow(asked, resource) && at.href === metadataPlaceOf(resource).at.href ? 'the-tree' : 'another'
}

function readServers(servers: readonly string[]): { usable: string[]; notes: string[] } {
  const notes: string[] = []
  const usable = [...new Set(servers)].filter((issuer) => {
    const fault = issuer.length > longestAddress ? 'is too long' : faultOf(issuer)
    const hasQuery = fault === null && new URL(issuer).search !== ''
    const reason = hasQuery ? 'has a query (RFC 8414 §2)' : fault
    if (reason !== null)
      notes.push(`The server ${withoutPassword(issuer).slice(0, 100)} is left out: its address ${reason}`)
    return reason === null
  })
  return { usable, notes: notes.slice(0, 5) }
}

function notesOn(json: Document, hasSignature: boolean): string[] {
  const methods = json.bearer_methods_supported ?? null
  return [
    ...(methods !== null && !methods.includes('header')
      ? [`It takes no token in a header (bearer_methods_supported: ${methods.join(', ').slice(0, 100) || 'none'})`]
      : []),
    ...(json.tls_client_certificate_bound_access_tokens === true
      ? ['Its tokens are bound to a client certificate (RFC 8705): give the profile one']
      : []),
    ...(json.dpop_bound_access_tokens_required === true ? ['Its tokens must be bound to a key (DPoP, RFC 9449)'] : []),
    ...(hasSignature ? ['Its signed metadata is not looked at, only what stands beside it (RFC 9728 §2.2)'] : []),
  ]
}

/** Control and direction characters make a name look like another one. */
const plainText = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim()

/** Reads and checks the text of a document. */
export function readResourceMetadata(text: string, facts: DocumentFacts): ReadMetadata {
  const parsed = parseJsonOrNull(text)
  if (!isRecord(parsed)) return { kind: 'not-metadata', reason: 'It is no JSON object' }
  const read = document.safeParse(parsed)
  if (!read.success) {
    const field = String(read.error.issues[0]?.path[0] ?? 'resource')
    return { kind: 'refused', reason: `Its member “${field}” is missing or is not what RFC 9728 §2 says` }
  }
  const json = read.data
  const fault = faultOf(json.resource)
  if (fault !== null) return { kind: 'refused', reason: `The resource that it names ${fault} (RFC 9728 §1.2)` }
  const resource = new URL(json.resource)
  const scope = speaksFor(resource, facts)
  if (scope === 'another') {
    const wanted = (facts.builtFrom ?? facts.asked).href
    return {
      kind: 'refused',
      reason: `It speaks for ${json.resource.slice(0, 300)}, not for ${wanted} (RFC 9728 §3.3)`,
    }
  }
  const { usable, notes } = readServers(json.authorization_servers)
  if (usable.length === 0 && json.authorization_servers.length > 0) {
    return { kind: 'refused', reason: `No server that it names can be used. ${notes[0] ?? ''}`.trim() }
  }
  const tree = `It speaks for all of ${json.resource}, not only for the address asked: its tokens are good there too`
  return {
    kind: 'metadata',
    metadata: {
      resource: json.resource,
      name: plainText(json.resource_name ?? '') || null,
      servers: usable,
      scopes: [...new Set(json.scopes_supported)].filter((each) => scopeToken.safeParse(each).success),
      dpopRequired: json.dpop_bound_access_tokens_required === true,
      notes: [...(scope === 'the-tree' ? [tree] : []), ...notes, ...notesOn(json, 'signed_metadata' in parsed)],
    },
  }
}
