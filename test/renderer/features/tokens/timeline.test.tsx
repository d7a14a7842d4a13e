// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TokenEvent } from '../../../../electron/contract/tokens.ts'
import { askedOn, pending, refusing } from '../../../support/staged-window.tsx'
import { aTokenEvent, refreshed, signedIn, used } from '../../../support/timeline-builder.ts'
import { alice, now, show } from './shown-inspector.tsx'

beforeEach(() => window.localStorage.clear())
afterEach(cleanup)

const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const story: TokenEvent[] = [
  aTokenEvent(ago(20), refreshed(ago(20))),
  aTokenEvent(ago(250), used(41, 2, ago(30))),
  aTokenEvent(ago(320), signedIn(ago(320))),
]

const open = async (user: ReturnType<typeof show>['user']) => user.click(await screen.findByText('Timeline'))
/** The titles of the events that are shown. */
const titles = () =>
  screen
    .getAllByRole('listitem')
    .filter(({ dataset }) => dataset['kind'] !== undefined)
    .map((each) => each.querySelector('p')?.textContent)

describe('the timeline of a profile', () => {
  test('is asked for only once it is opened, and stays open for the next profile', async () => {
    const { user, main, view } = show({ answers: { 'tokens.timeline': () => story } })
    await screen.findByText('Timeline')
    expect(askedOn(main, 'tokens.timeline')).toEqual([])
    await open(user)
    expect(await screen.findByText('Signed in')).toBeTruthy()
    expect(askedOn(main, 'tokens.timeline')).toEqual([{ profileId: alice.id }])
    view.unmount()
    show({ answers: { 'tokens.timeline': () => story } })
    expect(await screen.findByText('Signed in')).toBeTruthy()
  })

  test('tells what happened, the newest first, with the instant in UTC and how long ago', async () => {
    const { user } = show({ answers: { 'tokens.timeline': () => story } })
    await open(user)
    await screen.findByText('Signed in')
    expect(titles()).toEqual([
      'Refreshed before it expired, for a request',
      'Used by 41 requests, 2 refused',
      'Signed in',
    ])
    const first = screen.getByText('Signed in').closest('li')
    const time = first?.querySelector('time')
    expect(time?.title).toBe(`${ago(320).toISOString().slice(0, 19).replace('T', ' ')} UTC`)
    expect(time?.parentElement?.textContent).toMatch(/^\d\d:\d\d:\d\d · [5-9] min ago$/)
  })

  test('says which server each is from only where there are several', async () => {
    const other = aTokenEvent(ago(10), { kind: 'signed-out' }, 'id.other.example')
    const { user, answers, main } = show({ answers: { 'tokens.timeline': () => story } })
    await open(user)
    await screen.findByText('Signed in')
    expect(screen.queryByText(/ · 127\.0\.0\.1:9400$/)).toBeNull()
    answers['tokens.timeline'] = () => [other, ...story]
    act(() => main.emit('profiles.changed', { profileIds: [alice.id] }))
    expect(await screen.findByText(/id\.other\.example/)).toBeTruthy()
    expect(screen.getAllByText(/ · 127\.0\.0\.1:9400$/)).toHaveLength(3)
  })

  test('goes on by itself while it is open', async () => {
    const { user, answers, main } = show({ answers: { 'tokens.timeline': () => story } })
    await open(user)
    await screen.findByText('Signed in')
    answers['tokens.timeline'] = () => [aTokenEvent(ago(1), { kind: 'copied', which: 'access' }), ...story]
    act(() => main.emit('profiles.changed', { profileIds: [alice.id] }))
    await waitFor(() => expect(titles()[0]).toBe('The access token was copied'))
  })

  test('of 200 events shows the newest, and the others when they are asked for', async () => {
    const many = Array.from({ length: 200 }, (_, place) => aTokenEvent(ago(place * 60), { kind: 'saved-late' }))
    const { user } = show({ answers: { 'tokens.timeline': () => many } })
    await open(user)
    await user.click(await screen.findByRole('button', { name: 'Show 170 older' }))
    expect(titles()).toHaveLength(200)
    expect(screen.queryByRole('button', { name: /older$/ })).toBeNull()
  })

  test('says that nothing has happened yet', async () => {
    const { user } = show({ answers: { 'tokens.timeline': () => [] } })
    await open(user)
    expect(await screen.findByText(/^Nothing yet\./)).toBeTruthy()
  })

  test('is loading until main answers', async () => {
    const wait = pending<TokenEvent[]>()
    const { user } = show({ answers: { 'tokens.timeline': wait.answer } })
    await open(user)
    expect(await screen.findByRole('status', { name: 'Loading the timeline' })).toBeTruthy()
    act(() => wait.settle(story))
    expect(await screen.findByText('Signed in')).toBeTruthy()
  })

  test('that can’t be had says why, and can be asked for again', async () => {
    const failure = { code: 'internal.unexpected', details: { incident: crypto.randomUUID() } } as const
    const { user, answers } = show({ answers: { 'tokens.timeline': refusing(failure) } })
    await open(user)
    const alert = await screen.findByRole('alert')
    answers['tokens.timeline'] = () => story
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Signed in')).toBeTruthy()
  })

  test('is there for a profile that must sign in again: it tells why', async () => {
    const lost = aTokenEvent(ago(5), { kind: 'answer-lost', startedAt: ago(25).toISOString() })
    const { user } = show({
      session: { state: 'sign-in-again', reason: 'answer-lost', description: null },
      answers: { 'tokens.timeline': () => [lost, ...story] },
    })
    expect(await screen.findByText(/the answer never came/)).toBeTruthy()
    await open(user)
    expect(
      await screen.findByText(/^The answer to the refresh at \d\d:\d\d:\d\d was lost; sign in again$/),
    ).toBeTruthy()
  })

  test('is there while the vault is locked', async () => {
    const { user, onOpenVault } = show({ session: { state: 'locked' }, answers: { 'tokens.timeline': () => story } })
    await open(user)
    expect(await screen.findByText('Signed in')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Unlock the vault' }))
    expect(onOpenVault).toHaveBeenCalledOnce()
  })

  test('is not offered where nothing is ever signed in to', async () => {
    show({ session: { state: 'standing', expiresAt: null }, way: { kind: 'basic', username: 'sam' } })
    await screen.findByText(/user name sam/)
    expect(screen.queryByText('Timeline')).toBeNull()
  })
})
