// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { ComparedRow, Comparison } from '../../../../../electron/contract/inspection.ts'
import { profileSubject } from '../../../../../renderer/features/tokens/desk/desk-place.ts'
import { aLooseToken } from '../../../../support/loose-token-builder.ts'
import { refusing } from '../../../../support/staged-window.tsx'
import { alice, aToken, bob, now, showDesk } from './shown-desk.tsx'

afterEach(cleanup)

const ofAlice = profileSubject(alice.id, 'access')
const ofBob = profileSubject(bob.id, 'access')
const row = (some: Partial<ComparedRow>): ComparedRow => ({
  part: 'claims',
  name: 'sub',
  state: 'changed',
  left: { json: '"alice"', instant: null },
  right: { json: '"bob"', instant: null },
  chips: [],
  words: '',
  ...some,
})
const rows: ComparedRow[] = [
  row({}),
  row({
    name: 'scope',
    left: { json: '"a"', instant: null },
    right: { json: '"a b"', instant: null },
    chips: [
      { text: 'a', in: 'both' },
      { text: 'b', in: 'right' },
    ],
    words: 'b was added',
  }),
  row({ name: 'exp', state: 'only-right', left: null, right: { json: '1', instant: now.toISOString() } }),
  row({
    part: 'header',
    name: 'alg',
    state: 'same',
    left: { json: '"RS256"', instant: null },
    right: { json: '"RS256"', instant: null },
  }),
]
const comparison = (some: Partial<Comparison> = {}): Comparison => ({
  left: { title: 'alice · access token', token: aToken('alice') },
  right: { title: 'bob · access token', token: aToken('bob') },
  sentence: '3 claims differ; the right one may also b',
  rows,
  ...some,
})
const place = { at: 'compare', left: ofAlice, right: ofBob } as const
const answers = { 'inspection.compare': () => comparison() }
const tableRows = () =>
  within(screen.getByRole('table', { name: 'Comparison' }))
    .getAllByRole('row')
    .slice(1)

describe('a comparison', () => {
  test('says in a sentence what differs, and shows the differences first', async () => {
    const { asked } = showDesk({ answers, place })
    await screen.findByText('3 claims differ; the right one may also b')
    expect(asked('inspection.compare')).toEqual([{ left: ofAlice, right: ofBob }])
    expect(tableRows().map((each) => within(each).getByRole('rowheader').textContent)).toEqual([
      'subdiffers',
      'scopediffersb was added',
      'exponly on the right',
    ])
  })

  test('tells of each chip on which side it is, without colours too', async () => {
    showDesk({ answers, place })
    await screen.findByText('3 claims differ; the right one may also b')
    const [left, right] = within(tableRows()[1] ?? document.body).getAllByRole('cell')
    expect(left?.textContent).toBe('a')
    expect(right?.textContent).toBe('ab, only here')
  })

  test('says of a claim that one side lacks that it is not there', async () => {
    showDesk({ answers, place })
    await screen.findByText('3 claims differ; the right one may also b')
    const [left, right] = within(tableRows()[2] ?? document.body).getAllByRole('cell')
    expect(left?.textContent).toBe('not there')
    expect(right?.textContent).toContain('today')
  })

  test('folds what is the same, and shows it on demand', async () => {
    const { user } = showDesk({ answers, place })
    const fold = await screen.findByRole('button', { name: 'Show what is the same: 1 line' })
    expect(fold.getAttribute('aria-expanded')).toBe('false')
    await user.click(fold)
    expect(tableRows()).toHaveLength(4)
    expect(tableRows()[3]?.textContent).toContain('same · header')
  })

  test('of two that are alike says so', async () => {
    showDesk({
      answers: { 'inspection.compare': () => comparison({ rows: rows.slice(3), sentence: 'They say the same' }) },
      place,
    })
    await screen.findByText('No claim and no header differs.')
  })

  test.each(['Back', 'Escape'])('leads back by %s to the token that was shown before', async (way) => {
    const { user, desk } = showDesk({ answers, place: { at: 'token', subject: ofBob, claim: 'sub' } })
    act(() => desk.goTo(place))
    await screen.findByText('3 claims differ; the right one may also b')
    // Other sides are still the same comparison.
    act(() => desk.goTo({ ...place, left: ofBob, right: ofAlice }))
    if (way === 'Back') await user.click(screen.getByRole('button', { name: 'Back' }))
    else await user.keyboard('{Escape}')
    expect(desk.getState().place).toEqual({ at: 'token', subject: ofBob, claim: 'sub' })
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'The token that is chosen' }))
  })

  test('leads back to its left side where nothing was shown before, and to no token that was let go of', async () => {
    const { user, desk } = showDesk({ answers, place })
    await user.click(await screen.findByRole('button', { name: 'Back' }))
    expect(desk.getState().place).toEqual({ at: 'token', subject: ofAlice, claim: null })
    act(() => desk.goTo({ at: 'token', subject: { of: 'loose', id: aLooseToken().id }, claim: null }))
    act(() => desk.goTo(place))
    await user.click(await screen.findByRole('button', { name: 'Back' }))
    expect(desk.getState().place).toEqual({ at: 'token', subject: null, claim: null })
  })

  test('swaps its sides', async () => {
    const { user, asked } = showDesk({ answers, place })
    await user.click(await screen.findByRole('button', { name: 'Swap sides' }))
    await waitFor(() => expect(asked('inspection.compare')[1]).toEqual({ left: ofBob, right: ofAlice }))
  })

  test('shows one of them by its title', async () => {
    const { user, desk } = showDesk({ answers, place })
    await user.click(await screen.findByRole('button', { name: /^Right: bob · access token/ }))
    expect(desk.getState().place).toEqual({ at: 'token', subject: ofBob, claim: null })
  })

  test('that fails says why, and can be tried again', async () => {
    const failed = refusing({ code: 'storage.unreadable', details: { file: 'vault.json' } })
    const { user, answers: later } = showDesk({ answers: { 'inspection.compare': failed }, place })
    const alert = within(await screen.findByRole('alert'))
    later['inspection.compare'] = answers['inspection.compare']
    await user.click(alert.getByRole('button', { name: 'Try again' }))
    await screen.findByText('3 claims differ; the right one may also b')
  })
})

describe('the sides of a comparison', () => {
  const loose = aLooseToken({ title: 'zoe' })

  test('are chosen among everything there is', async () => {
    const { user, asked } = showDesk({ answers, held: [loose], place: { at: 'compare', left: null, right: null } })
    await screen.findByText('Choose two tokens')
    expect(asked('inspection.compare')).toEqual([])
    const left = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Left' })
    await within(left).findByRole('option', { name: 'zoe' })
    await user.selectOptions(left, 'alice · access token')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Right' }), 'zoe')
    await screen.findByText('3 claims differ; the right one may also b')
    expect(asked('inspection.compare')).toEqual([{ left: ofAlice, right: { of: 'loose', id: loose.id } }])
  })

  test('of one name are told apart', async () => {
    const other = aLooseToken({ title: 'zoe', reference: 'eyJ…other', synthetic: true })
    showDesk({ answers, held: [loose, other], place: { at: 'compare', left: null, right: null } })
    const left = within(await screen.findByRole('combobox', { name: 'Left' }))
    await left.findByRole('option', { name: `zoe · ${loose.reference}` })
    left.getByRole('option', { name: 'zoe · synthetic · eyJ…other' })
  })

  test('take the focus where they were opened by keys', async () => {
    showDesk({ answers, place })
    expect(document.activeElement).toBe(await screen.findByRole('heading', { name: 'Compare two tokens' }))
  })
})
