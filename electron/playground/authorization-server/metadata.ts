import { identityScopes, apiScopes } from '../scopes.ts'
import type { Middleware } from './middleware.ts'

/** Endpoints that a client calls itself, so that it can show a certificate there (RFC 8705 §5). */
const calledDirectly = [
  ...['token_endpoint', 'revocation_endpoint', 'introspection_endpoint', 'userinfo_endpoint'],
  ...['device_authorization_endpoint', 'pushed_authorization_request_endpoint'],
]

/** The issuer's addresses over TLS: `secureBase` in place of the issuer. */
function aliasesOf(metadata: Readonly<Record<string, unknown>>, issuer: string, secureBase: string) {
  const aliases = calledDirectly.map((name) => {
    const address = metadata[name]
    return typeof address === 'string' ? [name, address.replace(issuer, secureBase)] : []
  })
  return Object.fromEntries(aliases.filter((each) => each.length > 0))
}

/** What oidc-provider leaves out of its metadata (RFC 8414 §2): the API's scopes, which a person wants to see, and TLS. */
export const tellMore =
  (issuer: string, secureBase: string): Middleware =>
  async (ctx, next) => {
    await next()
    if (!ctx.path.startsWith('/.well-known/') || typeof ctx.body !== 'object' || ctx.body === null) return
    ctx.body = {
      ...ctx.body,
      scopes_supported: [...identityScopes, ...apiScopes],
      mtls_endpoint_aliases: aliasesOf({ ...ctx.body }, issuer, secureBase),
    }
  }
