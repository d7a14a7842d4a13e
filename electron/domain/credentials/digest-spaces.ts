import type { ProfileId } from '../../contract/ids.ts'
import type { WireRequest } from '../requests/wire-request.ts'
import type { DigestChallenge } from './digest-challenge.ts'

/** A part of a server that one challenge is good for (RFC 7616 §3.3, `domain`), and how far its nonce is used up. */
export interface DigestSpace {
  readonly challenge: DigestChallenge
  readonly origin: string
  /** Beginnings of paths; the empty one is the whole origin. */
  readonly prefixes: readonly string[]
  readonly cnonce: string
  readonly sessionNonce: string
  /** Counts on with each request that uses the nonce. */
  count: number
}

const mostSpaces = 50

/**
 * Paths of this origin that the challenge names, and the one that was asked for. What `domain` says of other origins
 * is left alone: a server may not send a person's credential elsewhere.
 */
function prefixesOf({ domain }: DigestChallenge, { target }: WireRequest): string[] {
  const named = domain
    .filter((each) => URL.canParse(each, target.origin))
    .map((each) => new URL(each, target.origin))
    .filter((url) => url.origin === target.origin)
    .map((url) => url.pathname)
  if (named.length === 0 || named.includes('/')) return ['']
  return [...named, target.path.split('?')[0] ?? '']
}

/** RFC 3986 §6.2.2: whole segments only, so that /a does not open /ab. */
const isUnder = (path: string, prefix: string): boolean =>
  path === prefix || prefix === '' || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)

/** The protection spaces that profiles have met, so that a next request is answered before it is asked. */
export function createDigestSpaces() {
  const known = new Map<ProfileId, DigestSpace[]>()

  return {
    /** The narrowest space that the request lies in. */
    find(id: ProfileId, { target }: WireRequest): DigestSpace | null {
      const path = target.path.split('?')[0] ?? ''
      const fitting = (known.get(id) ?? []).flatMap((space) => {
        const lengths = space.prefixes.filter((prefix) => isUnder(path, prefix)).map(({ length }) => length)
        return space.origin === target.origin && lengths.length > 0 ? [{ space, length: Math.max(...lengths) }] : []
      })
      return fitting.toSorted((one, other) => other.length - one.length)[0]?.space ?? null
    },
    /** Begins a space; what was known of the same place is over. */
    open(id: ProfileId, request: WireRequest, challenge: DigestChallenge, cnonce: string): DigestSpace {
      const { origin } = request.target
      const prefixes = prefixesOf(challenge, request)
      const space = { challenge, origin, prefixes, cnonce, sessionNonce: challenge.nonce, count: 0 }
      const isSame = (each: DigestSpace) =>
        each.origin === origin && each.prefixes.some((prefix) => prefixes.includes(prefix))
      const others = (known.get(id) ?? []).filter((each) => !isSame(each))
      known.set(id, [...others, space].slice(-mostSpaces))
      return space
    },
    /** The server names the nonce of the next request (RFC 7616 §3.5). */
    renew(id: ProfileId, space: DigestSpace, nonce: string): void {
      const next: DigestSpace = { ...space, challenge: { ...space.challenge, nonce }, count: 0 }
      known.set(
        id,
        (known.get(id) ?? []).map((each) => (each === space ? next : each)),
      )
    },
    close(id: ProfileId, space: DigestSpace): void {
      known.set(
        id,
        (known.get(id) ?? []).filter((each) => each !== space),
      )
    },
  }
}
export type DigestSpaces = ReturnType<typeof createDigestSpaces>
