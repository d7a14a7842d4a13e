// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../../electron/contract/settings.ts'
import type { Session } from '../../../../electron/contract/tokens.ts'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { askedOn, pending, refusing } from '../../../support/staged-window.tsx'
import { anOpenVault } from '../../../support/vault-status-builder.ts'
import { alice, now, show } from './shown-inspector.tsx'

afterEach(cleanup)

type Active = Extract<Session, { state: 'active' }>
const active = (some: Partial<Active> = {}): Active => ({ ...anActiveSession(now, 300, 255), ...some })
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

describe('a refresh that failed without being refused', () => {
  const session = active({ trouble: { retryAt: inSeconds(22), message: 'id.example.test answered 503' } })

  test('says what happened, that nothing is lost, and counts down to the next try', async () => {
    show({ session, keepFresh: true })
    expect(await screen.findByText(/answered 503\. A refresh follows in 2\d s\. The tokens are kept\./)).toBeTruthy()
  })

  test.each([
    ['is not kept fresh', false, true],
    ['is kept fresh, but none is in the background', true, false],
  ])('says that a request tries it again where the profile %s', async (_case, keepFresh, refreshInBackground) => {
    show({ session, keepFresh, answers: { 'settings.get': () => ({ ...defaultSettings, refreshInBackground }) } })
    const next = /It is tried again when a request needs the token, in 2\d s at the earliest\./
    expect(await screen.findByText(next)).toBeTruthy()
  })

  test('can be tried at once', async () => {
    const done = pending<Session>()
    const { user, main } = show({ session, answers: { 'tokens.refresh': done.answer } })
    const button = await screen.findByRole('button', { name: 'Try now' })
    await user.click(button)
    expect(askedOn(main, 'tokens.refresh')).toEqual([{ profileId: alice.id }])
    expect(button).toHaveProperty('disabled', true)
    act(() => done.settle(active()))
    await waitFor(() => expect(button).toHaveProperty('disabled', false))
  })

  test('says it once when the server can’t be reached again: the notice tells of the last try', async () => {
    const details = { profileId: alice.id, host: 'id.example.test', retryAt: inSeconds(60) }
    const { user, main } = show({
      session,
      answers: { 'tokens.refresh': refusing({ code: 'session.provider_unreachable', details }) },
    })
    await user.click(await screen.findByRole('button', { name: 'Try now' }))
    await waitFor(() => expect(askedOn(main, 'tokens.refresh')).toHaveLength(1))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('says that another Claimcheck is at it, and offers to try again', async () => {
    const failure = { code: 'session.refreshing_elsewhere', details: { profileId: alice.id } } as const
    const { user, main } = show({ session, answers: { 'tokens.refresh': refusing(failure) } })
    await user.click(await screen.findByRole('button', { name: 'Try now' }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Another Claimcheck is refreshing')
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(askedOn(main, 'tokens.refresh')).toHaveLength(2))
  })

  test('is not tried twice at once', async () => {
    show({ session: { ...session, refreshing: true } })
    expect(await screen.findByRole('button', { name: 'Try now' })).toHaveProperty('disabled', true)
  })
})

describe('tokens that are not on the disk', () => {
  test('because the vault could not write them: loud, and no refresh is said to have failed', async () => {
    const message = 'The new tokens could not be saved'
    show({ session: active({ kept: 'until-quit', trouble: { retryAt: null, message } }) })
    expect(await screen.findByText('These tokens are not saved yet')).toBeTruthy()
    expect(screen.queryByText('The last refresh failed')).toBeNull()
  })

  test('because the person chose memory only: said without alarm', async () => {
    show({
      session: active({ kept: 'until-quit' }),
      answers: { 'vault.status': () => anOpenVault({ strength: 'memory-only' }) },
    })
    expect(await screen.findByText(/In memory only: it is gone when Claimcheck quits/)).toBeTruthy()
    expect(screen.queryByText('These tokens are not saved yet')).toBeNull()
  })

  test('are not spoken of where they are', async () => {
    show({ session: active() })
    await screen.findByText('Copy')
    expect(screen.queryByText(/memory only|not saved/)).toBeNull()
  })
})

describe('a profile that must sign in again', () => {
  test.each([
    ['refused', /The server refused the refresh token/],
    ['sign-in-over', /as long as the server had said/],
    ['expired', /there is no refresh token/],
    ['answer-lost', /The old refresh token may be spent/],
    ['issuer-changed', /never sent to this one/],
    ['unreadable', /can’t be opened\. It stays where it is/],
  ] as const)('because of %s says what that means', async (reason, words) => {
    const { user, onSignIn } = show({ session: { state: 'sign-in-again', reason, description: null } })
    expect(await screen.findByText(words)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Sign in again' }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id)
  })

  test.each([
    ['refused', 'grant request is invalid', 'The server said: grant request is invalid'],
    ['answer-lost', 'The answer was lost', 'The answer was lost'],
  ] as const)('because of %s is told in the words of who said them', async (reason, description, shown) => {
    show({ session: { state: 'sign-in-again', reason, description } })
    expect((await screen.findByText(new RegExp(description))).textContent).toBe(shown)
  })

  test('because its tokens can’t be read is one click from the vault', async () => {
    const { user, onOpenVault } = show({
      session: { state: 'sign-in-again', reason: 'unreadable', description: null },
    })
    await user.click(await screen.findByRole('button', { name: 'See the vault' }))
    expect(onOpenVault).toHaveBeenCalledOnce()
  })
})

describe('keeping a token fresh', () => {
  test('is switched in the inspector, with everything else of the profile as it was and no secret touched', async () => {
    const { user, main } = show({ answers: { 'profiles.save': (draft) => ({ ...alice, keepFresh: draft.keepFresh }) } })
    await user.click(await screen.findByRole('switch', { name: 'Keep fresh' }))
    const { session: _session, secrets: _secrets, isPlayground: _isPlayground, ...fields } = alice
    await waitFor(() => expect(askedOn(main, 'profiles.save')).toEqual([{ ...fields, keepFresh: true, secrets: {} }]))
  })

  test('that could not be saved says so, and shows what is in force', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'profiles.json', reason: 'disk-full' } } as const
    const { user } = show({ answers: { 'profiles.save': refusing(failure) } })
    const toggle = await screen.findByRole('switch', { name: 'Keep fresh' })
    await user.click(toggle)
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(toggle).toHaveProperty('checked', false)
  })

  test('is not offered where nothing can be refreshed', async () => {
    show({ session: active({ refreshable: false }) })
    await screen.findByText('Copy')
    expect(screen.queryByRole('switch', { name: 'Keep fresh' })).toBeNull()
  })
})
