import type { WayKind } from '@contract/ways'

// Names of schemes are case-insensitive (RFC 9110 §11.1). A Bearer challenge without metadata tells nothing of where
// its tokens come from.
const kindOf: Readonly<Record<string, readonly WayKind[]>> = {
  basic: ['basic'],
  digest: ['digest'],
  bearer: ['oauth', 'static_token'],
  dpop: ['oauth'],
}

/** The kinds of profile that can answer a challenge of these schemes; the first fits best. */
export function kindsForSchemes(schemes: readonly string[]): readonly WayKind[] {
  const kinds = schemes.flatMap((scheme) => {
    const name = scheme.toLowerCase()
    return Object.hasOwn(kindOf, name) ? (kindOf[name] ?? []) : (['static_token'] as const)
  })
  return [...new Set<WayKind>(kinds.length === 0 ? ['static_token', 'custom_login'] : kinds)]
}
