import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { callbackFor } from '../support/journey-browser.ts'
import { expectNothingLost, orders, signedInAsAlice } from '../support/sign-in-trouble.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())
afterEach(endJourneys)

describe('a clock that is an hour off', () => {
  const hour = 3600

  test.each([
    ['behind', hour],
    ['ahead', -2 * hour],
  ])('%s is named as the reason why an ID token can not be trusted', async (_which, serverAheadSeconds) => {
    const claimcheck = await signedInAsAlice(server.issuer)
    await expectNothingLost(claimcheck, async () => {
      const ending = claimcheck.startSignIn('carol')
      const address = await claimcheck.browser.next()
      const iat = Math.floor(Date.now() / 1000) + serverAheadSeconds
      const nonce = new URL(address).searchParams.get('nonce')
      server.answer('/token', {
        headers: { date: new Date(iat * 1000).toUTCString() },
        body: {
          ...{ access_token: 'access-1', token_type: 'Bearer', expires_in: 300 },
          id_token: await server.idToken({ nonce, iat, exp: iat + 300 }),
        },
      })
      await fetch(callbackFor(address, { code: 'a-code', iss: server.issuer }))
      const reply = await ending
      expect(reply).toMatchObject({ ok: false, failure: { code: 'sign_in.clock_wrong' } })
      const told = !reply.ok && reply.failure.code === 'sign_in.clock_wrong' ? reply.failure.details.skewSeconds : 0
      expect(Math.abs(told - serverAheadSeconds)).toBeLessThan(10)
    })
  })

  test('keeps nobody from working with a token, and is shown with each answer', async () => {
    const claimcheck = await composeForJourney()
    claimcheck.clock.setWall(-hour)
    expect(await claimcheck.startSignIn('robot')).toMatchObject({ ok: true, value: { state: 'active' } })
    const exchange = await claimcheck.send(orders, 'robot')
    expect(answerOf(exchange).status).toBe(200)
    expect(Math.abs((exchange.clockSkewSeconds ?? 0) - hour)).toBeLessThan(10)
    expect(exchange.refreshed).toBe('no')
    const session = await claimcheck.session('robot')
    expect(session.state === 'active' && Math.abs((session.clockSkewSeconds ?? 0) - hour) < 10).toBe(true)
  })

  test('that is put right while one is signed in costs at most one refresh', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.ask('settings.save', { refreshInBackground: false })
    await claimcheck.signIn('alice')
    claimcheck.clock.setWall(-hour)
    const first = await claimcheck.send(orders, 'alice')
    const second = await claimcheck.send(orders, 'alice')
    expect([answerOf(first).status, answerOf(second).status]).toEqual([200, 200])
    expect(claimcheck.playground.counts()).toMatchObject({ refusedRefreshes: 0 })
    expect(claimcheck.playground.counts().refreshes).toBeLessThanOrEqual(1)
  })
})
