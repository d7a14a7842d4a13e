// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { aPastToken } from '../../../../support/inspected-token-builder.ts'
import { aLooseToken, aSyntheticToken } from '../../../../support/loose-token-builder.ts'
import { refusing } from '../../../../support/staged-window.tsx'
import { alice, now, showDesk } from './shown-desk.tsx'

afterEach(cleanup)

const later = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
const zoe = aLooseToken({ title: 'zoe', place: 'header Cookie', expiresAt: later(-5) })
const broken = aSyntheticToken({ title: 'yan', expiresAt: later(3000) })
const rows = () => within(screen.getByRole('region', { name: 'Pasted and made here' })).getAllByRole('listitem')
const shownReference = () => document.querySelector('[data-shown-token]')?.getAttribute('data-shown-token')

describe('the list of loose tokens', () => {
  test('tells whose each is, where it was found, whether it still lives, and what was made here', async () => {
    showDesk({ held: [zoe, broken] })
    await screen.findByRole('button', { name: /^zoe/ })
    expect(rows()[0]?.textContent).toContain('expired')
    expect(rows()[0]?.textContent).toMatch(/header Cookie · \d\d:\d\d.* · JWT/)
    expect(rows()[1]?.textContent).toContain('synthetic')
    // First of its line: what was done tells tokens apart that were made of one.
    expect(rows()[1]?.querySelector('[class*=detail]')?.textContent).toMatch(/^alg none, signature cut off/)
    expect(rows()[1]?.textContent).toMatch(/\d\d:\d\d/)
  })

  test('is walked by the arrows, and lets go with Delete, the focus going on', async () => {
    const { user, asked } = showDesk({ held: [zoe, broken] })
    const first = await screen.findByRole('button', { name: /^zoe/ })
    first.focus()
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement?.textContent).toContain('yan')
    await user.keyboard('{Home}{Delete}')
    expect(asked('inspection.drop')).toEqual([{ ids: [zoe.id] }])
    expect(document.activeElement?.textContent).toContain('yan')
    await waitFor(() => expect(rows()).toHaveLength(1))
  })

  test('turns away from a token that is let go of', async () => {
    const { user, desk } = showDesk({ held: [zoe, broken] })
    await user.click(await screen.findByRole('button', { name: /^zoe/ }))
    await waitFor(() => expect(shownReference()).toBe('eyJ…loose'))
    await user.click(screen.getByRole('button', { name: /^Let go of zoe/ }))
    await screen.findByText('Any token, explained')
    expect(desk.getState().place).toEqual({ at: 'token', subject: null, claim: null })
  })

  test('lets go of all only when asked twice', async () => {
    const { user, asked } = showDesk({ held: [zoe, broken] })
    await user.click(await screen.findByRole('button', { name: 'Let go of all' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Let go of 2 tokens?' }))
    expect(asked('inspection.drop')).toEqual([])
    await user.click(dialog.getByRole('button', { name: 'Let go of all' }))
    await screen.findByText(/Nothing yet/)
    expect(asked('inspection.drop')).toEqual([{ ids: [zoe.id, broken.id] }])
  })

  test('tells when it could not be had, and asks again', async () => {
    const failed = refusing({ code: 'storage.unreadable', details: { file: 'vault.json' } })
    const { user, answers } = showDesk({ answers: { 'inspection.loose': failed } })
    const alert = within(await screen.findByRole('alert'))
    answers['inspection.loose'] = () => [zoe]
    await user.click(alert.getByRole('button', { name: 'Try again' }))
    await screen.findByRole('button', { name: /^zoe/ })
  })
})

describe('the tokens of a profile', () => {
  test('unfold to those of now and of before, and show the one that is chosen', async () => {
    const past = aPastToken({ entry: 'e-1', isCurrent: false })
    const { user, asked } = showDesk({
      answers: { 'inspection.past': () => [aPastToken({ entry: 'e-2', isCurrent: true }), past] },
    })
    const alicesRow = await screen.findByRole('button', { name: /^alice/, expanded: false })
    expect(asked('inspection.past')).toEqual([])
    await user.click(alicesRow)
    const tokens = within(screen.getByRole('list', { name: 'Tokens of alice' }))
    await tokens.findByRole('button', { name: /earlier$/ })
    expect(tokens.getAllByRole('button')).toHaveLength(4)
    await user.click(tokens.getByRole('button', { name: 'ID token' }))
    await waitFor(() => expect(shownReference()).toBe('eyJ…profile'))
    expect(asked('tokens.inspect')).toEqual([{ subject: { of: 'profile', profileId: alice.id, which: 'id' } }])
    await user.click(tokens.getByRole('button', { name: /earlier$/ }))
    await waitFor(() => expect(shownReference()).toBe('eyJ…past'))
  })

  test('that is not there says why, and how to get it', async () => {
    const { user, onSignIn } = showDesk({
      answers: { 'tokens.inspect': () => null },
      place: { at: 'token', subject: { of: 'profile', profileId: alice.id, which: 'id' }, claim: null },
    })
    await screen.findByText('alice has no ID token')
    await user.click(screen.getByRole('button', { name: /^(Sign in as|Get a token for) alice$/ }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id)
  })
})

describe('a token that is held no more', () => {
  test('is told in words', async () => {
    showDesk({
      answers: { 'tokens.inspect': refusing({ code: 'inspection.gone', details: {} }) },
      place: { at: 'token', subject: { of: 'loose', id: zoe.id }, claim: null },
    })
    await screen.findByRole('alert')
  })
})

describe('the request in front', () => {
  const place = { at: 'token', subject: { of: 'loose', id: zoe.id }, claim: null } as const

  test('is sent with the token', async () => {
    const { user, onSendWith } = showDesk({ held: [zoe], place })
    await user.click(await screen.findByRole('button', { name: 'Send the request in front with it' }))
    expect(onSendWith).toHaveBeenCalledWith(zoe)
  })

  test('is not there: the button is off, and can still be reached to say why', async () => {
    const { user, onSendWith } = showDesk({ held: [zoe], place, requestInFront: null })
    const button = await screen.findByRole('button', { name: 'Send the request in front with it' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await user.click(button)
    expect(onSendWith).not.toHaveBeenCalled()
  })
})
