// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ProfileSummary } from '../../../../electron/contract/profiles.ts'
import { SignInEndToast } from '../../../../renderer/features/tokens/sign-in-end-toast.tsx'
import { anActiveSession, aSignInEnd } from '../../../support/fake-facts.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { stage } from '../../../support/staged-window.tsx'
import { alice, show } from './shown-inspector.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** A session whose sign-in ends in so many seconds, warned of from `warn` seconds before. */
const endingIn = (seconds: number, warn = 300) => {
  const now = new Date()
  return { ...anActiveSession(now, 300, 255), signInEnds: aSignInEnd(new Date(now.getTime() + seconds * 1000), warn) }
}

describe('the inspector of a sign-in whose end is known', () => {
  test('says until when it lasts, and is quiet while that is far', async () => {
    show({ session: endingIn(7290) })
    const line = await screen.findByText(/^The sign-in lasts until \d\d:\d\d:\d\d (today|tomorrow), in 2 h 1 min$/)
    expect(line.title).toContain('refresh_expires_in')
    expect(screen.queryByRole('button', { name: 'Sign in again' })).toBeNull()
  })

  test('warns before, with the way to a new one', async () => {
    const { user, onSignIn } = show({ session: endingIn(130) })
    expect(await screen.findByText(/^The sign-in ends in 2 min( \d+ s)?$/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Sign in again' }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id)
  })

  test('says after it that it has ended', async () => {
    show({ session: endingIn(-70) })
    expect(await screen.findByText('The sign-in has ended')).toBeTruthy()
    expect(screen.getByText(/What is left of the access token can still be used\./)).toBeTruthy()
    expect(screen.getByText(/^The sign-in ended at .*, 1 min( \d+ s)? ago$/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Sign in again' })).toBeTruthy()
  })

  test('promises nothing of an access token that is over too', async () => {
    show({ session: { ...endingIn(-70), expiresAt: new Date(Date.now() - 10_000).toISOString() } })
    expect(await screen.findByText(/Its access token is over too\./)).toBeTruthy()
  })

  test('counts down by itself, and changes its words at the end', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
    show({ session: endingIn(65) })
    expect(await screen.findByText('The sign-in ends in 1 min 5 s')).toBeTruthy()
    act(() => void vi.advanceTimersByTime(10_000))
    expect(screen.getByText('The sign-in ends in 55 s')).toBeTruthy()
    act(() => void vi.advanceTimersByTime(56_000))
    expect(screen.getByText('The sign-in has ended')).toBeTruthy()
  })

  test('says nothing where the server did not', async () => {
    show({ session: anActiveSession(new Date(), 300, 255) })
    await screen.findByText('Copy')
    expect(screen.queryByText(/The sign-in/)).toBeNull()
  })
})

describe('the notice of an end that is near', () => {
  const showToast = (...profiles: ProfileSummary[]) => {
    const onSignIn = vi.fn()
    const staged = stage(<SignInEndToast onSignIn={onSignIn} />, { 'profiles.list': () => profiles })
    return { ...staged, onSignIn, user: userEvent.setup() }
  }
  const named = (name: string, session: ProfileSummary['session']) => aProfileSummary({ name, session })

  test('names the profile and its time, and leads to the sign-in', async () => {
    const bob = named('bob', endingIn(12 * 60 + 40, 900))
    const { user, onSignIn } = showToast(named('carol', endingIn(9000)), bob)
    expect((await screen.findByRole('status')).textContent).toContain('bob’s sign-in ends in 12 min')
    await user.click(screen.getByRole('button', { name: 'Sign in again' }))
    expect(onSignIn).toHaveBeenCalledWith(bob.id)
    expect(screen.queryByRole('status')).toBeNull()
  })

  test('speaks of several at once in one line, with the soonest', async () => {
    showToast(named('alice', endingIn(250)), named('bob', endingIn(130)), named('carol', endingIn(200)))
    expect((await screen.findByRole('status')).textContent).toContain(
      'bob’s sign-in ends in 2 min, and 2 more end soon',
    )
  })

  test('keeps its end readable beside a name that is long', async () => {
    showToast(named('n'.repeat(80), endingIn(130)))
    expect((await screen.findByRole('status')).textContent).toContain(`${'n'.repeat(39)}…’s sign-in ends in 2 min`)
  })

  test('is not repeated for the same end, however often the profiles are asked for again', async () => {
    const { main, user } = showToast(named('alice', endingIn(130)))
    await screen.findByRole('status')
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    act(() => main.emit('profiles.changed', { profileIds: [] }))
    await waitFor(() => expect(main.calls.length).toBeGreaterThan(1))
    expect(screen.queryByRole('status')).toBeNull()
  })

  test('goes when the vault is locked or the person has signed in again', async () => {
    const ending = named('alice', endingIn(130))
    const { main, answers } = showToast(ending)
    await screen.findByRole('status')
    answers['profiles.list'] = () => [{ ...ending, session: { state: 'locked' } }]
    act(() => main.emit('vault.changed', {}))
    await waitFor(() => expect(screen.queryByRole('status')).toBeNull())
  })
})
