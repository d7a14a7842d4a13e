import { errors, type Provider } from 'oidc-provider'
import { knownScopes } from '../scopes.ts'

/** oidc-provider would let a client register for the identity scopes only; the metadata announce those of the API, too. */
export function allowApiScopes(provider: Provider): void {
  const schema: unknown = Reflect.get(provider.Client, 'Schema')
  if (typeof schema !== 'function') throw new Error('oidc-provider has no schema of clients any more')
  Reflect.set(Object(schema.prototype), 'scopes', function checkScopes(this: { scope?: string }) {
    const asked = [...new Set(this.scope?.split(' '))]
    if (knownScopes(this.scope).length === asked.length) return
    throw new errors.InvalidClientMetadata('scope holds one that this server does not know')
  })
}
