import { afterEach, expect, test } from 'vitest'
import { aDataFolder, answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { aKeyring } from '../support/keyring-builder.ts'
import { signInOverHttp } from '../support/playground.ts'

afterEach(endJourneys)

const orders = { url: '{{baseUrl}}/orders' }

test('a playground that dies is said to be dead; the next Send starts it, and says that one is signed out', async () => {
  const claimcheck = await composeForJourney()
  await claimcheck.signIn('alice')
  const { issuer, apiUrl } = await claimcheck.ask('playground.status', {})
  await claimcheck.playground.die()
  expect(await claimcheck.ask('playground.status', {})).toMatchObject({
    state: 'failed',
    problem: 'The playground ended by itself.',
  })
  const { id: profileId } = await claimcheck.profile('alice')
  expect(await claimcheck.failureOfSend(orders, 'alice')).toEqual({
    code: 'session.signed_out',
    details: { profileId },
  })
  expect(await claimcheck.session('alice')).toEqual({ state: 'signed-out' })
  // At the same addresses as before: what a person wrote down still holds.
  expect(await claimcheck.ask('playground.status', {})).toMatchObject({
    ...{ state: 'running', issuer, apiUrl },
    forgottenSignIns: 1,
  })
  expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
  expect(answerOf(await claimcheck.send(orders, 'alice')).status).toBe(200)
})

test('a playground that dies while one is at its pages ends the sign-in in its own words', async () => {
  const claimcheck = await composeForJourney()
  const ending = claimcheck.startSignIn('alice')
  const address = await claimcheck.browser.next()
  const callback = await signInOverHttp(address, { as: 'alice', consent: 'allow' })
  await claimcheck.playground.die()
  await fetch(callback)
  expect(await ending).toMatchObject({
    ok: false,
    failure: { code: 'sign_in.issuer_unreachable', details: { reason: 'refused' } },
  })
  expect(await claimcheck.session('alice')).toEqual({ state: 'signed-out' })
})

test('a playground beside a locked vault serves those who need no token, and its old tokens go when it is unlocked', async () => {
  const [folder, keyring] = [await aDataFolder(), aKeyring()]
  const yesterday = await composeForJourney({ folder, keyring: keyring.wrapper })
  await yesterday.signIn('alice')
  await yesterday.end()
  keyring.goAway()
  const today = await composeForJourney({ folder, keyring: keyring.wrapper })
  expect(answerOf(await today.send({ url: '{{baseUrl}}/health' })).status).toBe(200)
  expect(await today.session('alice')).toEqual({ state: 'locked' })
  keyring.comeBack()
  const signedOut = new Promise<void>((resolve) => {
    today.bridge.on('profiles.changed', () => {
      void today.session('alice').then(({ state }) => state === 'signed-out' && resolve())
    })
  })
  await today.ask('vault.unlock', { by: 'keyring' })
  await signedOut
  expect(await today.session('alice')).toEqual({ state: 'signed-out' })
})
