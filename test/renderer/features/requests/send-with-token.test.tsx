// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { anAnswer, anExchange, aStep } from '../../../support/exchange-builder.ts'
import { giveElementsASize } from '../../../support/give-elements-a-size.ts'
import { aLooseToken, aSyntheticToken } from '../../../support/loose-token-builder.ts'
import { refusing, type Answers } from '../../../support/staged-window.tsx'
import { alice, aRefusal, bob, sentAsAlice, showRequest } from './shown-request.tsx'

giveElementsASize(400, 800)
afterEach(cleanup)

const pasted = aLooseToken({ title: 'carol · id.example.test' })
const forged = aSyntheticToken({ title: 'alice · login.example.test', expiresAt: '2026-11-22T21:00:00.000Z' })
const held: Answers = { 'inspection.loose': () => [pasted, forged] }

const empty = (status: number, statusText: string) => [
  aStep({ result: anAnswer({ status, statusText, bodyBytes: 0 }) }),
]
const taking: Answers = {
  ...held,
  'requests.send': ({ exchangeId, looseToken }) =>
    anExchange({
      id: exchangeId,
      sentAs: sentAsAlice,
      synthetic: looseToken === forged.id,
      steps: empty(200, 'OK'),
    }),
}
const noticing: Answers = {
  ...held,
  'requests.send': ({ exchangeId }) =>
    aRefusal(
      exchangeId,
      { cause: 'synthetic', headline: 'You broke this token, and the API noticed.' },
      { synthetic: true },
    ),
}

const menuItem = (name: RegExp) => screen.findByRole('menuitem', { name, hidden: true })
async function choosing(answers: Answers, name: RegExp) {
  const shown = showRequest(answers)
  await shown.user.click(await screen.findByRole('button', { name: /^Send as alice/ }))
  await shown.user.click(await menuItem(name))
  return shown
}
const send = async ({ user }: ReturnType<typeof showRequest>) =>
  user.click(screen.getByRole('button', { name: 'Send' }))

describe('a token from the desk', () => {
  test('is offered under whom a request is sent as, the synthetic ones first, with how they were made', async () => {
    const shown = showRequest(taking)
    await shown.user.click(await screen.findByRole('button', { name: /^Send as alice/ }))
    await menuItem(/^carol/)
    const items = screen.getAllByRole('menuitem', { hidden: true }).map((each) => each.textContent)
    const places = ['alg none · alice · login.example.test', 'carol · id.example.test'].map((title) =>
      items.findIndex((text) => text?.startsWith(title)),
    )
    expect(places[0]).toBeGreaterThan(-1)
    expect(places[1]).toBe((places[0] ?? 0) + 1)
    expect(items[places[0] ?? 0]).toContain('made here: alg none')
  })

  test('is not spoken of where there is none', async () => {
    const shown = showRequest()
    await shown.user.click(await screen.findByRole('button', { name: /^Send as alice/ }))
    await waitFor(() => expect(shown.asked('inspection.loose')).toHaveLength(1))
    expect(screen.queryByText(/with a token from the desk/)).toBeNull()
  })

  test('goes out with the next Send, carried as alice’s would be, and with no other', async () => {
    const shown = await choosing(taking, /^carol/)
    screen.getByRole('button', { name: /^Send as alice.*once with the token “carol · id\.example\.test”/ })
    expect(shown.asked('requests.send')).toEqual([])
    await send(shown)
    await shown.response().findByText('200 OK')
    await send(shown)
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(2))
    expect(shown.asked('requests.send')).toMatchObject([
      { profileId: alice.id, looseToken: pasted.id },
      { profileId: alice.id, looseToken: null },
    ])
  })

  test('that was chosen can be given up again', async () => {
    const shown = await choosing(taking, /^carol/)
    await shown.user.click(screen.getByRole('button', { name: /^Send as alice/ }))
    await shown.user.click(await menuItem(/alice’s own token after all/))
    await send(shown)
    await shown.response().findByText('200 OK')
    expect(shown.asked('requests.send')).toMatchObject([{ looseToken: null }])
  })

  test('does not go out with what is sent once as another', async () => {
    const shown = await choosing(taking, /^carol/)
    await shown.user.click(screen.getByRole('button', { name: 'Send once as another profile' }))
    const bobs = await screen.findAllByRole('menuitem', { name: /bob/, hidden: true })
    await shown.user.click(bobs.at(-1) ?? document.body)
    await waitFor(() => expect(shown.asked('requests.send')).toMatchObject([{ profileId: bob.id, looseToken: null }]))
  })

  test('is sent at once from the menu beside Send', async () => {
    const shown = showRequest(taking)
    await shown.user.click(screen.getByRole('button', { name: 'Send once as another profile' }))
    await shown.user.click(await menuItem(/^carol/))
    await waitFor(() => expect(shown.asked('requests.send')).toMatchObject([{ looseToken: pasted.id }]))
  })
})

