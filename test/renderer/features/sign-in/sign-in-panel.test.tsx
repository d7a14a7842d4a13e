// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ProfileId } from '../../../../electron/contract/ids.ts'
import type { Session } from '../../../../electron/contract/tokens.ts'
import { SignInPanel } from '../../../../renderer/features/sign-in/sign-in-panel.tsx'
import { useSignIn } from '../../../../renderer/features/sign-in/use-sign-in.ts'
import { FailureError } from '../../../../renderer/bridge/bridge-client.ts'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { askedOn, pending, refusing, stage, type Answers } from '../../../support/staged-window.tsx'

afterEach(cleanup)

const alice = aProfileSummary({ name: 'alice' })
const bob = aProfileSummary({ name: 'bob' })
const session = anActiveSession(new Date(), 300, 300)

function Starter({ id, onEnd }: { readonly id: ProfileId; readonly onEnd: (end: Session | string) => void }) {
  const { start } = useSignIn()
  const begin = () => {
    start(id, ['orders:write']).then(onEnd, (thrown: unknown) =>
      onEnd(thrown instanceof FailureError ? thrown.failure.code : 'bug'),
    )
  }
  return <button onClick={begin}>start {id === alice.id ? 'alice' : 'bob'}</button>
}

function show(answers: Answers) {
  const onEnd = vi.fn()
  const onEditProfile = vi.fn()
  const onOpenVault = vi.fn()
  const staged = stage(
    <>
      <Starter id={alice.id} onEnd={onEnd} />
      <Starter id={bob.id} onEnd={onEnd} />
      <SignInPanel onEditProfile={onEditProfile} onOpenVault={onOpenVault} />
    </>,
    { 'profiles.list': () => [alice, bob], ...answers },
  )
  return { ...staged, onEnd, onEditProfile, onOpenVault, user: userEvent.setup() }
}
const card = async (name: RegExp) => within(await screen.findByRole('article', { name }))

describe('a running sign-in', () => {
  test('tells its step and the time that is left, and goes when it is done', async () => {
    const answer = pending<Session>()
    const { user, main, onEnd } = show({ 'signIn.start': answer.answer })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    const alices = await card(/Sign-in of alice/)
    expect(alices.getByRole('status').textContent).toBe('Reading what the server offers')
    act(() =>
      main.emit('signIn.progressed', {
        profileId: alice.id,
        step: 'waiting-for-browser',
        secondsLeft: 300,
        device: null,
      }),
    )
    expect(alices.getByRole('status').textContent).toBe('Waiting for the sign-in in your browser')
    expect(alices.getByLabelText('Time left').textContent).toMatch(/^0(5:00|4:59)$/)
    answer.settle(session)
    await waitFor(() => expect(onEnd).toHaveBeenCalledWith(session))
    expect(screen.queryByRole('region', { name: 'Sign-ins' })).toBeNull()
    expect(askedOn(main, 'signIn.start')).toEqual([{ profileId: alice.id, extraScopes: ['orders:write'] }])
  })

  test('stands beside another one, and each is cancelled by itself', async () => {
    const { user, main } = show({ 'signIn.start': pending<Session>().answer })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    await user.click(screen.getByRole('button', { name: 'start bob' }))
    await user.click((await card(/Sign-in of bob/)).getByRole('button', { name: 'Cancel' }))
    expect(askedOn(main, 'signIn.cancel')).toEqual([{ profileId: bob.id }])
    act(() => main.emit('signIn.progressed', { profileId: bob.id, step: 'cancelled', secondsLeft: null, device: null }))
    expect(screen.getAllByRole('article')).toHaveLength(1)
  })

  test('opens the browser again and copies the address', async () => {
    const { user, main } = show({ 'signIn.start': pending<Session>().answer })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    act(() =>
      main.emit('signIn.progressed', {
        profileId: alice.id,
        step: 'waiting-for-browser',
        secondsLeft: 300,
        device: null,
      }),
    )
    const alices = await card(/Sign-in of alice/)
    await user.click(alices.getByRole('button', { name: 'Open browser again' }))
    await user.click(alices.getByRole('button', { name: 'Copy address' }))
    await alices.findByText(/Address copied/)
    expect(askedOn(main, 'signIn.openBrowser')).toEqual([{ profileId: alice.id }])
    expect(askedOn(main, 'signIn.copyAddress')).toEqual([{ profileId: alice.id }])
  })
})

