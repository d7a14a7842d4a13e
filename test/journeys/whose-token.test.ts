import { afterEach, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { startEchoServer, type EchoServer } from '../support/echo-server.ts'
import { callbackFor } from '../support/journey-browser.ts'

const open: (BendableIssuer | EchoServer)[] = []
afterEach(async () => {
  await endJourneys()
  for (const server of open.splice(0)) await server.close()
})

async function anIssuer(accessToken: string): Promise<BendableIssuer> {
  const issuer = await aBendableIssuer()
  open.push(issuer)
  issuer.answer('/token', { body: { access_token: accessToken, token_type: 'Bearer', expires_in: 300 } })
  return issuer
}

test('a token is found only by the profile and environment it was issued for', async () => {
  const [test1, staging, api] = [await anIssuer('of-test'), await anIssuer('of-staging'), await startEchoServer()]
  open.push(api)
  const claimcheck = await composeForJourney()
  const { environment } = await claimcheck.ask('environment.read', {})
  /** The window looks again when it is told to. */
  async function useEnvironment(issuer: string): Promise<void> {
    const told = new Promise<void>((resolve) => void claimcheck.bridge.on('profiles.changed', () => resolve()))
    const variables = [...environment.variables, { name: 'idp', value: issuer, enabled: true }]
    await claimcheck.ask('environment.save', { name: environment.name, variables })
    await told
  }
  await useEnvironment(test1.issuer)
  for (const name of ['carol', 'dave']) {
    await claimcheck.saveProfile({ name, issuer: '{{idp}}', clientId: 'desktop', scopes: ['read'] })
  }
  const ending = claimcheck.startSignIn('carol')
  await fetch(callbackFor(await claimcheck.browser.next(), { code: 'a-code', iss: test1.issuer }))
  expect(await ending).toMatchObject({ ok: true })
  const request = { url: `${api.origin}/orders` }
  expect(answerOf(await claimcheck.send(request, 'carol')).status).toBe(200)
  expect(api.requests[0]).toContain('Authorization: Bearer of-test')

  // The same client, the same scopes, another person.
  expect(await claimcheck.session('dave')).toEqual({ state: 'signed-out' })
  expect(await claimcheck.failureOfSend(request, 'dave')).toMatchObject({ code: 'session.signed_out' })

  await useEnvironment(staging.issuer)
  expect(await claimcheck.session('carol')).toMatchObject({ state: 'sign-in-again', reason: 'issuer-changed' })
  expect(await claimcheck.failureOfSend(request, 'carol')).toMatchObject({ code: 'session.signed_out' })
  const { id: profileId } = await claimcheck.profile('carol')
  expect(await claimcheck.failureOf('tokens.refresh', { profileId })).toMatchObject({ code: 'session.signed_out' })
  expect(staging.calls).toEqual([])
  expect(api.requests).toHaveLength(1)

  await useEnvironment(test1.issuer)
  expect(await claimcheck.session('carol')).toMatchObject({ state: 'active' })
  expect(answerOf(await claimcheck.send(request, 'carol')).status).toBe(200)
})
