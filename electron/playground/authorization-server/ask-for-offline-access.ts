import type Provider from 'oidc-provider'

const words = (parameter: unknown): string[] =>
  typeof parameter === 'string' ? parameter.split(' ').filter(Boolean) : []

/**
 * oidc-provider drops offline_access unless `prompt` asks for consent (OpenID Connect Core §11). Native clients are
 * asked for consent each time anyway (RFC 8252 §8.6), so the playground says it for those who left it out.
 */
export function askForOfflineAccess(provider: Provider): void {
  Object.defineProperty(provider.OIDCContext.prototype, 'prompts', {
    configurable: true,
    get(this: InstanceType<Provider['OIDCContext']>): Set<string> {
      const prompts = new Set(words(this.params?.['prompt']))
      if (words(this.params?.['scope']).includes('offline_access') && !prompts.has('none')) prompts.add('consent')
      return prompts
    },
  })
}
