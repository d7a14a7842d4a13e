import { compactVerify, decodeJwt, errors, importJWK, type JWK } from 'jose'
import { Provider } from 'oidc-provider'

/** What has been issued and not been taken back, as the API asks for it. */
export interface IssuedTokens {
  readonly isRevoked: (jti: string) => Promise<boolean>
}

type Models = Provider['AccessToken'] | Provider['ClientCredentials']

// Not base64url, so that the result is taken for an opaque token.
const disguise = 'jwt:'
const asksAboutTokens = new Set(['introspection', 'revocation'])

/**
 * oidc-provider forgets a JWT access token as soon as it is sent, and so can't be asked about it, nor take it back, nor
 * see at userinfo what it was issued for. Here each is remembered by its `jti` and found by the whole, genuine JWT only.
 */
export function rememberAccessTokens(provider: Provider, publicJwk: JWK): IssuedTokens {
  const key = importJWK(publicJwk, 'RS256')

  /** The `jti` of a token that is signed with our key; null for anything else. */
  async function jtiOf(value: unknown): Promise<string | null> {
    if (typeof value !== 'string') return null
    const token = value.startsWith(disguise) ? value.slice(disguise.length) : value
    try {
      await compactVerify(token, await key, { algorithms: ['RS256'] })
      return decodeJwt(token).jti ?? null
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError) return null
      throw thrown
    }
  }

  function remember(model: Models, token: InstanceType<Models>): void {
    const iat = Math.floor(Date.now() / 1000)
    const known = Object.entries(token).filter(([name]) => model.IN_PAYLOAD.includes(name))
    const payload = { ...Object.fromEntries(known), iat, exp: iat + token.expiration }
    void model.adapter.upsert(token.jti, payload, token.expiration)
  }

  function findByWhole(model: Models): void {
    const findByJti = model.find.bind(model)
    const find = async (value: unknown, options?: object) => {
      const jti = await jtiOf(value)
      const token: unknown = jti === null ? undefined : await findByJti(jti, options)
      if (!(token instanceof model)) return undefined
      if (Provider.ctx?.oidc.route === 'userinfo') await showAsUserinfoToken(token)
      return token
    }
    Object.assign(model, { find })
  }

  /** To userinfo a token is worth what the person allowed there: its own audience and scopes are those of the API. */
  async function showAsUserinfoToken(token: InstanceType<Models>): Promise<void> {
    const grantId: unknown = Reflect.get(token, 'grantId')
    const grant = typeof grantId === 'string' ? await provider.Grant.find(grantId) : undefined
    Object.assign(token, { aud: undefined, scope: grant?.getOIDCScope() ?? '' })
  }

  for (const model of [provider.AccessToken, provider.ClientCredentials]) findByWhole(model)
  provider.on('access_token.issued', (token) => remember(provider.AccessToken, token))
  provider.on('client_credentials.issued', (token) => remember(provider.ClientCredentials, token))

  // Both endpoints turn every JWT away (RFC 7009 §2.2.1); they are told of it once the client is known and not sooner.
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the context as its this
  const { entity } = provider.OIDCContext.prototype
  provider.OIDCContext.prototype.entity = function tellOfToken(kind, value) {
    entity.call(this, kind, value)
    const token = this.params?.['token']
    if (kind === 'Client' && asksAboutTokens.has(this.route) && typeof token === 'string' && token.includes('.')) {
      Object.assign(this.params ?? {}, { token: `${disguise}${token}` })
    }
  }

  const isKnown = async (model: Models, jti: string) => (await model.adapter.find(jti)) !== undefined
  return {
    isRevoked: async (jti) =>
      !(await isKnown(provider.AccessToken, jti)) && !(await isKnown(provider.ClientCredentials, jti)),
  }
}
