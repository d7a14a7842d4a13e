import type { Challenge } from '../../contract/challenges.ts'
import type { Way } from '../../contract/ways.ts'

const references: Readonly<Record<string, string>> = {
  basic: 'RFC 7617 §2',
  digest: 'RFC 7616 §3.3',
  dpop: 'RFC 9449 §7.1',
  bearer: 'RFC 6750 §3',
}

/** The schemes that an API asks for, in lower case, each once; empty where one of its challenges names none. */
export function schemesOf(challenges: readonly Challenge[]): readonly string[] {
  const schemes = new Set(challenges.map(({ scheme }) => scheme.toLowerCase()))
  return schemes.has('') ? [] : [...schemes]
}

/** Whether a challenge for a scheme is answered in Authorization, and nowhere else (RFC 9110 §11.6.2). */
export const standsInAuthorization = (scheme: string): boolean => Object.hasOwn(references, scheme)

/** The section that defines the one scheme that is asked for, else the one about challenges at all. */
export function challengeReference(challenges: readonly Challenge[]): string {
  const [only, ...more] = schemesOf(challenges)
  return (more.length === 0 && only !== undefined ? references[only] : undefined) ?? 'RFC 9110 §11.6.1'
}

/**
 * The Authorization scheme that a way sends, as far as its settings tell; empty where what it sends stands elsewhere;
 * null where it sends none, or where the prefix of what was entered names none.
 */
export function schemeOfWay(way: Way): string | null {
  switch (way.kind) {
    case 'oauth':
      return way.dpop ? 'DPoP' : 'Bearer'
    case 'basic':
      return 'Basic'
    case 'digest':
      return 'Digest'
    case 'custom_login':
    case 'static_token':
    case 'signed_jwt': {
      const { carriage } = way
      if (carriage.in !== 'header' || carriage.name.toLowerCase() !== 'authorization') return ''
      return /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)\s/.exec(carriage.prefix)?.[1] ?? null
    }
    case 'certificate':
    case 'none':
      return null
  }
}
