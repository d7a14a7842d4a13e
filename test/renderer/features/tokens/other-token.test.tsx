// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { exchangeId, looseTokenId } from '../../../../electron/contract/ids.ts'
import { Inspector } from '../../../../renderer/features/tokens/inspector.tsx'
import { aClaim } from '../../../support/inspected-token-builder.ts'
import { aLooseToken } from '../../../support/loose-token-builder.ts'
import { askedOn, pending, refusing, stage } from '../../../support/staged-window.tsx'
import { alice, aToken, now, show, showToken, someOutlets } from './shown-inspector.tsx'

afterEach(cleanup)

const loose = { of: 'loose', id: looseTokenId.parse('0b7a5f0e-7c7c-4b3f-9d43-0f7d1f6f3a01') } as const
const sent = { of: 'sent', exchangeId: exchangeId.parse('0b7a5f0e-7c7c-4b3f-9d43-0f7d1f6f3a02') } as const
const past = { of: 'past', profileId: alice.id, entry: 'e1' } as const
const jwt = aToken({ which: 'unknown', tokenType: null, expirySource: 'exp' })

describe('a token that is not the profile’s', () => {
  test('is named by what it says itself', async () => {
    showToken(jwt, { subject: loose })
    expect(await screen.findByRole('heading', { name: 'A token to look at' })).toBeTruthy()
    expect(await screen.findByText('· 127.0.0.1:9400 · brought here to look at')).toBeTruthy()
    expect(screen.getByText('JWT · RS256')).toBeTruthy()
  })

  test('leads back to the profile, and to the desk', async () => {
    const { user, onBack, onOpenDesk } = showToken(jwt, { subject: sent })
    await user.click(await screen.findByRole('button', { name: 'Back to alice' }))
    expect(onBack).toHaveBeenCalledWith()
    await user.click(screen.getByRole('button', { name: 'Open in the desk' }))
    expect(onOpenDesk).toHaveBeenCalledWith(sent)
  })

  test('is closed where there is no profile to go back to', async () => {
    stage(<Inspector profileId={null} subject={loose} focusClaim={null} {...someOutlets()} />, {
      'tokens.inspect': () => jwt,
    })
    expect(await screen.findByRole('button', { name: 'Close' })).toBeTruthy()
  })

  test('can be copied, compared and edited, and neither refreshed nor signed out', async () => {
    const { user, main, onCompare, onEditForTests } = showToken(jwt, { subject: loose })
    await user.click(await screen.findByRole('button', { name: 'Copy' }))
    expect(await screen.findByText(/cleared in 60 s/)).toBeTruthy()
    expect(askedOn(main, 'tokens.copy')).toEqual([{ subject: loose }])
    await user.click(screen.getByRole('button', { name: 'Compare…' }))
    expect(onCompare).toHaveBeenCalledWith(loose, null)
    await user.click(screen.getByRole('button', { name: 'Edit for tests…' }))
    expect(onEditForTests).toHaveBeenCalledWith(loose)
    for (const name of ['Refresh', 'Sign out here', 'More']) expect(screen.queryByRole('button', { name })).toBeNull()
  })

  test('is being loaded until main has answered', async () => {
    const token = pending<typeof jwt>()
    const { main } = show({ subject: loose, answers: { 'tokens.inspect': token.answer } })
    await waitFor(() => expect(askedOn(main, 'tokens.inspect')).toEqual([{ subject: loose }]))
    expect(screen.getByRole('status', { name: 'Loading the token' })).toBeTruthy()
    act(() => token.settle(jwt))
    expect(await screen.findByRole('group', { name: 'Claims' })).toBeTruthy()
  })

  test('that is held no more says why, and what to do', async () => {
    show({ subject: loose, answers: { 'tokens.inspect': refusing({ code: 'inspection.gone', details: {} }) } })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('This token is no longer held')
    expect(alert.textContent).toContain('Paste it again')
    expect(screen.getByRole('button', { name: 'Back to alice' })).toBeTruthy()
  })

  test('that was made here carries a mark that cannot be missed', async () => {
    showToken(aToken({ synthetic: true }), { subject: loose })
    expect(await screen.findByText('Synthetic: nobody issued it')).toBeTruthy()
    expect(screen.queryByText('Ask a server')).toBeNull()
  })

  test('shows hidden characters of who it is as escapes', async () => {
    showToken(aToken({ claims: [aClaim('sub', 'a\u202elice'), aClaim('iss', 'https://x\u200b.example.test')] }), {
      subject: loose,
    })
    expect((await screen.findAllByText('a\\u{202e}lice'))[0]?.tagName).toBe('STRONG')
  })
})

