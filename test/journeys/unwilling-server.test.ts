import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { callbackFor } from '../support/journey-browser.ts'

afterEach(endJourneys)

const idOf = async (claimcheck: Journey, name: string) => (await claimcheck.profile(name)).id

describe('a server that does not take its tokens back', () => {
  let server: BendableIssuer
  beforeAll(async () => {
    server = await aBendableIssuer()
  })
  afterAll(() => server.close())
  beforeEach(() => server.reset())

  const withRevocation = () => ({
    body: {
      ...server.metadata,
      revocation_endpoint: `${server.issuer}/revoke`,
      userinfo_endpoint: `${server.issuer}/who`,
    },
  })

  async function signedInAsCarol(metadata: { body: object }): Promise<Journey> {
    const claimcheck = await composeForJourney()
    await claimcheck.saveProfile({ name: 'carol', issuer: server.issuer, scopes: ['read'] })
    server.answer('/.well-known/openid-configuration', metadata)
    server.answer('/token', {
      body: { access_token: 'access-1', refresh_token: 'refresh-1', token_type: 'Bearer', expires_in: 300 },
    })
    const ending = claimcheck.startSignIn('carol')
    await fetch(callbackFor(await claimcheck.browser.next(), { code: 'a-code', iss: server.issuer }))
    expect(await ending).toMatchObject({ ok: true })
    return claimcheck
  }

  test.each([
    [
      'but refuses',
      { status: 403, body: { error: 'access_denied', error_description: 'Not here' } },
      'refused',
      /403.*Not here/,
    ],
    ['but is out of order', { status: 500, body: 'oops' }, 'refused', /500/],
  ] as const)('%s: what it said is told, and the tokens stay here and work', async (_what, answer, outcome, words) => {
    const claimcheck = await signedInAsCarol(withRevocation())
    server.answer('/revoke', answer)
    const { steps, session } = await claimcheck.ask('tokenService.revoke', {
      profileId: await idOf(claimcheck, 'carol'),
    })
    expect(steps.map(({ which }) => which)).toEqual(['refresh', 'access'])
    for (const step of steps) expect(step).toMatchObject({ outcome, sentence: expect.stringMatching(words) })
    expect(session).toMatchObject({ state: 'active', refreshable: true })
    const sent = server.calls.filter(({ path }) => path === '/revoke').map(({ form }) => form.get('token'))
    expect(sent).toEqual(['refresh-1', 'access-1'])
    expect(JSON.stringify(claimcheck.replies)).not.toMatch(/access-1|refresh-1/)
  })

  test('since it has no such endpoint: that is told, and nothing is asked', async () => {
    const claimcheck = await signedInAsCarol({ body: server.metadata })
    const profileId = await idOf(claimcheck, 'carol')
    const { steps, session } = await claimcheck.ask('tokenService.revoke', { profileId })
    expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['not-offered']))
    expect(session).toMatchObject({ state: 'active' })
    expect(await claimcheck.failureOf('tokenService.userinfo', { profileId })).toEqual({
      code: 'sign_in.endpoint_missing',
      details: { endpoint: 'userinfo_endpoint' },
    })
    expect(await claimcheck.ask('tokenService.signOut', { profileId })).toMatchObject({
      openedBrowser: false,
      sentence: expect.stringContaining('no sign-out page'),
      session: { state: 'active' },
    })
  })

  test('and tells nothing of who it is: what it said instead is told in its words', async () => {
    const claimcheck = await signedInAsCarol(withRevocation())
    server.answer('/who', {
      ...{
        status: 401,
        body: '',
        headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="Gone"' },
      },
    })
    const profileId = await idOf(claimcheck, 'carol')
    expect(await claimcheck.failureOf('tokenService.userinfo', { profileId })).toMatchObject({
      code: 'token_service.refused',
      details: { status: 401, error: 'invalid_token', description: 'Gone' },
    })
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'active' })
  })
})
