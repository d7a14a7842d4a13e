// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { ResponseOf } from '../../../../../electron/contract/channels.ts'
import { aLooseToken } from '../../../../support/loose-token-builder.ts'
import { pending, refusing } from '../../../../support/staged-window.tsx'
import { aToken, aTransfer, pasteAnywhere, showDesk } from './shown-desk.tsx'

afterEach(cleanup)

const secret = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJzZWNyZXQtcGFzdGUifQ.c2lnbmF0dXJlLW9mLXRoZS1wYXN0ZQ'
const zoe = aLooseToken({ title: 'zoe · login.example.test', place: 'header Authorization' })
const shownToken = () => document.querySelector('[data-shown-token]')
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Paste or drop anything/ })
const found = () => screen.getByRole('status', { name: 'What was found' })
const finding = (some: Partial<ResponseOf<'inspection.take'>> = {}) => ({
  'inspection.take': () => ({ found: [zoe], shown: aToken('zoe'), note: null, ...some }),
})

describe('a paste', () => {
  test('into the field shows the token with one question', async () => {
    const { user, asked, main } = showDesk({ answers: finding() })
    await user.click(field())
    await screen.findByText(/Nothing yet/)
    const before = main.calls.length
    await user.paste(`Authorization: Bearer ${secret}`)
    await waitFor(() => expect(shownToken()?.textContent).toContain('Whom the token speaks for'))
    expect(shownToken()?.getAttribute('data-shown-token')).toBe('eyJ…zoe')
    expect(asked('inspection.take')).toEqual([{ text: `Authorization: Bearer ${secret}` }])
    expect(asked('tokens.inspect')).toEqual([])
    // The signature is checked once the token stands there.
    expect(main.calls.slice(before).map(({ channel }) => channel)).toEqual(['inspection.take', 'tokens.verify'])
    await screen.findByRole('button', { name: /^zoe · login\.example\.test/, current: true })
  })

  test('anywhere in the view is taken where no field has the focus', async () => {
    const { asked } = showDesk({ answers: finding() })
    pasteAnywhere(secret)
    await waitFor(() => expect(shownToken()).not.toBeNull())
    expect(asked('inspection.take')).toEqual([{ text: secret }])
  })

  test('into another field is left to that field', async () => {
    const { user, asked } = showDesk({ answers: finding() })
    const other = document.body.appendChild(document.createElement('input'))
    await user.click(other)
    await user.paste(secret)
    expect(other.value).toBe(secret)
    expect(asked('inspection.take')).toEqual([])
    other.remove()
  })

  test('while a dialog is open is left alone', () => {
    const { asked } = showDesk({ answers: finding() })
    const dialog = document.body.appendChild(document.createElement('div'))
    dialog.setAttribute('aria-modal', 'true')
    pasteAnywhere(secret)
    expect(asked('inspection.take')).toEqual([])
    dialog.remove()
  })

  test('is nowhere in the document after it was taken', async () => {
    const { user, desk } = showDesk({ answers: finding() })
    await user.click(field())
    await user.paste(secret)
    expect(field().value).toBe('')
    await waitFor(() => expect(shownToken()).not.toBeNull())
    expect(document.documentElement.outerHTML).not.toContain(secret)
    expect(field().value).toBe('')
    expect(field().defaultValue).toBe('')
    expect(JSON.stringify(desk.getState())).not.toContain(secret)
  })

  test('of which the answer comes late does not push a later one away', async () => {
    const first = pending<ResponseOf<'inspection.take'>>()
    const yan = aLooseToken({ title: 'yan' })
    const second = finding()['inspection.take']
    showDesk({ answers: { 'inspection.take': ({ text }) => (text === 'first' ? first.answer() : second()) } })
    await screen.findByText(/Nothing yet/)
    pasteAnywhere('first')
    pasteAnywhere('second')
    await waitFor(() => expect(shownToken()?.getAttribute('data-shown-token')).toBe('eyJ…zoe'))
    first.settle({ found: [yan], shown: aToken('yan'), note: null })
    await screen.findByRole('button', { name: /^yan/ })
    expect(shownToken()?.getAttribute('data-shown-token')).toBe('eyJ…zoe')
  })
})

describe('typed text', () => {
  test('is taken by Enter, and the field is empty at once', async () => {
    const { user, asked } = showDesk({ answers: finding() })
    await user.type(field(), 'opaque-1{Enter}')
    expect(field().value).toBe('')
    await waitFor(() => expect(asked('inspection.take')).toEqual([{ text: 'opaque-1' }]))
  })

  test('goes on in a new line with Shift and Enter', async () => {
    const { user, asked } = showDesk({ answers: finding() })
    await user.type(field(), 'one{Shift>}{Enter}{/Shift}two')
    expect(field().value).toBe('one\ntwo')
    await user.click(screen.getByRole('button', { name: 'Inspect' }))
    await waitFor(() => expect(asked('inspection.take')).toEqual([{ text: 'one\ntwo' }]))
  })

  test('of nothing asks nobody and says so', async () => {
    const { user, asked } = showDesk({ answers: finding() })
    await user.type(field(), '{Enter}')
    expect(found().textContent).toContain('There is no text in it.')
    expect(asked('inspection.take')).toEqual([])
  })

  test('of more than a million characters asks nobody and says so', () => {
    const { asked } = showDesk({ answers: finding() })
    pasteAnywhere('x'.repeat(1_000_001))
    expect(asked('inspection.take')).toEqual([])
    return waitFor(() => expect(found().textContent).toContain('longer than a million characters'))
  })
})

