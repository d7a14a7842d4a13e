// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { LoginFound } from '../../../../electron/contract/find-login.ts'
import { FindLoginDialog } from '../../../../renderer/features/find-login/find-login-dialog.tsx'
import { kindsForSchemes } from '../../../../renderer/features/find-login/kinds-for-schemes.ts'
import { askedOn, pending, refusing, stage, type Answers } from '../../../support/staged-window.tsx'

afterEach(cleanup)

const url = 'https://api.example.test/orders'
const issuer = 'https://id.example.test'
const step = (title: string, status: number) => ({
  at: '2026-11-22T12:00:00Z',
  title,
  method: 'GET',
  url,
  requestFields: [],
  status,
  answerFields: [['www-authenticate', 'Bearer resource_metadata="…"'] as [string, string]],
  problem: null,
  durationMs: 12,
})
const discovered = {
  issuer,
  authorizationEndpoint: `${issuer}/auth`,
  tokenEndpoint: `${issuer}/token`,
  jwksUri: null,
  offers: [],
  grants: [],
  scopes: [],
  clientAuthentications: [],
  pkceS256: true,
  dpopAlgorithms: [],
  notes: [],
}
const found = (registers: boolean): LoginFound => ({
  steps: [step('Ask the API', 401), step('Read the resource’s metadata', 200)],
  result: {
    outcome: 'found',
    resource: 'https://api.example.test',
    suggestedName: 'Orders API',
    scopes: ['orders:read', 'orders:write'],
    servers: [{ issuer, registers, discovered }],
    notes: [],
  },
})

function show(answers: Answers = {}, beginsWith = '', beginsAtOnce = false) {
  const outlets = { onClose: vi.fn(), onAdopted: vi.fn(), onMakeProfile: vi.fn() }
  const part = <FindLoginDialog url={beginsWith} beginsAtOnce={beginsAtOnce} {...outlets} />
  return { ...stage(part, answers), ...outlets, user: userEvent.setup() }
}
const look = async (answers: Answers) => {
  const shown = show({ ...answers })
  await shown.user.click(await screen.findByRole('textbox', { name: 'Address of the API' }))
  await shown.user.paste(url)
  await shown.user.keyboard('{Enter}')
  return shown
}

