// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { TokenServiceDialog } from '../../../../renderer/features/token-service/token-service-dialog.tsx'
import type { TokenServiceDeed } from '../../../../renderer/text/token-service-words.ts'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { aClaim } from '../../../support/inspected-token-builder.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { askedOn, refusing, stage, type Answers } from '../../../support/staged-window.tsx'

afterEach(cleanup)

const alice = aProfileSummary({ name: 'alice', session: anActiveSession(new Date(), 300, 255) })
const signedOut = { state: 'signed-out' } as const

function show(deed: TokenServiceDeed, answers: Answers = {}) {
  const onClose = vi.fn()
  const part = <TokenServiceDialog profileId={alice.id} deed={deed} onClose={onClose} />
  const staged = stage(part, { 'profiles.list': () => [alice], ...answers })
  return { ...staged, onClose, user: userEvent.setup() }
}

describe('what a server tells of a person', () => {
  test('is shown claim by claim with its meaning, and what is worth a look', async () => {
    show('userinfo', {
      'tokenService.userinfo': () => ({
        sentence: 'The server told 1 claim.',
        claims: [aClaim('email', 'alice@example.test')],
        warnings: ['The sub is another one than the ID token’s.'],
      }),
    })
    const dialog = within(await screen.findByRole('dialog', { name: 'User info of alice' }))
    expect(await dialog.findByText('alice@example.test')).toBeTruthy()
    expect(dialog.getByText('what email means')).toBeTruthy()
    expect(dialog.getByText(/another one than the ID token/)).toBeTruthy()
  })

  test('names the endpoint that refused without doubling the word', async () => {
    const details = { endpoint: 'userinfo_endpoint', status: 403, error: null, description: null }
    show('userinfo', { 'tokenService.userinfo': refusing({ code: 'token_service.refused', details }) })
    const alert = (await screen.findByRole('alert')).textContent
    expect(alert).toContain('The server’s userinfo_endpoint refused, with status 403')
  })

  test('says why it told nothing, and asks again', async () => {
    const refused = {
      code: 'token_service.refused',
      details: { endpoint: 'userinfo', status: 403, error: 'insufficient_scope', description: null },
    } as const
    const { user, answers } = show('userinfo', { 'tokenService.userinfo': refusing(refused) })
    expect((await screen.findByRole('alert')).textContent).toContain('insufficient_scope')
    answers['tokenService.userinfo'] = () => ({ sentence: 'The server told nothing.', claims: [], warnings: [] })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('The server told nothing.')).toBeTruthy()
  })
})

describe('an introspection', () => {
  test('says whether the token is active, and of which token that is', async () => {
    const { user, main } = show('introspect', {
      'tokenService.introspect': ({ which }) => ({
        sentence: `The ${which} token.`,
        claims: [],
        warnings: [],
        active: which === 'access',
      }),
    })
    expect(await screen.findByText('active')).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'Refresh token' }))
    expect(await screen.findByText('not active')).toBeTruthy()
    expect(askedOn(main, 'tokenService.introspect')).toMatchObject([{ which: 'access' }, { which: 'refresh' }])
  })
})

describe('a revocation', () => {
  test('asks first, then tells what became of each token', async () => {
    const { user, main } = show('revoke', {
      'tokenService.revoke': () => ({
        steps: [
          { which: 'refresh', outcome: 'done', sentence: 'The server revoked it.' },
          { which: 'access', outcome: 'done', sentence: 'It went with the refresh token.' },
        ],
        session: signedOut,
      }),
    })
    const revoke = await screen.findByRole('button', { name: 'Revoke' })
    expect(askedOn(main, 'tokenService.revoke')).toEqual([])
    await user.click(revoke)
    const steps = await screen.findAllByRole('listitem')
    expect(steps.map(({ textContent }) => textContent)).toEqual([
      'Refresh token: revokedThe server revoked it.',
      'Access token: revokedIt went with the refresh token.',
    ])
    expect(screen.queryByRole('button', { name: 'Sign out here anyway' })).toBeNull()
  })

  test('that the server refused leaves the way to forget the tokens here', async () => {
    const { user, main } = show('revoke', {
      'tokenService.revoke': () => ({
        steps: [{ which: 'access', outcome: 'refused', sentence: 'unsupported_token_type' }],
        session: alice.session,
      }),
    })
    await user.click(await screen.findByRole('button', { name: 'Revoke' }))
    await user.click(await screen.findByRole('button', { name: 'Sign out here anyway' }))
    expect(await screen.findByText(/The tokens of alice are forgotten here/)).toBeTruthy()
    expect(askedOn(main, 'tokens.forget')).toEqual([{ profileId: alice.id }])
    expect(screen.queryByRole('button', { name: 'Sign out here anyway' })).toBeNull()
  })
})

describe('a sign-out at the server', () => {
  test('says before it is done that the tokens may be good there, and what to do first', async () => {
    const { main } = show('sign-out', {})
    expect(await screen.findByText(/They may be good at the server .*: revoke them first/)).toBeTruthy()
    expect(askedOn(main, 'tokenService.signOut')).toEqual([])
  })

  test('says what was done', async () => {
    const { user, onClose } = show('sign-out', {
      'tokenService.signOut': () => ({
        openedBrowser: true,
        sentence: 'Your browser opened its page.',
        session: signedOut,
      }),
    })
    await user.click(await screen.findByRole('button', { name: 'Sign out at the server' }))
    expect(await screen.findByText('Your browser opened its page.')).toBeTruthy()
    const [close] = screen.getAllByRole('button', { name: 'Close' }).toReversed()
    if (close !== undefined) await user.click(close)
    await waitFor(() => expect(onClose).toHaveBeenCalled())
  })

  test('that the server does not offer says so, and can be done here all the same', async () => {
    const missing = { code: 'sign_in.endpoint_missing', details: { endpoint: 'end_session_endpoint' } } as const
    const { user, main } = show('sign-out', { 'tokenService.signOut': refusing(missing) })
    await user.click(await screen.findByRole('button', { name: 'Sign out at the server' }))
    expect((await screen.findByRole('alert')).textContent).toContain('end_session_endpoint')
    await user.click(screen.getByRole('button', { name: 'Sign out here anyway' }))
    await waitFor(() => expect(askedOn(main, 'tokens.forget')).toEqual([{ profileId: alice.id }]))
  })
})
