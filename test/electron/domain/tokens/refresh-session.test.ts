import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Grant, OAuthWay } from '../../../../electron/contract/oauth.ts'
import { aBendableIssuer, type Bent, type BendableIssuer } from '../../../support/bendable-issuer.ts'
import { aDesk } from '../../../support/desk-builder.ts'
import { anOAuthWay, aProfile } from '../../../support/token-builder.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())

const refusal: Bent = { status: 400, body: { error: 'invalid_grant' } }

/** Answers by grant; a grant that is not named is refused. */
function answering(byGrant: Readonly<Record<string, Bent>>): void {
  server.answer('/token', ({ form }) => byGrant[form.get('grant_type') ?? ''] ?? refusal)
}
let issued = 0
const tokens = (refreshToken: string | null = 'r'): Bent => {
  issued += 1
  const refresh = refreshToken === null ? {} : { refresh_token: refreshToken }
  return { body: { access_token: `access-${issued}`, token_type: 'Bearer', expires_in: 300, ...refresh } }
}
const grants = (): (string | null)[] =>
  server.calls.filter(({ path }) => path === '/token').map(({ form }) => form.get('grant_type'))

async function signedIn(grant: Grant, some: Partial<OAuthWay> = {}, extraScopes: readonly string[] = []) {
  const profile = aProfile({ way: anOAuthWay({ issuer: server.issuer, scopes: ['a'], grant, ...some }) })
  const made = aDesk({ profiles: [profile] })
  for (const name of ['password', 'refreshToken'] as const) {
    await made.secrets.change(profile.id, { [name]: { change: 'replace', value: `the-${name}` } })
  }
  await made.desk.start(profile.id, extraScopes)
  server.calls.length = 0
  return { ...made, id: profile.id }
}

const password: Grant = { type: 'password', username: 'alice' }

describe('new tokens', () => {
  test('come by the refresh token where there is one', async () => {
    answering({ password: tokens(), refresh_token: tokens() })
    const { keeper, id } = await signedIn(password)
    await keeper.refreshNow(id)
    expect(grants()).toEqual(['refresh_token'])
  })

  test('come by asking again where there is none, for the scopes that were granted and the resources', async () => {
    answering({ client_credentials: tokens(null) })
    const some = { resources: ['https://api.example.test', 'urn:{{tenant}}'] }
    const profile = aProfile({
      way: anOAuthWay({ issuer: server.issuer, scopes: ['a'], grant: { type: 'client_credentials' }, ...some }),
    })
    const made = aDesk({ profiles: [profile] })
    made.values.set('tenant', 'blue')
    await made.desk.start(profile.id, ['b'])
    await made.keeper.refreshNow(profile.id)
    const [first, second] = server.calls.filter(({ path }) => path === '/token')
    for (const call of [first, second]) {
      expect(call?.form.get('scope')).toBe('a b')
      expect(call?.form.getAll('resource')).toEqual(['https://api.example.test', 'urn:blue'])
    }
  })

  test('come by asking again where the refresh token is refused, of a way that needs no person', async () => {
    answering({ password: tokens() })
    const { keeper, id } = await signedIn(password)
    expect(await keeper.refreshNow(id)).toMatchObject({ state: 'active', refreshCount: 1 })
    expect(grants()).toEqual(['refresh_token', 'password'])
    expect(server.calls.at(-1)?.form.get('password')).toBe('the-password')
  })

  test('leave a refused refresh token behind, where none comes in its place', async () => {
    answering({ password: tokens() })
    const { keeper, id } = await signedIn(password)
    answering({ password: tokens(null) })
    await keeper.refreshNow(id)
    expect((await keeper.peek(id))?.refreshToken).toBeNull()
    await keeper.refreshNow(id)
    expect(grants()).toEqual(['refresh_token', 'password', 'password'])
  })

  test('end the session where that is refused, too', async () => {
    answering({ password: tokens() })
    const { keeper, id } = await signedIn(password)
    answering({})
    await expect(keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    expect(grants()).toEqual(['refresh_token', 'password'])
    expect(await keeper.session(id)).toMatchObject({ state: 'sign-in-again', reason: 'refused' })
  })

  test('are not asked for anew where the server is busy: the refresh token may be good', async () => {
    answering({ password: tokens(), refresh_token: { status: 503, body: '' } })
    const { keeper, id } = await signedIn(password)
    await expect(keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.provider_unreachable' })
    expect(grants()).toEqual(['refresh_token'])
  })

  test('of a pasted refresh token end with it: what was refused once is refused again', async () => {
    answering({ refresh_token: tokens(null) })
    const { keeper, id } = await signedIn({ type: 'refresh_token' })
    expect((await keeper.peek(id))?.refreshToken?.reveal()).toBe('the-refreshToken')
    answering({})
    await expect(keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    expect(grants()).toEqual(['refresh_token'])
  })

  test('of an incomplete profile are not asked for', async () => {
    answering({ password: tokens(null) })
    const { keeper, secrets, id } = await signedIn(password)
    await secrets.change(id, { password: { change: 'clear' } })
    await expect(keeper.refreshNow(id)).rejects.toMatchObject({
      code: 'profile.incomplete',
      details: { profileId: id, field: 'password' },
    })
    expect(grants()).toEqual([])
  })
})