describe('an API that tells where to sign in', () => {
  test('is registered with and adopted by one press of a button', async () => {
    const { user, main, onAdopted } = await look({ 'findLogin.start': () => found(true) })
    expect(await screen.findByText(`This API signs in at ${issuer}`)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Register and sign in' }))
    await waitFor(() => expect(onAdopted).toHaveBeenCalledOnce())
    expect(onAdopted.mock.calls[0]).toMatchObject([{ name: 'Orders API' }, url])
    expect(askedOn(main, 'findLogin.start')).toEqual([{ url }])
    expect(askedOn(main, 'findLogin.adopt')).toEqual([
      { url, issuer, name: 'Orders API', scopes: ['orders:read', 'orders:write'], clientId: null },
    ])
  })

  test('is asked only for the scopes that are left chosen', async () => {
    const { user, main } = await look({ 'findLogin.start': () => found(true) })
    const scope = await screen.findByRole('button', { name: 'orders:write' })
    expect(scope.getAttribute('aria-pressed')).toBe('true')
    await user.click(scope)
    expect(scope.getAttribute('aria-pressed')).toBe('false')
    await user.click(screen.getByRole('button', { name: 'Register and sign in' }))
    await waitFor(() => expect(askedOn(main, 'findLogin.adopt')).toMatchObject([{ scopes: ['orders:read'] }]))
  })

  test('needs a client id where its server registers nobody', async () => {
    const { user, main } = await look({ 'findLogin.start': () => found(false) })
    const go = await screen.findByRole('button', { name: 'Sign in and send' })
    expect(go).toHaveProperty('disabled', true)
    await user.type(screen.getByRole('textbox', { name: 'Client id' }), 'my-client{Enter}')
    await waitFor(() => expect(askedOn(main, 'findLogin.adopt')).toMatchObject([{ clientId: 'my-client' }]))
  })

  test('asks for a client id once the server refused to register one', async () => {
    const refused = { error: 'invalid_client_metadata', description: 'closed' }
    const { user, onAdopted } = await look({
      'findLogin.start': () => found(true),
      'findLogin.adopt': refusing({ code: 'find_login.registration_refused', details: refused }),
    })
    await user.click(await screen.findByRole('button', { name: 'Register and sign in' }))
    expect((await screen.findByRole('alert')).textContent).toContain('did not register a client')
    expect(screen.getByRole('textbox', { name: 'Client id' })).toBeTruthy()
    expect(onAdopted).not.toHaveBeenCalled()
  })

  test('shows each request of the search, to be opened', async () => {
    await look({ 'findLogin.start': () => found(true) })
    const asked = within(await screen.findByRole('region', { name: 'What was asked' }))
    expect(asked.getAllByRole('listitem').map((row) => row.querySelector('summary')?.textContent)).toEqual([
      '1Ask the API401 · 12 ms',
      '2Read the resource’s metadata200 · 12 ms',
    ])
  })
})

describe('a search', () => {
  test('begins at once where the person has said so already', async () => {
    const { main } = show({ 'findLogin.start': () => found(true) }, url, true)
    await screen.findByText(`This API signs in at ${issuer}`)
    expect(askedOn(main, 'findLogin.start')).toEqual([{ url }])
  })

  test('waits for Enter over an address that was only filled in', async () => {
    const { main } = show({}, url)
    expect(await screen.findByRole('textbox', { name: 'Address of the API' })).toHaveProperty('value', url)
    expect(askedOn(main, 'findLogin.start')).toEqual([])
  })

  test('says that it is under way', async () => {
    const answer = pending<LoginFound>()
    await look({ 'findLogin.start': answer.answer })
    expect(await screen.findByRole('status', { name: /Asking the API/ })).toBeTruthy()
    answer.settle(found(true))
    await screen.findByText(`This API signs in at ${issuer}`)
  })

  test('that failed says why, and is tried again', async () => {
    const refused = { url: 'https://id.example.test/x', reason: 'Its issuer is another one.' }
    await look({ 'findLogin.start': refusing({ code: 'find_login.metadata_refused', details: refused }) })
    expect((await screen.findByRole('alert')).textContent).toContain('Its issuer is another one.')
  })
})

describe('an API whose login is not found', () => {
  test('that answers strangers needs none', async () => {
    await look({ 'findLogin.start': () => ({ steps: [], result: { outcome: 'open', status: 200 } }) })
    expect(await screen.findByText(/This API answers strangers: 200/)).toBeTruthy()
  })

  test('that asks for another scheme leads to the right kind of profile', async () => {
    const { user, onMakeProfile } = await look({
      'findLogin.start': () => ({ steps: [], result: { outcome: 'other-scheme', schemes: ['Digest', 'Basic'] } }),
    })
    await user.click(await screen.findByRole('button', { name: 'New profile: Digest' }))
    expect(onMakeProfile).toHaveBeenCalledWith('digest')
  })

  test('that tells nothing says what was looked for, and the next step', async () => {
    const why = 'There was no WWW-Authenticate, and nothing at /.well-known/oauth-protected-resource.'
    const { user, onMakeProfile } = await look({
      'findLogin.start': () => ({ steps: [], result: { outcome: 'not-found', why } }),
    })
    expect(await screen.findByText(new RegExp('nothing at /.well-known'))).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'New profile: OAuth 2' }))
    expect(onMakeProfile).toHaveBeenCalledWith('oauth')
  })
})

test.each([
  [['Basic'], ['basic']],
  [['bearer'], ['oauth', 'static_token']],
  [
    ['DPoP', 'Bearer'],
    ['oauth', 'static_token'],
  ],
  [['ApiKey'], ['static_token']],
  [['constructor'], ['static_token']],
  [[], ['static_token', 'custom_login']],
] as const)('a challenge of %j is answered by %j', (schemes, kinds) => {
  expect(kindsForSchemes(schemes)).toEqual(kinds)
})
