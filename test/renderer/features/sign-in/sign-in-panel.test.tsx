// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Session } from '../../../../electron/contract/tokens.ts'
import { askedOn, pending, refusing } from '../../../support/staged-window.tsx'
import { alice, bob, card, robot, session, show } from './shown-panel.tsx'

afterEach(cleanup)

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
      requestFields: [
        ['code', '[left out]'],
        ['id_token_hint', 'h'.repeat(400)],
      ] as [string, string][],
      status: problem === null ? 200 : 400,
      answerFields: (problem === null
        ? [['issuer', 'http://127.0.0.1']]
        : [['body', '<h1>Bad Gateway</h1>\nno JSON here']]) as [string, string][],
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
    expect(bad?.querySelector('pre')?.textContent).toBe('<h1>Bad Gateway</h1>\nno JSON here')
    expect(dialog.getByText('Step 2 of 2 failed: The server refused the code.')).toBeDefined()
    if (bad === undefined) throw new Error('the trace has two steps')
    await user.click(within(bad).getByRole('button', { name: 'Show all of id_token_hint' }))
    expect(bad?.textContent).toContain('h'.repeat(400))
    const copied = vi.fn(() => true)
    document.execCommand = copied
    await user.click(dialog.getByRole('button', { name: 'Copy the whole trace' }))
    expect(copied).toHaveBeenCalledWith('copy')
    expect(dialog.getByRole('button', { name: 'Copied' })).toBeDefined()
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

  test('tells which redirect address to register where that is what the server refused', async () => {
    const details = { error: 'invalid_request', description: null, cause: 'redirect' } as const
    const { user } = show({ 'signIn.start': refusing({ code: 'sign_in.grant_refused', details }) })
    await user.click(screen.getByRole('button', { name: 'start carol' }))
    const words = (await (await card(/Failed/)).findByRole('alert')).textContent
    expect(words).toContain('The redirect address is not registered')
    expect(words).toContain('Register exactly this redirect address for the client: myapp://signed-in')
  })

  test('signs the other profile in first where its token was to be traded in', async () => {
    const missing = { code: 'sign_in.source_signed_out', details: { profileId: robot.id } } as const
    const { user, answers, main } = show({ 'signIn.start': refusing(missing) })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    const alices = await card(/Failed sign-in of alice/)
    answers['signIn.start'] = () => session
    await user.click(await alices.findByRole('button', { name: 'Sign in as robot first' }))
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
    expect(askedOn(main, 'signIn.start')).toMatchObject([alice, robot, alice].map(({ id }) => ({ profileId: id })))
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
