// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import type { PlaygroundStatus as Status } from '../../../../electron/contract/playground.ts'
import { PlaygroundStatus } from '../../../../renderer/features/playground/playground-status.tsx'
import { askedOn, refusing, stage, type Answers } from '../../../support/staged-window.tsx'

afterEach(cleanup)

const status = (some: Partial<Status> = {}): Status => ({
  state: 'running',
  issuer: 'http://127.0.0.1:9400',
  apiUrl: 'http://127.0.0.1:9400/api',
  secureApiUrl: 'https://127.0.0.1:9401/api',
  accessTokenSeconds: 300,
  signInSeconds: 1_209_600,
  forgottenSignIns: 0,
  problem: null,
  ...some,
})
const stopped = status({ state: 'stopped', issuer: null, apiUrl: null, secureApiUrl: null })
const show = (answers: Answers = {}) => ({
  ...stage(<PlaygroundStatus />, { 'playground.status': () => status(), ...answers }),
  user: userEvent.setup(),
})

describe('the playground in the status bar', () => {
  test('says where it runs, and can be stopped and started', async () => {
    const { user } = show({ 'playground.stop': () => stopped, 'playground.start': () => status() })
    await user.click(await screen.findByRole('button', { name: 'Playground running on 127.0.0.1:9400' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Stop', hidden: true }))
    await user.click(await screen.findByRole('button', { name: 'Playground stopped' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Start', hidden: true }))
    expect(await screen.findByRole('button', { name: /running/ })).toBeTruthy()
  })

  test('says once that its new start ended sign-ins, which else looks like lost tokens', async () => {
    const { user } = show({ 'playground.status': () => status({ forgottenSignIns: 2 }) })
    const toast = await screen.findByText(/2 sign-ins of its earlier run are over/)
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(toast.isConnected).toBe(false)
  })

  test('sets how long tokens live, and marks the present choice', async () => {
    const { user, main } = show()
    await user.click(await screen.findByRole('button', { name: /running/ }))
    expect(
      (await screen.findByRole('menuitem', { name: /Tokens live 5 min/, hidden: true })).querySelector(
        '[aria-label="chosen"]',
      ),
    ).toBeTruthy()
    await user.click(screen.getByRole('menuitem', { name: 'Tokens live 10 s', hidden: true }))
    await waitFor(() => expect(askedOn(main, 'playground.configure')).toEqual([{ accessTokenSeconds: 10 }]))
  })

  test('that failed says why, and is one click from a new try', async () => {
    const failed = status({ state: 'failed', issuer: null, apiUrl: null, problem: 'It ended by itself.' })
    const { user } = show({ 'playground.status': () => failed, 'playground.start': () => status() })
    expect((await screen.findByRole('alert')).textContent).toBe('It ended by itself.')
    await user.click(screen.getByRole('button', { name: 'Start again' }))
    expect(await screen.findByRole('button', { name: /running/ })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('that could not be started says so', async () => {
    const { user } = show({
      'playground.status': () => stopped,
      'playground.start': refusing({ code: 'playground.failed', details: { reason: 'no free port' } }),
    })
    await user.click(await screen.findByRole('button', { name: 'Playground stopped' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Start', hidden: true }))
    expect((await screen.findByRole('alert')).textContent).toContain('no free port')
  })

  test('follows what main tells', async () => {
    const { main } = show()
    await screen.findByRole('button', { name: /running/ })
    act(() => main.emit('playground.changed', status({ state: 'starting' })))
    expect(await screen.findByRole('button', { name: 'Playground starting…' })).toBeTruthy()
  })

  test('adds a profile for each way to a token, and says how many', async () => {
    const { user, main } = show({ 'playground.addExamples': () => ({ added: 14 }) })
    await user.click(await screen.findByRole('button', { name: /Playground running/ }))
    await user.click(await screen.findByRole('menuitem', { name: 'Add example profiles', hidden: true }))
    expect(await screen.findByText('Added 14 profiles: one for each way to a token')).toBeTruthy()
    expect(askedOn(main, 'playground.addExamples')).toEqual([{}])
  })
})
