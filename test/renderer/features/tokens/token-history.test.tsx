// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PastToken } from '../../../../electron/contract/inspection.ts'
import { pastChanges } from '../../../../renderer/features/tokens/past-changes.ts'
import { aPastToken } from '../../../support/inspected-token-builder.ts'
import { askedOn, refusing, type Answers } from '../../../support/staged-window.tsx'
import { alice, show } from './shown-inspector.tsx'

beforeEach(() => window.localStorage.clear())
afterEach(cleanup)

const newest = aPastToken({
  entry: 'e3',
  isCurrent: true,
  reference: 'eyJ…NEW',
  scopes: ['orders:read', 'orders:write'],
  expiresAt: null,
})
const second = aPastToken({ entry: 'e2', reference: 'eyJ…SECOND', scopes: ['orders:read', 'openid'] })
const first = aPastToken({ entry: 'e1', reference: 'eyJ…FIRST', scopes: ['orders:read', 'openid'] })

async function open(tokens: readonly PastToken[], more: Parameters<typeof show>[0] = {}) {
  const answers: Answers = { 'inspection.past': () => [...tokens], ...more.answers }
  const shown = show({ ...more, answers })
  await shown.user.click(await screen.findByText('to look at and to compare'))
  return shown
}
const rows = async () => within(await screen.findByRole('list', { name: 'Tokens of alice' })).getAllByRole('listitem')

describe('the tokens that a profile had', () => {
  test('are asked for only when somebody wants to see them', async () => {
    const { main, user } = show({ answers: { 'inspection.past': () => [newest] } })
    const summary = await screen.findByText('to look at and to compare')
    expect(askedOn(main, 'inspection.past')).toEqual([])
    await user.click(summary)
    await rows()
    expect(askedOn(main, 'inspection.past')).toEqual([{ profileId: alice.id }])
  })

  test('are listed with when they came, what they gained and lost, and which is held now', async () => {
    await open([newest, second, first])
    const [current, before, oldest] = await rows()
    expect(current?.textContent).toContain('now')
    expect(current?.textContent).toContain('eyJ…NEW · no expiry known')
    expect(current?.textContent).toContain('+ orders:write')
    expect(current?.textContent).toContain('− openid')
    expect(before?.textContent).toMatch(/eyJ…SECOND · expired .* ago/)
    expect(before?.textContent).not.toMatch(/[+−] /)
    expect(oldest?.textContent).not.toMatch(/[+−] /)
  })

  test('can be looked at and compared with what is held now', async () => {
    const { user, onInspect, onCompare } = await open([newest, second])
    const [current, before] = await rows()
    if (current === undefined || before === undefined) throw new Error('there are two')
    await user.click(within(before).getByRole('button', { name: /^Access token/ }))
    const past = { of: 'past', profileId: alice.id, entry: 'e2' }
    const held = { of: 'profile', profileId: alice.id, which: 'access' }
    expect(onInspect).toHaveBeenLastCalledWith(past)
    await user.click(within(before).getByRole('button', { name: /^Compare with now: access token of / }))
    expect(onCompare).toHaveBeenLastCalledWith(past, held)
    await user.click(within(current).getByRole('button', { name: /^Access token/ }))
    expect(onInspect).toHaveBeenLastCalledWith(held)
    expect(within(current).queryByRole('button', { name: /^Compare/ })).toBeNull()
  })

  test('are not compared with a token that is there no more', async () => {
    await open([second], { session: { state: 'signed-out' } })
    const [only] = await rows()
    expect(only === undefined ? null : within(only).queryByRole('button', { name: /^Compare/ })).toBeNull()
  })

  test('with a jti that was seen before are marked, and say where', async () => {
    await open([{ ...newest, jtiSeen: 'on 3 Nov 2026, in a token of bob' }])
    expect(await screen.findByText('Its jti was seen before: on 3 Nov 2026, in a token of bob')).toBeTruthy()
  })

  test('name their server where there were several', async () => {
    await open([newest, { ...second, authority: 'staging.example.test' }])
    const [, before] = await rows()
    expect(before?.textContent).toContain('staging.example.test')
  })

  test('are none yet, which says what will be there', async () => {
    await open([])
    expect(await screen.findByText(/^None yet\. The last 20 tokens are remembered/)).toBeTruthy()
  })

  test('that can’t be read say why, with a way on', async () => {
    const locked = { 'inspection.past': refusing({ code: 'vault.locked', details: {} }) }
    const { user, onOpenVault } = await open([], { answers: locked })
    await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Unlock the vault' }))
    expect(onOpenVault).toHaveBeenCalled()
  })
})

describe('what a token has more or less than the one before', () => {
  test('is held against the same kind from the same server, over others in between', () => {
    const tokens = [
      aPastToken({ entry: 'c', scopes: ['a', 'b'] }),
      aPastToken({ entry: 'id', which: 'id', scopes: [] }),
      aPastToken({ entry: 'other', authority: 'staging.example.test', scopes: ['z'] }),
      aPastToken({ entry: 'b', scopes: ['a', 'c'] }),
    ]
    expect(pastChanges(tokens).map(({ token, gained, lost }) => [token.entry, gained, lost])).toEqual([
      ['c', ['b'], ['c']],
      ['id', [], []],
      ['other', [], []],
      ['b', [], []],
    ])
  })
})
