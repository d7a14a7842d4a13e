// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Inspector } from '../../../../renderer/features/tokens/inspector.tsx'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { aClaim, theToken } from '../../../support/inspected-token-builder.ts'
import { askedOn, refusing, stage } from '../../../support/staged-window.tsx'
import { alice, aToken, now, show, someOutlets } from './shown-inspector.tsx'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('the inspector without a token', () => {
  test('asks for a profile when none is selected', async () => {
    stage(<Inspector profileId={null} subject={null} focusClaim={null} {...someOutlets()} />)
    expect(await screen.findByText('No profile selected')).toBeTruthy()
  })

  test('offers the sign-in to who is signed out', async () => {
    const { user, onSignIn } = show({ session: { state: 'signed-out' } })
    await user.click(await screen.findByRole('button', { name: 'Sign in as alice' }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id)
  })

  test('says why a sign-in is needed again', async () => {
    const { user, onSignIn } = show({
      session: { state: 'sign-in-again', reason: 'refused', description: 'revoked by an admin' },
    })
    expect(await screen.findByText(/refused the refresh token/)).toBeTruthy()
    expect(screen.getByText(/revoked by an admin/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Sign in again' }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id)
  })

  test('says that the vault is locked, and asks main for no token', async () => {
    const { main } = show({ session: { state: 'locked' } })
    expect(await screen.findByText('The vault is locked')).toBeTruthy()
    expect(askedOn(main, 'tokens.inspect')).toEqual([])
  })

  test('explains a missing ID token', async () => {
    const { user } = show({})
    await user.click(await screen.findByRole('button', { name: 'ID token' }))
    expect(await screen.findByText('No ID token')).toBeTruthy()
  })
})

describe('a token', () => {
  test('shows whose it is, its kind and its reference', async () => {
    // Made now: what the file shares was made when the first of all tests was loaded.
    show({ answers: { 'tokens.inspect': () => theToken(new Date()) } })
    expect(await screen.findByText('Access token · JWT · RS256')).toBeTruthy()
    expect(screen.getByText(/eyJhbGciOi…9f3kQw · 842 chars/)).toBeTruthy()
    expect(screen.getByRole('img', { name: /^issued .* today, expires .* today, in [34] min/ })).toBeTruthy()
  })

  test('explains each claim, times with their distance from now', async () => {
    show({})
    const claims = within(await screen.findByRole('group', { name: 'Claims' }))
    expect(claims.getByText('Issued by Playground (matches this profile)')).toBeTruthy()
    expect(claims.getByText('orders:read')).toBeTruthy()
    expect(claims.getByText(/today/)).toBeTruthy()
  })

  test('of which the bidirectional characters are shown, not obeyed', async () => {
    show({ answers: { 'tokens.inspect': () => aToken({ claims: [aClaim('sub', 'a\u202elice')] }) } })
    expect(await screen.findByText('a\\u{202e}lice')).toBeTruthy()
  })

  test('that is opaque shows the scopes that the server named', async () => {
    show({ answers: { 'tokens.inspect': () => aToken({ format: 'opaque', claims: [], header: [] }) } })
    expect(await screen.findByText(/It is opaque/)).toBeTruthy()
    expect(screen.getByText('openid')).toBeTruthy()
    expect(screen.queryByText(/Signature/)).toBeNull()
  })

  test('of unknown life has no bar and no countdown', async () => {
    const session = { ...anActiveSession(now, 300, 255), expiresAt: null }
    show({ session, answers: { 'tokens.inspect': () => aToken({ expiresAt: null, expirySource: 'unknown' }) } })
    expect(await screen.findByText(/when it expires is unknown/)).toBeTruthy()
    expect(screen.queryByRole('img', { name: /expires/ })).toBeNull()
  })

  test('brings the claim into view that a refusal speaks of', async () => {
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => undefined)
    show({ focusClaim: 'scope' })
    await screen.findByRole('group', { name: 'Claims' })
    expect(
      scrolled.mock.contexts.map((each) => (each instanceof Element ? each.querySelector('dt')?.textContent : null)),
    ).toEqual(['scope'])
  })

  test('says when it has no such claim', async () => {
    show({ focusClaim: 'acr' })
    expect(await screen.findByText('This token has no claim “acr”')).toBeTruthy()
  })
})

describe('what can be done with a token', () => {
  test('copying says when the clipboard is cleared', async () => {
    const { user, main } = show({ answers: { 'tokens.copy': () => ({ clearsAfterSeconds: 45 }) } })
    await user.click(await screen.findByRole('button', { name: 'Copy' }))
    expect(await screen.findByText(/cleared in 45 s/)).toBeTruthy()
    expect(askedOn(main, 'tokens.copy')).toEqual([{ subject: { of: 'profile', profileId: alice.id, which: 'access' } }])
  })

  test('a refused refresh leads to the sign-in', async () => {
    const failure = { code: 'session.refresh_refused', details: { profileId: alice.id, description: null } } as const
    const { user, onSignIn } = show({ answers: { 'tokens.refresh': refusing(failure) } })
    await user.click(await screen.findByRole('button', { name: 'Refresh' }))
    await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Sign in' }))
    expect(onSignIn).toHaveBeenCalledWith(alice.id)
  })

  test('without a refresh token there is a new sign-in instead', async () => {
    show({ session: { ...anActiveSession(now, 300, 255), refreshable: false } })
    expect(await screen.findByRole('button', { name: 'Sign in again' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Refresh' })).toBeNull()
  })

  test('trouble with the last refresh says when it is tried again', async () => {
    const retryAt = new Date(Date.now() + 22_000).toISOString()
    show({ session: { ...anActiveSession(now, 300, 255), trouble: { retryAt, message: 'No answer in time.' } } })
    expect(
      await screen.findByText(/No answer in time\. It is tried again when a request needs the token, in 2\d s/),
    ).toBeTruthy()
  })
})

test('a token that is refreshed while it is shown changes by itself, and says so quietly', async () => {
  const { main, answers } = show({})
  await screen.findByText(/eyJhbGciOi…9f3kQw/)
  expect(screen.queryByText(/^Refreshed at/)).toBeNull()
  const obtainedAt = new Date(now.getTime() + 1000).toISOString()
  answers['tokens.inspect'] = () => aToken({ reference: 'eyJ0ew…NEWONE', obtainedAt })
  act(() => main.emit('profiles.changed', { profileIds: [alice.id] }))
  expect(await screen.findByText(/eyJ0ew…NEWONE/)).toBeTruthy()
  expect(screen.getByText(/^Refreshed at/)).toBeTruthy()
  await waitFor(() => expect(askedOn(main, 'tokens.verify')).toHaveLength(2))
})
