// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test } from 'vitest'
import { createFakeBridge } from '../../support/fake-bridge.ts'
import { anActiveSession, aSignInEnd, theCast } from '../../support/fake-facts.ts'
import { giveElementsASize } from '../../support/give-elements-a-size.ts'
import { openWindow } from '../../support/open-window.tsx'
import { aTokenEvent, used } from '../../support/timeline-builder.ts'

giveElementsASize(400, 800)
beforeEach(() => window.localStorage.clear())

describe('a sign-in that is about to end', () => {
  test('is seen in the list, in the status bar and in a notice that leads to the next one', async () => {
    const now = new Date()
    const signInEnds = aSignInEnd(new Date(now.getTime() + 130_000), 300)
    const cast = theCast(now).map((each) =>
      each.name === 'bob' ? { ...each, session: { ...anActiveSession(now, 3600, 3000), signInEnds } } : each,
    )
    const fake = createFakeBridge({ 'profiles.list': () => cast, 'signIn.start': () => anActiveSession(now, 300, 300) })
    const { user, asked } = openWindow(fake)
    await screen.findByText('1 sign-in ends soon')
    const profiles = screen.getByRole('complementary', { name: 'Requests and profiles' })
    expect(within(profiles).getByText(/^ends 0[12]:\d\d$/)).toBeTruthy()
    const notice = screen.getByText('bob’s sign-in ends in 2 min').closest('[role="status"]')
    if (!(notice instanceof HTMLElement)) throw new Error('the notice is not said to anybody')
    await user.click(within(notice).getByRole('button', { name: 'Sign in again' }))
    const bob = cast.find(({ name }) => name === 'bob')
    await waitFor(() => expect(asked('signIn.start')).toMatchObject([{ profileId: bob?.id }]))
  })
})

describe('the timeline beside a request', () => {
  test('tells of a use as soon as the request is answered', async () => {
    let requests = 0
    const at = new Date()
    const fake = createFakeBridge({
      'tokens.timeline': () => (requests === 0 ? [] : [aTokenEvent(at, used(requests, 0, at))]),
    })
    const { user } = openWindow(fake)
    await user.click(await screen.findByRole('treeitem', { name: /Create order/ }))
    await user.click(await screen.findByText('Timeline'))
    await screen.findByText(/^Nothing yet\./)
    requests = 1
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('Used by 1 request')).toBeTruthy()
  })
})
