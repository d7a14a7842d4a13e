import { afterEach, describe, expect, test } from 'vitest'
import { robotClientId, robotClientSecret } from '../../electron/playground/demo-credentials.ts'
import { composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { createCookieJar } from '../support/cookie-jar.ts'
import { orders } from '../support/sign-in-trouble.ts'
import { asBearer } from '../support/way-builder.ts'
import { claimOf, whoAmI } from '../support/who-am-i.ts'
import { ofProfile } from '../support/subject-of.ts'

afterEach(endJourneys)

const idOf = async (claimcheck: Journey, name: string) => (await claimcheck.profile(name)).id

/** What a person copies while signed in goes on being sent by a profile that holds it as it is. */
async function keepTheToken(claimcheck: Journey, of: string): Promise<void> {
  await claimcheck.ask('tokens.copy', ofProfile(await idOf(claimcheck, of)))
  await claimcheck.addProfile({
    name: 'thief',
    way: { kind: 'static_token', carriage: asBearer },
    secrets: { token: { change: 'replace', value: claimcheck.copied.at(-1) ?? '' } },
  })
}

describe('of a token that it issued the playground', () => {
  test('tells who it speaks for', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.signIn('alice')
    const told = await claimcheck.ask('tokenService.userinfo', { profileId: await idOf(claimcheck, 'alice') })
    expect(told.sentence).toContain('Alice Archer is signed in')
    expect(told.claims.map(({ name, json }) => [name, json])).toContainEqual(['sub', '"alice"'])
    expect(told.warnings).toEqual([])
  })

  test('tells that it is good, and what it is good for', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.signIn('alice')
    const profileId = await idOf(claimcheck, 'alice')
    for (const which of ['access', 'refresh'] as const) {
      const told = await claimcheck.ask('tokenService.introspect', { profileId, which })
      expect(told).toMatchObject({ active: true, warnings: [] })
      expect(told.sentence).toMatch(new RegExp(`this ${which} token is good, until`))
      expect(told.claims.find(({ name }) => name === 'scope')?.json).toContain('orders:read')
    }
  })

  test('revokes both, the refresh token first: they are gone here, and the API refuses the old one as revoked', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.signIn('alice')
    await keepTheToken(claimcheck, 'alice')
    expect((await whoAmI(claimcheck, '{{playgroundApi}}/me', 'thief')).status).toBe(200)
    const profileId = await idOf(claimcheck, 'alice')
    const { steps, session } = await claimcheck.ask('tokenService.revoke', { profileId })
    expect(steps.map(({ which, outcome }) => [which, outcome])).toEqual([
      ['refresh', 'done'],
      ['access', 'done'],
    ])
    expect(session).toEqual({ state: 'signed-out' })
    expect(await claimcheck.failureOfSend(orders, 'alice')).toMatchObject({ code: 'session.signed_out' })

    const refused = await whoAmI(claimcheck, '{{playgroundApi}}/me', 'thief')
    expect(refused.status).toBe(401)
    expect(refused.exchange.why).toMatchObject({ cause: 'revoked', confidence: 'likely' })
    expect(refused.exchange.why?.evidence.join(' ')).toContain('The token was revoked')
  })

  test('says of one that another Claimcheck revoked that it is over', async () => {
    const claimcheck = await composeForJourney()
    const { issuer } = await claimcheck.ask('playground.start', {})
    expect(await claimcheck.startSignIn('robot')).toMatchObject({ ok: true })
    const profileId = await idOf(claimcheck, 'robot')
    await claimcheck.ask('tokens.copy', ofProfile(profileId))
    const elsewhere = await fetch(`${issuer ?? ''}/token/revocation`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${robotClientId}:${robotClientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ token: claimcheck.copied[0] ?? '' }),
    })
    expect(elsewhere.status).toBe(200)
    const told = await claimcheck.ask('tokenService.introspect', { profileId, which: 'access' })
    expect(told.active).toBe(false)
    expect(told.sentence).toContain('or says that it is over')
    expect(told.warnings).toEqual([expect.stringMatching(/it was revoked since/)])
    // What is held is not thrown away for a word of the server: a person decides.
    expect(await claimcheck.session('robot')).toMatchObject({ state: 'active' })
  })

  test('opens its sign-out page in the browser, and the tokens are gone here', async () => {
    const claimcheck = await composeForJourney()
    const cookies = createCookieJar()
    await claimcheck.signIn('alice', { cookies })
    const profileId = await idOf(claimcheck, 'alice')
    const { issuer } = await claimcheck.ask('playground.status', {})
    const { openedBrowser, session } = await claimcheck.ask('tokenService.signOut', { profileId })
    expect({ openedBrowser, session }).toEqual({ openedBrowser: true, session: { state: 'signed-out' } })
    const page = new URL(claimcheck.browser.addresses.at(-1) ?? '')
    expect(`${page.origin}${page.pathname}`).toBe(`${issuer}/session/end`)
    expect(page.searchParams.get('id_token_hint')).toMatch(/^eyJ/)
    const answer = await fetch(page, { headers: { cookie: cookies.headerFor(page) } })
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/<form/)])
  })

  test('does nothing for a profile that is no client of it', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.addProfile({ name: 'static', way: { kind: 'basic', username: 'alice' } })
    const profileId = await idOf(claimcheck, 'static')
    for (const channel of ['tokenService.userinfo', 'tokenService.revoke', 'tokenService.signOut'] as const) {
      expect(await claimcheck.failureOf(channel, { profileId })).toMatchObject({ code: 'sign_in.endpoint_missing' })
    }
  })
})

