// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { Diagnosis, Remedy } from '../../../../electron/contract/challenges.ts'
import { sendRequest } from '../../../../electron/contract/requests.ts'
import { giveElementsASize } from '../../../support/give-elements-a-size.ts'
import { pending, refusing } from '../../../support/staged-window.tsx'
import { alice, aReason, aRefusal, bob, refusedWith, showRequest } from './shown-request.tsx'

giveElementsASize(400, 800)
afterEach(cleanup)

const profileId = alice.id
const send = async ({ user }: ReturnType<typeof showRequest>) =>
  user.click(screen.getByRole('button', { name: 'Send' }))
const press = async (shown: ReturnType<typeof showRequest>, name: RegExp | string) =>
  shown.user.click(await screen.findByRole('button', { name }))
/** Sends, is refused, and presses the button of the one remedy. */
async function pressing(remedy: Remedy, name: RegExp | string, answers = {}, draft = {}) {
  const shown = showRequest({ ...refusedWith(remedy), ...answers }, draft)
  await send(shown)
  await press(shown, name)
  return shown
}

describe('a button under the reason of a refusal', () => {
  test('steps up: signs in at the level and age that the API asked for, and sends again', async () => {
    const remedy = { do: 'step-up', profileId, acrValues: ['urn:pin', 'urn:otp'], maxAgeSeconds: 300 } as const
    const shown = await pressing({ ...remedy, acrValues: [...remedy.acrValues] }, 'Sign in at urn:pin and send')
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
    expect(shown.asked('signIn.start')).toEqual([
      { profileId, extraScopes: [], stepUp: { acrValues: ['urn:pin', 'urn:otp'], maxAgeSeconds: 300 } },
    ])
  })

  test('steps up where only a fresh sign-in is wanted', async () => {
    const remedy: Remedy = { do: 'step-up', profileId, acrValues: [], maxAgeSeconds: 0 }
    const shown = await pressing(remedy, 'Sign in afresh and send')
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
    expect(shown.asked('signIn.start')).toEqual([
      { profileId, extraScopes: [], stepUp: { acrValues: [], maxAgeSeconds: 0 } },
    ])
  })

  test('tells what DPoP changes before it changes it, and does nothing when that is not wanted', async () => {
    const shown = await pressing({ do: 'use-dpop', profileId }, 'Use DPoP and send…', {
      'profiles.useDpop': () => ({}),
    })
    const dialog = within(await screen.findByRole('dialog', { name: 'Use DPoP for alice?' }))
    dialog.getByText(/every request that is sent as alice carries a proof/)
    await shown.user.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(shown.asked('profiles.useDpop')).toEqual([])
    expect(shown.asked('requests.send')).toHaveLength(1)
  })

  test('uses DPoP: changes the profile, signs in, and sends again', async () => {
    const shown = await pressing({ do: 'use-dpop', profileId }, 'Use DPoP and send…', {
      'profiles.useDpop': () => ({}),
    })
    await press(shown, 'Use DPoP and sign in')
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
    const order = shown.main.calls.map(({ channel }) => channel)
    expect(order.indexOf('profiles.useDpop')).toBeLessThan(order.indexOf('signIn.start'))
    expect(shown.asked('profiles.useDpop')).toEqual([{ profileId }])
  })

  test('inspects the token that was sent, at the claim that matters', async () => {
    const shown = showRequest({
      'requests.send': ({ exchangeId }) =>
        aRefusal(exchangeId, { remedies: [{ do: 'inspect', subject: { of: 'sent', exchangeId }, claim: 'aud' }] }),
    })
    await send(shown)
    await press(shown, 'Inspect “aud”')
    const [sent] = shown.asked('requests.send')
    const { exchangeId } = sendRequest.parse(sent)
    expect(shown.outlets.onInspect).toHaveBeenCalledWith({ of: 'sent', exchangeId }, 'aud')
  })

  test('leads to the profile, to the choice of one, and to the search for its login', async () => {
    const shown = showRequest(
      refusedWith({ do: 'edit-profile', profileId }, { do: 'choose-profile' }, { do: 'find-login' }),
    )
    await send(shown)
    await press(shown, 'Edit alice')
    await press(shown, 'Find its login')
    expect(shown.outlets.onEditProfile).toHaveBeenCalledWith(profileId)
    expect(shown.outlets.onFindLogin).toHaveBeenCalledOnce()
    await press(shown, 'Choose a profile')
    await screen.findByRole('menuitem', { name: /bob/, hidden: true })
  })
})

describe('a typed Authorization', () => {
  const typed = [
    { name: 'Accept', value: '*/*', enabled: true },
    { name: 'authorization', value: 'Bearer "quoted"', enabled: true },
  ]

  test('is switched off and the request sent without it; Undo brings it back', async () => {
    const remedy: Remedy = { do: 'drop-typed-credential' }
    const shown = await pressing(remedy, 'Send without the typed credential', {}, { headers: typed })
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
    expect(shown.asked('requests.send')[1]).toMatchObject({
      draft: { headers: [{ enabled: true }, { enabled: false }] },
    })
    await press(shown, 'Undo')
    expect(shown.store.getState().tabs.tabs[0]?.draft.headers).toEqual(typed)
    expect(shown.asked('requests.send')).toHaveLength(2)
  })
})

