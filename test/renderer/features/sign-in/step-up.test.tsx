// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import type { SignInTrace, TraceEntry } from '../../../../electron/contract/sign-in.ts'
import { SignInPanel } from '../../../../renderer/features/sign-in/sign-in-panel.tsx'
import { useSignIn } from '../../../../renderer/features/sign-in/use-sign-in.ts'
import { askedOn, stage, type Answers } from '../../../support/staged-window.tsx'
import { alice, session } from './shown-panel.tsx'

afterEach(cleanup)

const stepUp = { acrValues: ['urn:pin'], maxAgeSeconds: 0 }
const problem =
  'The API asked for the level urn:pin, and the server gave urn:password (acr). The API may refuse it again'
const entry = (said: string | null): TraceEntry => ({
  at: '2026-11-22T21:51:07.000Z',
  title: 'Ask for tokens',
  method: 'POST',
  url: 'https://login.example.test/token',
  requestFields: [],
  status: 200,
  answerFields: [],
  problem: said,
  durationMs: 12,
})
const traced = (said: string | null) => (): SignInTrace => ({
  startedAt: '2026-11-22T21:51:00.000Z',
  outcome: 'done',
  entries: [entry(null), entry(said)],
})

function Buttons() {
  const { start } = useSignIn()
  return (
    <>
      <button onClick={() => void start(alice.id, [], null, stepUp)}>step up</button>
      <button onClick={() => void start(alice.id, [])}>sign in</button>
    </>
  )
}

function show(answers: Answers) {
  const staged = stage(
    <>
      <Buttons />
      <SignInPanel />
    </>,
    { 'profiles.list': () => [alice], 'signIn.start': () => session, ...answers },
  )
  const user = userEvent.setup()
  return { ...staged, user, press: async (name: string) => user.click(screen.getByRole('button', { name })) }
}

const shortName = 'Sign-in of alice that fell short'

describe('a sign-in that was to step up', () => {
  test('and brought less than the API asked for says so, with what was sent and answered', async () => {
    const { main, press } = show({ 'signIn.trace': traced(problem) })
    await press('step up')
    const card = within(await screen.findByRole('article', { name: shortName }))
    expect(card.getByRole('alert').textContent).toContain(
      'the server gave urn:password (acr). The API may refuse it again.',
    )
    expect(askedOn(main, 'signIn.start')).toEqual([{ profileId: alice.id, extraScopes: [], stepUp }])
    await press('What was sent and answered')
    await screen.findByRole('dialog', { name: 'What was sent and answered: alice' })
  })

  test('is told until it is put away, whatever event comes behind it', async () => {
    const { main, press } = show({ 'signIn.trace': traced(problem) })
    await press('step up')
    await screen.findByRole('article', { name: shortName })
    act(() => main.emit('signIn.progressed', { profileId: alice.id, step: 'done', secondsLeft: null, device: null }))
    screen.getByRole('article', { name: shortName })
    await press('Dismiss')
    expect(screen.queryByRole('article')).toBeNull()
  })

  test('is told no more once a new sign-in of the profile begins', async () => {
    const answers = { 'signIn.trace': traced(problem) }
    const { press, answers: late } = show(answers)
    await press('step up')
    await screen.findByRole('article', { name: shortName })
    late['signIn.trace'] = traced(null)
    await press('step up')
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
  })

  test('and brought what was asked for says nothing more', async () => {
    const { main, press } = show({ 'signIn.trace': traced(null) })
    await press('step up')
    await waitFor(() => expect(askedOn(main, 'signIn.trace')).toHaveLength(1))
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
  })
})

describe('an ordinary sign-in', () => {
  test('asks nobody whether it fell short', async () => {
    const { main, press } = show({ 'signIn.trace': traced(problem) })
    await press('sign in')
    await waitFor(() => expect(askedOn(main, 'signIn.start')).toEqual([{ profileId: alice.id, extraScopes: [] }]))
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
    expect(askedOn(main, 'signIn.trace')).toEqual([])
  })
})