describe('a person who switches the user', () => {
  const addressOf = (claimcheck: Journey) => new URL(claimcheck.browser.addresses.at(-1) ?? '').searchParams

  test('with login is asked for a sign-in although the browser knows alice, and whoever signs in has the profile', async () => {
    const claimcheck = await composeForJourney()
    const cookies = createCookieJar()
    await claimcheck.signIn('alice', { cookies })
    expect(await claimOf(claimcheck, 'alice', 'sub')).toBe('alice')
    const pages: string[] = []
    const again = await claimcheck.signIn('alice', {
      cookies,
      prompt: 'login',
      as: 'bob',
      onPage: (html) => pages.push(html),
    })
    expect(again).toMatchObject({ ok: true, value: { state: 'active', refreshCount: 0 } })
    expect([addressOf(claimcheck).get('prompt'), addressOf(claimcheck).get('login_hint')]).toEqual(['login', 'alice'])
    expect(pages[0]).toContain('name="person"')
    // The profile's name is the person's own word: whose token it holds, the token says.
    expect(await claimOf(claimcheck, 'alice', 'sub')).toBe('bob')
    expect(await whoAmI(claimcheck, '{{playgroundApi}}/me', 'alice')).toMatchObject({
      status: 200,
      body: { id: 'bob' },
    })
    const told = await claimcheck.ask('tokenService.userinfo', { profileId: await idOf(claimcheck, 'alice') })
    expect(told.sentence).toContain('Bob Baker')
  })

  test('and then says no keeps the user that there was', async () => {
    const claimcheck = await composeForJourney()
    const cookies = createCookieJar()
    await claimcheck.signIn('alice', { cookies })
    expect(await claimcheck.signIn('alice', { cookies, prompt: 'login', as: 'bob', consent: 'deny' })).toMatchObject({
      failure: { code: 'sign_in.denied' },
    })
    expect(await whoAmI(claimcheck, '{{playgroundApi}}/me', 'alice')).toMatchObject({
      status: 200,
      body: { id: 'alice' },
    })
  })

  test('with select_account is asked who, without a hint at the last one', async () => {
    const claimcheck = await composeForJourney()
    const cookies = createCookieJar()
    await claimcheck.signIn('alice', { cookies })
    const again = await claimcheck.signIn('alice', { cookies, prompt: 'select_account', as: 'bob' })
    expect(again).toMatchObject({ ok: true })
    expect([addressOf(claimcheck).get('prompt'), addressOf(claimcheck).get('login_hint')]).toEqual([
      'select_account',
      null,
    ])
    expect(await claimOf(claimcheck, 'alice', 'sub')).toBe('bob')
  })
})