describe('a typed key or cookie', () => {
  test.each(['X-API-Key', 'Cookie'])('in %s is switched off as well', async (name) => {
    const headers = [{ name, value: 'typed', enabled: true }]
    const remedy: Remedy = { do: 'drop-typed-credential' }
    const shown = await pressing(remedy, 'Send without the typed credential', {}, { headers })
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
    expect(shown.asked('requests.send')[1]).toMatchObject({ draft: { headers: [{ enabled: false }] } })
  })

  test('does not stand in the way of another profile, and comes back with Undo', async () => {
    const headers = [{ name: 'Authorization', value: 'Bearer "quoted"', enabled: true }]
    const remedy: Remedy = { do: 'send-as', profileId, profileName: 'bob' }
    const shown = await pressing(remedy, 'Send as bob', {}, { headers })
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
    expect(shown.asked('requests.send')[1]).toMatchObject({ profileId, draft: { headers: [{ enabled: false }] } })
    await press(shown, 'Undo')
    expect(shown.store.getState().tabs.tabs[0]?.draft.headers).toEqual(headers)
  })

  test('is not spoken of where there is none', async () => {
    const remedy: Remedy = { do: 'send-as', profileId, profileName: 'bob' }
    const shown = await pressing(remedy, 'Send as bob')
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
    expect(screen.queryByText(/is switched off/)).toBeNull()
  })
})

describe('asking the token’s server', () => {
  const remedy: Remedy = { do: 'ask-server', profileId }
  const name = 'Ask the token’s server'

  test('tells the reason anew, and says so', async () => {
    const said = pending<Diagnosis>()
    const shown = await pressing(remedy, name, { 'exchanges.askServer': said.answer })
    await screen.findByText('Asking the server that gave the token…')
    said.settle(aReason({ cause: 'revoked', headline: 'The token was revoked.' }))
    await screen.findByText('The token was revoked.')
    screen.getByText(/after the token’s server was asked/)
    expect(shown.asked('exchanges.askServer')).toHaveLength(1)
    expect(shown.asked('requests.send')).toHaveLength(1)
  })

  test('that fails says why, and can be tried again', async () => {
    const shown = await pressing(remedy, name, {
      'exchanges.askServer': refusing({ code: 'vault.locked', details: {} }),
    })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The server could not be asked')
    await press(shown, name)
    await waitFor(() => expect(shown.asked('exchanges.askServer')).toHaveLength(2))
  })

  test('about a refusal that is held no more offers to send again in its place', async () => {
    const gone = refusing({ code: 'exchange.reason_gone', details: {} })
    const shown = await pressing(remedy, name, { 'exchanges.askServer': gone })
    await screen.findByRole('alert')
    expect(screen.queryByRole('button', { name })).toBeNull()
    await press(shown, 'Send again')
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
  })
})

describe('the reason of a refusal', () => {
  test('says how sure it is, and what shows it, as a list', async () => {
    const evidence = ['One.', 'Two.', 'Three.', 'Four.', 'Five.', 'Six.']
    const shown = showRequest({
      'requests.send': ({ exchangeId }) => aRefusal(exchangeId, { evidence, confidence: 'guess' }),
    })
    await send(shown)
    const why = within(await screen.findByRole('note', { name: 'Why the API said no' }))
    why.getByText(/the API gave little to go by/)
    expect(why.getAllByRole('listitem').map((each) => each.textContent)).toEqual(['One.', 'Two.', 'Three.'])
    await shown.user.click(why.getByRole('button', { name: 'Show 3 more' }))
    expect(why.getAllByRole('listitem')).toHaveLength(6)
  })

  test('with many next steps shows the first ones and the rest in a menu', async () => {
    const shown = showRequest(
      refusedWith(
        { do: 'refresh-and-resend', profileId },
        { do: 'sign-in', profileId },
        { do: 'ask-server', profileId },
        { do: 'send-as', profileId: bob.id, profileName: 'bob' },
        { do: 'edit-profile', profileId },
        { do: 'choose-profile' },
      ),
    )
    await send(shown)
    const why = within(await screen.findByRole('note', { name: 'Why the API said no' }))
    expect(why.getAllByRole('button').map((each) => each.textContent)).toEqual([
      'Refresh and send again',
      'Sign in as alice and send',
      'Ask the token’s server',
      '3 more',
    ])
    await shown.user.click(why.getByRole('button', { name: '3 more next steps' }))
    await shown.user.click(await screen.findByRole('menuitem', { name: /^Send as bob/, hidden: true }))
    await waitFor(() => expect(shown.asked('requests.send')[1]).toMatchObject({ profileId: bob.id, looseToken: null }))
  })

  test.each([
    ['login-redirect', 200, 'Why this is not the API’s answer'],
    ['login-redirect', 302, 'Why this is not the API’s answer'],
    ['proxy', 407, 'Why the proxy said no'],
    ['gateway', 403, 'Why the gateway said no'],
  ] as const)('of the cause %s stands on a %i too, and says whose no it is', async (cause, status, label) => {
    const shown = showRequest({
      'requests.send': ({ exchangeId }) => {
        const { steps, ...rest } = aRefusal(exchangeId, { cause, headline: 'A login page answered.' })
        const result = steps[0]?.result
        if (result?.outcome !== 'answered') throw new Error('a refusal is an answer')
        return { ...rest, steps: steps.map((step) => ({ ...step, result: { ...result, status } })) }
      },
    })
    await send(shown)
    const why = await screen.findByRole('note', { name: label })
    expect(why.textContent).toContain('A login page answered.')
  })
})
