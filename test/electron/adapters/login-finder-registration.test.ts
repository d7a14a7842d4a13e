import { describe, expect, test } from 'vitest'
import type { ProfileDraft } from '../../../electron/contract/profiles.ts'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { openid } from '../../support/api-and-its-server.ts'
import { failureOf } from '../../support/find-login-under-test.ts'
import { aServerThatRegisters } from '../../support/server-that-registers.ts'

const { server, url, publish, publishApi, request, found, adopted, sent } = await aServerThatRegisters()

const redirectOf = ({ saved }: { saved: readonly ProfileDraft[] }) => {
  const way = saved[0]?.way
  const grant = way?.kind === 'oauth' ? way.grant : null
  if (grant?.type !== 'authorization_code' || grant.redirect.by !== 'fixed')
    throw new Error('no fixed redirect was saved')
  return grant.redirect
}

describe('a login that is taken over', () => {
  test('is a client of its own, and a profile that can sign in', async () => {
    const { saved, profile, steps, ...rest } = await adopted()
    const { host, port, path } = redirectOf({ saved })
    expect(sent()).toEqual({
      ...{ client_name: 'Claimcheck', application_type: 'native', response_types: ['code'] },
      redirect_uris: [`http://${host}:${port}${path}`, `http://${host}${path}`],
      grant_types: ['authorization_code', 'refresh_token'],
      ...{ token_endpoint_auth_method: 'none', scope: 'openid orders' },
    })
    expect(saved).toMatchObject([
      {
        ...{ id: null, name: 'Orders', keepFresh: true, certificate: null, secrets: {} },
        way: {
          ...{ kind: 'oauth', issuer: server.issuer, endpoints: null, clientId: 'registered', dpop: false },
          ...{ clientAuthentication: 'none', scopes: ['openid', 'orders'], resources: [url()] },
          grant: { type: 'authorization_code', pushedRequest: 'when-offered' },
        },
      },
    ])
    expect(profile.name).toBe('Orders')
    expect(steps).toMatchObject([{ method: 'POST', title: 'Register a client', status: 201 }])
    expect(steps[0]?.requestFields).toContainEqual(['application_type', 'native'])
    expect(rest.asked.at(-1)).toBe(`POST ${server.issuer}/register`)
  })

  test('comes back on an address of this machine with a path that nobody can guess', async () => {
    const [one, two] = [redirectOf(await adopted()), redirectOf(await adopted())]
    expect(one).toMatchObject({ by: 'fixed', host: '127.0.0.1' })
    expect(one.path).toMatch(/^\/callback\/[\w-]{22}$/)
    expect(one.path).not.toBe(two.path)
  })

  test('is bound to a key where the API wants that', async () => {
    publishApi({ dpop_bound_access_tokens_required: true })
    const { saved } = await adopted()
    expect(sent()).toMatchObject({ dpop_bound_access_tokens: true })
    expect(saved).toMatchObject([{ way: { dpop: true } }])
  })

  test('asks for no refreshing and names no scope where the server does not list them', async () => {
    publish({ grant_types_supported: ['authorization_code'], scopes_supported: ['openid'] })
    await adopted()
    expect(sent()).toMatchObject({ grant_types: ['authorization_code'] })
    expect(sent()).not.toHaveProperty('scope')
  })

  test('keeps the secret that it was given, as a secret of the profile, and shows it nowhere', async () => {
    publish({ token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'] })
    server.answer('/register', {
      status: 201,
      body: {
        ...{ client_id: 'registered', client_secret: 'secret-canary', client_secret_expires_at: 0 },
        ...{ registration_access_token: 'management-canary', registration_client_uri: `${server.issuer}/register/1` },
      },
    })
    const { saved, steps, profile } = await adopted()
    expect(sent()).toMatchObject({ token_endpoint_auth_method: 'client_secret_basic' })
    expect(saved).toMatchObject([
      {
        way: { clientAuthentication: 'client_secret_basic' },
        secrets: { clientSecret: { change: 'replace', value: 'secret-canary' } },
      },
    ])
    expect(JSON.stringify([steps, profile])).not.toMatch(/secret-canary|management-canary/)
    expect(JSON.stringify(saved)).not.toContain('management-canary')
  })

  test('of a client that the person has is registered nowhere', async () => {
    const { saved, steps } = await adopted({ clientId: 'mine' })
    expect(saved).toMatchObject([{ way: { clientId: 'mine', grant: { redirect: { by: 'free-port' } } }, secrets: {} }])
    expect(steps).toEqual([])
    expect(server.calls.map(({ path }) => path)).toEqual([openid])
  })

  test('gets a name that no other profile has', async () => {
    const { findLogin, saved } = await found()
    for (let times = 0; times < 3; times += 1)
      await findLogin.adopt(request({ clientId: 'mine', name: 'x'.repeat(80) }))
    expect(saved.map(({ name }) => name)).toEqual(['x'.repeat(80), `${'x'.repeat(78)} 2`, `${'x'.repeat(78)} 3`])
  })

  test('is registered once, also where it could be saved only at the second try', async () => {
    const { findLogin, saved, situation } = await found()
    situation.failNextSave = new ClaimcheckError('vault.locked', {})
    expect(await failureOf(findLogin.adopt(request()))).toMatchObject({ code: 'vault.locked' })
    await findLogin.adopt(request())
    expect(saved).toHaveLength(1)
    expect(server.calls.filter(({ path }) => path === '/register')).toHaveLength(1)
    await findLogin.adopt(request())
    expect(server.calls.filter(({ path }) => path === '/register')).toHaveLength(2)
  })
})
