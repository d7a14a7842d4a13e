/** Where metadata may be, and the one resource that it must then speak for (RFC 9728 §3.3). */
export interface MetadataPlace {
  readonly at: URL
  readonly resource: URL
}

const suffix = '/.well-known/oauth-protected-resource'

/** RFC 9728 §3.1: the well-known part stands between the host and the path, and a lone final slash is left out. */
export function metadataPlaceOf(resource: URL): MetadataPlace {
  const at = new URL(resource)
  at.pathname = `${suffix}${resource.pathname === '/' ? '' : resource.pathname}`
  return { at, resource }
}

/** The places of the address itself, without its query, and of its origin. */
export function metadataPlaces(asked: URL): MetadataPlace[] {
  const itself = new URL(`${asked.origin}${asked.pathname}`)
  const origin = new URL(asked.origin)
  return (itself.href === origin.href ? [origin] : [itself, origin]).map(metadataPlaceOf)
}