describe('a paste before the list is there', () => {
  test('stands in the list all the same', async () => {
    const list = pending<ResponseOf<'inspection.loose'>>()
    let isFirst = true
    const answers = {
      ...finding(),
      'inspection.loose': () => {
        if (!isFirst) return [zoe]
        isFirst = false
        return list.answer()
      },
    }
    showDesk({ answers })
    pasteAnywhere(secret)
    await waitFor(() => expect(shownToken()).not.toBeNull())
    // What was asked before the paste knows nothing of it.
    list.settle([])
    await screen.findByRole('button', { name: /^zoe · login/, current: true })
  })
})

describe('what was found', () => {
  test('nothing: why, in main’s words, with what is shown left as it was', async () => {
    showDesk({ answers: finding({ found: [], shown: null, note: 'No token in it: paste a whole header.' }) })
    pasteAnywhere('hello')
    await within(found()).findByText('No token in it: paste a whole header.')
    expect(shownToken()).toBeNull()
  })

  test('nothing, without words: a next step all the same', async () => {
    showDesk({ answers: finding({ found: [], shown: null }) })
    pasteAnywhere('hello')
    await within(found()).findByText(/^No token was found in it\. Paste the token itself/)
  })

  test('several: each can be chosen, the first one is shown', async () => {
    const yan = aLooseToken({ title: 'yan', place: 'id_token of the JSON' })
    const { user } = showDesk({ answers: finding({ found: [zoe, yan], note: 'Two lines were joined.' }) })
    pasteAnywhere('{}')
    await within(found()).findByText(/^2 tokens found/)
    within(found()).getByText('Two lines were joined.')
    // One line until a person wants more: the token needs the room.
    expect(found().textContent).toContain('first: zoe · login.example.test header Authorization')
    expect(within(found()).queryByRole('button', { name: /^zoe/ })).toBeNull()
    await user.click(within(found()).getByRole('button', { name: 'Show them', expanded: false }))
    expect(within(found()).getByRole('button', { name: /^zoe/ }).getAttribute('aria-pressed')).toBe('true')
    await user.click(within(found()).getByRole('button', { name: 'yan id_token of the JSON' }))
    await waitFor(() => expect(shownToken()?.getAttribute('data-shown-token')).toBe('eyJ…loose'))
    await user.click(within(found()).getByRole('button', { name: 'Dismiss' }))
    expect(found().textContent).toBe('')
  })

  test('is let go of where a comparison or the editor takes its place', async () => {
    const { desk } = showDesk({ answers: finding({ found: [zoe, aLooseToken({ title: 'yan' })] }) })
    pasteAnywhere('{}')
    await within(found()).findByText(/^2 tokens found/)
    act(() => desk.goTo({ at: 'compare', left: null, right: null }))
    expect(found().textContent).toBe('')
    act(() => desk.goTo({ at: 'token', subject: null, claim: null }))
    expect(found().textContent).toBe('')
  })

  test('a failure is told, with what to do', async () => {
    showDesk({ answers: { 'inspection.take': refusing({ code: 'vault.locked', details: {} }) } })
    pasteAnywhere('x')
    await within(found()).findByRole('alert')
  })
})

describe('a drop', () => {
  const view = () => screen.getByRole('region', { name: 'Tokens' })

  test('of text is taken', async () => {
    const { asked } = showDesk({ answers: finding() })
    fireEvent.dragOver(view(), { dataTransfer: aTransfer(secret) })
    expect(view().getAttribute('data-drop')).toBe('over')
    fireEvent.drop(view(), { dataTransfer: aTransfer(secret) })
    expect(view().getAttribute('data-drop')).toBeNull()
    await waitFor(() => expect(asked('inspection.take')).toEqual([{ text: secret }]))
  })

  test('of small text files is taken', async () => {
    const { asked } = showDesk({ answers: finding() })
    const files = [new File([secret], 'token.txt'), new File(['second'], 'other.txt')]
    fireEvent.drop(view(), { dataTransfer: aTransfer('', files) })
    await waitFor(() => expect(asked('inspection.take')).toEqual([{ text: `${secret}\n\nsecond` }]))
  })

  test('of a picture is told to be no text', async () => {
    const { asked } = showDesk({ answers: finding() })
    const picture = new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe)], 'a.png')
    fireEvent.drop(view(), { dataTransfer: aTransfer('', [picture]) })
    await within(found()).findByText(/^That file is not text/)
    expect(asked('inspection.take')).toEqual([])
  })

  test('of a file over 1 MB is refused unread', async () => {
    const { asked } = showDesk({ answers: finding() })
    fireEvent.drop(view(), { dataTransfer: aTransfer('', [new File(['x'.repeat(1_000_001)], 'log.txt')]) })
    await within(found()).findByText(/up to 1 MB/)
    expect(asked('inspection.take')).toEqual([])
  })

  test('keeps the window where it is', () => {
    showDesk({ answers: finding() })
    // fireEvent answers false where the default, to go to what was dropped, was prevented.
    expect(fireEvent.dragOver(view(), { dataTransfer: aTransfer(secret) })).toBe(false)
    expect(fireEvent.drop(view(), { dataTransfer: aTransfer(secret) })).toBe(false)
  })
})