describe('a sign-in that failed', () => {
  const denied = { code: 'sign_in.denied', details: { error: 'access_denied', description: 'alice said no' } } as const

  test('says why, rejects whoever waits for it, and can be put away', async () => {
    const { user, onEnd } = show({ 'signIn.start': refusing(denied) })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    const alices = await card(/Failed sign-in of alice/)
    expect(alices.getByRole('alert').textContent).toContain('alice said no')
    expect(onEnd).toHaveBeenCalledWith('sign_in.denied')
    await user.click(alices.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('article')).toBeNull()
  })

  test('is tried again with the same scopes', async () => {
    const { user, answers, main } = show({ 'signIn.start': refusing(denied) })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    const alices = await card(/Failed sign-in of alice/)
    answers['signIn.start'] = () => session
    await user.click(alices.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
    expect(askedOn(main, 'signIn.start')).toEqual(
      [1, 2].map(() => ({ profileId: alice.id, extraScopes: ['orders:write'] })),
    )
  })

  test('shows what was sent and answered, with the step that failed open', async () => {
    const step = (title: string, problem: string | null) => ({
      at: '2026-11-22T12:00:00Z',
      title,
      method: 'POST',
      url: 'http://127.0.0.1:9400/token',
      requestFields: [['code', '[left out]'] as [string, string]],
      status: problem === null ? 200 : 400,
      answerFields: [['error', 'invalid_grant'] as [string, string]],
      problem,
      durationMs: 12,
    })
    const trace = {
      startedAt: '2026-11-22T12:00:00Z',
      outcome: 'failed' as const,
      entries: [step('Read the metadata', null), step('Exchange the code', 'The server refused the code.')],
    }
    const { user } = show({ 'signIn.start': refusing(denied), 'signIn.trace': () => trace })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    await user.click((await card(/Failed/)).getByRole('button', { name: 'What was sent and answered' }))
    const dialog = within(await screen.findByRole('dialog', { name: /What was sent and answered: alice/ }))
    const [good, bad] = await dialog.findAllByRole('listitem')
    expect(good?.querySelector('details')?.open).toBe(false)
    expect(bad?.querySelector('details')?.open).toBe(true)
    expect(bad?.textContent).toContain('The server refused the code.')
    expect(bad?.textContent).toContain('failed here')
  })

  test('leads to the profile where that is what must be mended', async () => {
    const failure = {
      code: 'sign_in.client_refused',
      details: { error: 'invalid_client', description: null, cause: 'client-secret' },
    } as const
    const { user, onEditProfile } = show({ 'signIn.start': refusing(failure) })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    await user.click((await card(/Failed/)).getByRole('button', { name: 'Edit the profile' }))
    expect(onEditProfile).toHaveBeenCalledWith(alice.id)
    expect(screen.queryByRole('article')).toBeNull()
  })

  test('leads to the vault where that must be set up first, and can then be tried again', async () => {
    const { user, answers, onOpenVault } = show({
      'signIn.start': refusing({ code: 'vault.choice_needed', details: {} }),
    })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    const alices = await card(/Failed sign-in of alice/)
    expect(alices.queryByRole('button', { name: 'What was sent and answered' })).toBeNull()
    await user.click(alices.getByRole('button', { name: 'Choose how to keep tokens' }))
    expect(onOpenVault).toHaveBeenCalledOnce()
    answers['signIn.start'] = () => session
    await user.click(alices.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
  })
})