describe('the answer to a synthetic token', () => {
  test('says in its line and in the sent request what it was sent with', async () => {
    const shown = await choosing(taking, /^alg none · alice · login/)
    await send(shown)
    await shown.response().findByText(/with a synthetic token \(alice · login\.example\.test, expired\)/)
    await shown.user.click(shown.response().getByRole('tab', { name: /^Sent request/ }))
    expect(shown.response().getByText(/One request was sent/).textContent).toContain(
      'as alice with a synthetic token (alice · login.example.test, expired).',
    )
  })

  test('that is a yes is an alarm, with what was wrong in the token', async () => {
    const shown = await choosing(taking, /^alg none · alice · login/)
    await send(shown)
    const alarm = within(await screen.findByRole('alert', { name: 'What this answer means' }))
    alarm.getByText('The API answered 200 to a token that nobody issued')
    alarm.getByText(/If this address is open to everybody, that is fine: send the same as nobody/)
    alarm.getByText(/alice · login\.example\.test.*made here: alg none, signature cut off, expired/)
    await shown.user.click(alarm.getByRole('button', { name: 'Inspect the token' }))
    expect(shown.outlets.onInspect).toHaveBeenCalledWith({ of: 'sent', exchangeId: expect.any(String) }, null)
    await shown.user.click(alarm.getByRole('button', { name: 'Send as nobody' }))
    await waitFor(() => expect(shown.asked('requests.send')[1]).toMatchObject({ profileId: null, looseToken: null }))
  })

  test('that is a yes to a pasted token is no alarm', async () => {
    const shown = await choosing(taking, /^carol/)
    await send(shown)
    await shown.response().findByText(/with a token from the desk \(carol · id\.example\.test\)/)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('that is a no is told as what was wanted', async () => {
    const shown = await choosing(noticing, /^alg none · alice · login/)
    await send(shown)
    const good = await screen.findByRole('note', { name: 'The API noticed' })
    expect(good.textContent).toContain('You broke this token, and the API noticed.')
    expect(good.style.getPropertyValue('--tone')).toBe('var(--ok)')
    expect(screen.queryByText(/to a token that nobody issued/)).toBeNull()
  })
})

describe('a token that did not get as far as the API', () => {
  test('is sent again by Send again, and not the profile’s own in its place', async () => {
    const shown = await choosing(
      { ...held, 'requests.send': refusing({ code: 'vault.locked', details: {} }) },
      /^carol/,
    )
    await send(shown)
    await screen.findByRole('alert')
    const noAnswer: Answers = {
      'requests.send': ({ exchangeId }) =>
        anExchange({
          id: exchangeId,
          sentAs: sentAsAlice,
          steps: [aStep({ result: { outcome: 'no-answer', reason: 'refused', message: '' } })],
        }),
    }
    Object.assign(shown.answers, noAnswer)
    // The vault was opened elsewhere: what was chosen is what goes out.
    shown.store.chooseOnceWith('t', pasted)
    await send(shown)
    await shown.user.click(await shown.response().findByRole('button', { name: 'Send again' }))
    await waitFor(() => expect(shown.asked('requests.send')).toHaveLength(3))
    expect(shown.asked('requests.send')[2]).toMatchObject({ profileId: alice.id, looseToken: pasted.id })
  })

  test('and was let go of is told, with the next step', async () => {
    const gone = refusing({ code: 'inspection.gone', details: {} })
    const shown = await choosing({ ...held, 'requests.send': gone }, /^carol/)
    await send(shown)
    const alert = within(await screen.findByRole('alert'))
    alert.getByText(/^“carol · id\.example\.test”:/)
    await shown.user.click(alert.getByRole('button', { name: 'Choose another token' }))
    await menuItem(/^alg none · alice · login/)
    await shown.user.click(alert.getByRole('button', { name: 'Send with alice’s own token' }))
    await waitFor(() =>
      expect(shown.asked('requests.send')[1]).toMatchObject({ profileId: alice.id, looseToken: null }),
    )
  })
})