describe('an earlier token', () => {
  test('says that only what it said is known, and offers nothing that needs the rest', async () => {
    const { onCompare, user } = showToken(aToken({ past: true }), { subject: past })
    expect(await screen.findByText(/Only what it said is known/)).toBeTruthy()
    expect(screen.getByText('· an earlier token · Playground')).toBeTruthy()
    for (const name of ['Copy', 'Edit for tests…', 'Look inside', 'Refresh']) {
      expect(screen.queryByRole('button', { name })).toBeNull()
    }
    await user.click(screen.getByRole('button', { name: 'Compare…' }))
    expect(onCompare).toHaveBeenCalledWith(past, null)
  })
})

describe('a token inside a token', () => {
  test('is opened by a button', async () => {
    const inner = aLooseToken()
    const { user, main, onInspect } = showToken(aToken({ hasInner: true }), {
      subject: loose,
      answers: { 'inspection.openInner': () => inner },
    })
    await user.click(await screen.findByRole('button', { name: 'Look inside' }))
    await waitFor(() => expect(onInspect).toHaveBeenCalledWith({ of: 'loose', id: inner.id }))
    expect(askedOn(main, 'inspection.openInner')).toEqual([{ subject: loose }])
  })

  test('that can’t be read says so in place', async () => {
    const { user, onInspect } = showToken(aToken({ hasInner: true }), { subject: loose })
    await user.click(await screen.findByRole('button', { name: 'Look inside' }))
    expect((await screen.findByRole('alert')).textContent).toContain('There is no token inside')
    expect(onInspect).not.toHaveBeenCalled()
  })

  test('is not promised where there is none', async () => {
    showToken(aToken(), { subject: loose })
    await screen.findByRole('button', { name: 'Copy' })
    expect(screen.queryByRole('button', { name: 'Look inside' })).toBeNull()
  })
})

