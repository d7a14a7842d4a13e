// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { refusing } from '../../../support/staged-window.tsx'
import { alice, bob, card, carol, robot, session, show } from './shown-panel.tsx'
import { aLockedVault, aPassphraseVault } from '../../../support/vault-status-builder.ts'

afterEach(cleanup)

const denied = { code: 'sign_in.denied', details: { error: 'access_denied', description: 'no' } } as const
const cards = () => screen.queryAllByRole('article').map((each) => each.getAttribute('aria-label'))

describe('the cards of sign-ins', () => {
  test('stand newest first, so that the newest never lies below the edge', async () => {
    const { user } = show({ 'signIn.start': refusing(denied) })
    for (const name of ['alice', 'bob', 'carol']) {
      await user.click(screen.getByRole('button', { name: `start ${name}` }))
      await card(new RegExp(`Failed sign-in of ${name}`))
    }
    expect(cards()).toEqual(['carol', 'bob', 'alice'].map((name) => `Failed sign-in of ${name}`))
  })

  test('go with their profile when it is deleted', async () => {
    const { user, answers, main } = show({
      'signIn.start': refusing(denied),
      'profiles.list': () => [alice, bob, carol, robot],
    })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    await card(/Failed sign-in of alice/)
    answers['profiles.list'] = () => [bob, carol, robot]
    act(() => main.emit('profiles.changed', { profileIds: [alice.id] }))
    await waitFor(() => expect(cards()).toEqual([]))
    expect(screen.queryByRole('region', { name: 'Sign-ins' })).toBeNull()
  })

  test('that only said the vault is not set up go once it is, and not before', async () => {
    const { user, answers, main } = show({
      'signIn.start': refusing({ code: 'vault.choice_needed', details: {} }),
      'vault.status': () => aLockedVault(),
    })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    await card(/Failed sign-in of alice/)
    act(() => main.emit('vault.changed', {}))
    await waitFor(() => expect(main.calls.filter(({ channel }) => channel === 'vault.status')).not.toHaveLength(0))
    expect(cards()).toHaveLength(1)
    answers['vault.status'] = () => aPassphraseVault({ records: 0 })
    act(() => main.emit('vault.changed', {}))
    await waitFor(() => expect(cards()).toEqual([]))
  })

  test('that a lock cost their answer stay when it opens, say so, and are tried again', async () => {
    const { user, answers, main } = show({
      'signIn.start': refusing({ code: 'sign_in.vault_locked', details: {} }),
      'vault.status': () => aPassphraseVault({ records: 0 }),
    })
    await user.click(screen.getByRole('button', { name: 'start alice' }))
    const lost = await card(/Failed sign-in of alice/)
    act(() => main.emit('vault.changed', {}))
    await waitFor(() => expect(main.calls.filter(({ channel }) => channel === 'vault.status')).not.toHaveLength(0))
    await act(async () => undefined)
    expect(lost.getByRole('alert').textContent).toMatch(/The answer came while the vault was locked.*Sign in again/)
    answers['signIn.start'] = () => session
    await user.click(lost.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(cards()).toEqual([]))
  })

  test('whose answer waits for the vault go on by themselves once it is open', async () => {
    const { main, answers } = show({ 'vault.status': () => aLockedVault() })
    const tell = (step: 'waiting-for-vault' | 'exchanging-code' | 'done') =>
      act(() => main.emit('signIn.progressed', { profileId: alice.id, step, secondsLeft: null, device: null }))
    tell('waiting-for-vault')
    const waiting = await card(/Sign-in of alice/)
    expect(waiting.getByRole('status').textContent).toBe('Waiting for the vault to be unlocked')
    answers['vault.status'] = () => aPassphraseVault({ records: 0 })
    act(() => main.emit('vault.changed', {}))
    tell('exchanging-code')
    expect(waiting.getByRole('status').textContent).toBe('Exchanging the code for tokens')
    tell('done')
    expect(cards()).toEqual([])
  })
})
