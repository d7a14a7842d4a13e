import { describe, expect, test } from 'vitest'
import type { SecretName } from '../../../../electron/contract/profiles.ts'
import { createClientResolver } from '../../../../electron/domain/profiles/client-resolver.ts'
import { certificateOf } from '../../../../electron/domain/profiles/profile-certificate.ts'
import type { ProfileBy } from '../../../../electron/domain/profiles/profile.ts'
import { aBook } from '../../../support/book-builder.ts'
import { anOAuthWay, aProfile } from '../../../support/token-builder.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import type { OAuthWay } from '../../../../electron/contract/oauth.ts'

const oauth = (way: Partial<OAuthWay>, certificate: string | null = null): ProfileBy<'oauth'> => ({
  ...aProfile({ certificate }),
  way: anOAuthWay(way),
})
const endpoints = {
  ...{ authorization: '{{idp}}/auth', token: '{{idp}}/token', device: null, pushedRequest: null, userinfo: null },
  ...{ introspection: null, revocation: null, endSession: null, keys: null },
}

async function resolverWith(profile: ProfileBy<'oauth'>, held: Partial<Record<SecretName, string>> = {}) {
  const { secrets, dpopKeys, values } = aBook()
  const changes = Object.entries(held).map(([name, value]) => [name, { change: 'replace', value }] as const)
  await secrets.change(profile.id, Object.fromEntries(changes))
  values.set('idp', 'https://id.example.test').set('client', 'desktop-2')
  const resolve = createClientResolver({ secret: secrets.read, dpopKeys, variables: () => values })
  return { resolve, values, secret: secrets.read }
}

describe('a client', () => {
  test('has its variables filled in: issuer, endpoints, id and parameters', async () => {
    const extraParameters = [{ name: 'tenant', value: '{{client}}', on: 'both' }] as const
    const profile = oauth({
      issuer: '{{idp}}/',
      clientId: '{{client}}',
      endpoints,
      extraParameters: [...extraParameters],
    })
    const { resolve } = await resolverWith(profile)
    expect(await resolve(profile)).toEqual({
      issuer: 'https://id.example.test/',
      clientId: 'desktop-2',
      endpoints: {
        ...endpoints,
        authorization: 'https://id.example.test/auth',
        token: 'https://id.example.test/token',
      },
      extraParameters: [{ name: 'tenant', value: 'desktop-2', on: 'both' }],
      ...{ authentication: 'none', secret: null, key: null, signing: null, certificate: null, dpop: null },
    })
  })

  test('is of one environment, whatever changes while its secret is read', async () => {
    const profile = oauth({ issuer: '{{idp}}', clientId: '{{client}}', clientAuthentication: 'client_secret_post' })
    const { resolve, values } = await resolverWith(profile, { clientSecret: 'hush' })
    const resolving = resolve(profile)
    values.set('idp', 'https://evil.example.test').set('client', 'another')
    expect(await resolving).toMatchObject({ issuer: 'https://id.example.test', clientId: 'desktop-2' })
  })

  test('has the secret or key of its authentication, and the DPoP key where tokens are bound', async () => {
    const held = { clientSecret: 'of-the-client', clientKey: 'key-of-the-client' }
    for (const clientAuthentication of ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const) {
      const profile = oauth({ clientAuthentication })
      const { resolve } = await resolverWith(profile, held)
      const client = await resolve(profile)
      expect([client.secret?.reveal(), client.key]).toEqual(['of-the-client', null])
    }
    const profile = oauth({ clientAuthentication: 'private_key_jwt', dpop: true })
    const { resolve } = await resolverWith(profile, held)
    const client = await resolve(profile)
    expect([client.secret, client.key?.reveal()]).toEqual([null, 'key-of-the-client'])
    expect(client.dpop?.thumbprint).toBe((await resolve(profile)).dpop?.thumbprint)
    expect(client.dpop?.thumbprint).toMatch(/^[\w-]{43}$/)
  })

  test.each<[string, Partial<OAuthWay>, string | null, string]>([
    ['secret', { clientAuthentication: 'client_secret_basic' }, null, 'clientSecret'],
    ['key', { clientAuthentication: 'private_key_jwt' }, null, 'clientKey'],
    ['certificate', { clientAuthentication: 'tls_client_auth' }, null, 'certificate'],
    ['certificate’s key', {}, 'PEM', 'certificateKey'],
  ])('without its %s is incomplete', async (_what, way, certificate, field) => {
    const profile = oauth(way, certificate)
    const { resolve } = await resolverWith(profile)
    await expect(resolve(profile)).rejects.toMatchObject({
      code: 'profile.incomplete',
      details: { profileId: profile.id, field },
    })
  })

  test.each([
    ['input.variable_unknown', { issuer: '{{nowhere}}' }],
    ['sign_in.issuer_insecure', { issuer: 'http://id.example.test' }],
    ['sign_in.issuer_insecure', { endpoints: { ...endpoints, token: 'http://id.example.test/token' } }],
    ['input.url_invalid', { endpoints: { ...endpoints, revocation: 'https://user:pass@id.example.test' } }],
  ])('is refused with %s', async (code, way) => {
    const profile = oauth(way)
    const { resolve } = await resolverWith(profile)
    await expect(resolve(profile)).rejects.toMatchObject({ code })
  })
})

test('a certificate goes along with whatever way, with its key and passphrase', async () => {
  const profile = { ...oauth({}, 'PEM'), way: { kind: 'none' } as const }
  const { secret } = await resolverWith(oauth({}))
  expect(await certificateOf({ ...profile, certificate: null }, secret)).toBeNull()
  const held = async (_id: unknown, name: SecretName) =>
    name === 'certificateKey' || name === 'certificatePassphrase' ? new SecretText(name) : null
  const found = await certificateOf(profile, held)
  expect([found?.certificate, found?.key.reveal(), found?.passphrase?.reveal()]).toEqual([
    ...['PEM', 'certificateKey', 'certificatePassphrase'],
  ])
})