describe('an opaque token', () => {
  const opaque = aToken({ format: 'opaque', kindName: 'opaque', claims: [], header: [], scopes: [] })
  const active = {
    sentence: 'The server says that it is active.',
    claims: [aClaim('username', 'alice')],
    warnings: ['It may more than was asked for.'],
    active: true,
  }

  test('of the profile is asked about by the introspection that there is', async () => {
    const { user, onService } = showToken(opaque)
    await user.click(await screen.findByRole('button', { name: 'Ask the server about it' }))
    expect(onService).toHaveBeenCalledWith(alice.id, 'introspect')
  })

  test('of a stranger is sent to nobody before a person said to whom, and what is sent is said first', async () => {
    const { user, main } = showToken(opaque, { subject: loose, answers: { 'inspection.introspect': () => active } })
    const choice = await screen.findByRole('combobox', { name: 'Ask the server of' })
    expect(screen.queryByRole('button', { name: 'Ask the server about it' })).toBeNull()
    await user.click(choice)
    await user.click(await screen.findByRole('option', { name: 'alice', hidden: true }))
    expect(screen.getByText(/The token itself is sent to the introspection endpoint of/).textContent).toContain(
      'http://127.0.0.1:9400, by the client claimcheck-desktop',
    )
    expect(askedOn(main, 'inspection.introspect')).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Ask the server about it' }))
    expect(await screen.findByText('The server says that it is active.')).toBeTruthy()
    expect(screen.getByText('It may more than was asked for.')).toBeTruthy()
    expect(screen.getByText('username')).toBeTruthy()
    expect(askedOn(main, 'inspection.introspect')).toEqual([{ subject: loose, profileId: alice.id }])
  })

  test('of which the server is not asked says why in place', async () => {
    const refused = { endpoint: 'introspection_endpoint', status: 401, error: 'invalid_client', description: null }
    const { user } = showToken(aToken({ format: 'opaque', claims: [aClaim('iss', 'http://127.0.0.1:9400/')] }), {
      subject: loose,
      answers: { 'inspection.introspect': refusing({ code: 'token_service.refused', details: refused }) },
    })
    // The profile whose issuer it names is offered by itself; asking is not.
    await user.click(await screen.findByRole('button', { name: 'Ask the server about it' }))
    expect((await screen.findByRole('alert')).textContent).toContain('invalid_client')
  })

  test('that names another issuer warns before it goes there', async () => {
    const stranger = aToken({ format: 'opaque', claims: [aClaim('iss', 'https://other.example.test')] })
    const { user } = showToken(stranger, { subject: loose })
    await user.click(await screen.findByRole('combobox', { name: 'Ask the server of' }))
    await user.click(await screen.findByRole('option', { name: 'alice', hidden: true }))
    expect(await screen.findByText('It names another issuer')).toBeTruthy()
  })

  test('is asked about by nobody where no profile has a server', async () => {
    showToken(opaque, { subject: loose, way: { kind: 'none' } })
    expect(await screen.findByText(/A server answers only to a client that it knows/)).toBeTruthy()
  })
})

describe('the profile’s tokens', () => {
  test('have a refresh token to look at only where there is one', async () => {
    const { user, main } = show({})
    await user.click(await screen.findByRole('button', { name: 'Refresh token' }))
    expect(await screen.findByText('No refresh token')).toBeTruthy()
    expect(askedOn(main, 'tokens.inspect').at(-1)).toEqual({
      subject: { of: 'profile', profileId: alice.id, which: 'refresh' },
    })
    cleanup()
    if (alice.session.state !== 'active') throw new Error('alice is signed in')
    show({ session: { ...alice.session, refreshable: false } })
    await screen.findByRole('button', { name: 'ID token' })
    expect(screen.queryByRole('button', { name: 'Refresh token' })).toBeNull()
  })

  test('begin with the one that a person was sent to', async () => {
    const { main } = show({ subject: { of: 'profile', profileId: alice.id, which: 'id' } })
    const button = await screen.findByRole('button', { name: 'ID token' })
    expect(button.getAttribute('aria-pressed')).toBe('true')
    await waitFor(() => expect(askedOn(main, 'tokens.inspect')).toHaveLength(1))
  })

  test('leave a way to any other', async () => {
    const { user, onOpenDesk } = show({})
    await user.click(await screen.findByRole('button', { name: 'Inspect another token…' }))
    expect(onOpenDesk).toHaveBeenCalledWith()
  })

  test('that count only later say from when', async () => {
    const soon = new Date(now.getTime() + 1_200_000).toISOString()
    showToken(aToken({ notBefore: soon, expiresAt: new Date(now.getTime() + 3_600_000).toISOString() }))
    expect((await screen.findByText(/^It counts from/)).textContent).toMatch(/in \d+ min/)
  })
})

test('a view of one token keeps nothing of the one before it', async () => {
  const { user, view, main } = showToken(jwt, { subject: loose, answers: {} })
  await user.click(await screen.findByRole('button', { name: 'Check with a key…' }))
  expect(await screen.findByRole('form')).toBeTruthy()
  expect(within(view.container).queryByRole('form')).toBeTruthy()
  view.rerender(<Inspector profileId={alice.id} subject={sent} focusClaim={null} {...someOutlets()} />)
  await waitFor(() => expect(askedOn(main, 'tokens.inspect')).toContainEqual({ subject: sent }))
  await waitFor(() => expect(screen.queryByRole('form')).toBeNull())
})
