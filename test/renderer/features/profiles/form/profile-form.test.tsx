// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { clara, robot } from './form-profiles.ts'
import { askedOn, refusing } from '../../../../support/staged-window.tsx'
import { openForm } from './form-driver.tsx'

afterEach(cleanup)

describe('the form of a profile', () => {
  test('adds one, shows it and closes', async () => {
    const form = await openForm()
    await form.fill('Name', 'dave')
    await form.fill('Issuer', 'https://login.example.com')
    await form.fill('Client id', 'app')
    await form.save()
    await waitFor(() => expect(form.onSaved).toHaveBeenCalled())
    expect(form.onClose).toHaveBeenCalled()
  })

  test('names every field that is wrong, asks main nothing, and puts the focus on the first', async () => {
    const form = await openForm()
    await form.save()
    expect(form.dialog.getByText('Give the profile a name')).toBeTruthy()
    expect(form.dialog.getByText('Enter the address of the authorisation server')).toBeTruthy()
    expect(form.dialog.getByText('3 fields need attention')).toBeTruthy()
    expect(document.activeElement).toBe(form.field('Name'))
    expect(askedOn(form.main, 'profiles.save')).toEqual([])
  })

  test('says what is wrong with an issuer while it is typed, and with others once they are left', async () => {
    const form = await openForm(clara)
    await form.fill('Issuer', 'http://login.example.com')
    expect(form.dialog.getByText(/over http anyone on the way/)).toBeTruthy()
    await form.user.clear(form.field('Client id'))
    expect(form.dialog.queryByText('Enter the client id')).toBeNull()
    await form.user.tab()
    expect(form.dialog.getByText('Enter the client id')).toBeTruthy()
  })

  test('keeps what was typed when the save fails, and asks before it is thrown away', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'profiles.json', reason: 'disk-full' } } as const
    const form = await openForm(clara, { 'profiles.save': refusing(failure) })
    await form.fill('Label', 'tester')
    await form.save()
    await form.dialog.findByRole('alert')
    expect(form.field('Label')).toHaveProperty('value', 'tester')
    await form.user.click(form.dialog.getByRole('button', { name: 'Cancel' }))
    const question = within(await screen.findByRole('dialog', { name: 'Throw the changes away?' }))
    expect(form.onClose).not.toHaveBeenCalled()
    await user(form).click(question.getByRole('button', { name: 'Throw away' }))
    expect(form.onClose).toHaveBeenCalled()
  })

  test('goes to a refusal of main for which no field is to blame: it stands below all of them', async () => {
    const form = await openForm(clara, { 'profiles.save': refusing({ code: 'vault.locked', details: {} }) })
    await form.fill('Label', 'tester')
    await form.save()
    const alert = await form.dialog.findByRole('alert')
    await waitFor(() => expect(document.activeElement?.contains(alert)).toBe(true))
    expect(document.activeElement).not.toBe(document.body)
  })

  test.each([
    ['way.clientId', 'Client id'],
    ['name', 'Name'],
    ['way.grant.redirect.port', 'Port'],
    ['way.grant.maxAgeSeconds', 'Longest age of the sign-in (max_age, s)'],
  ])('shows a refusal of main of %s at its field, and goes there', async (path, label) => {
    const problems = [{ path, message: 'Not like this' }]
    const form = await openForm(clara, {
      'profiles.save': refusing({ code: 'input.invalid', details: { problems } }),
    })
    await user(form).click(form.dialog.getByRole('radio', { name: 'A fixed address' }))
    await form.save()
    await waitFor(() => expect(form.field(label).getAttribute('aria-invalid')).toBe('true'))
    expect(document.activeElement).toBe(form.field(label))
  })

  test('never shows a secret that is kept, and sends a new one only when it is replaced', async () => {
    const form = await openForm(robot)
    const secret = within(form.dialog.getByRole('group', { name: 'Client secret' }))
    expect(secret.getByText('Kept in the vault')).toBeTruthy()
    await user(form).click(secret.getByRole('button', { name: 'Replace' }))
    expect(form.field('Client secret').getAttribute('type')).toBe('password')
    await form.fill('Client secret', 'n3w')
    await form.save()
    expect((await form.saved()).secrets).toEqual({ clientSecret: { change: 'replace', value: 'n3w' } })
  })

  test('says that a secret which is to be cleared is needed', async () => {
    const form = await openForm(robot)
    await user(form).click(form.dialog.getByRole('button', { name: 'Clear' }))
    await form.save()
    expect(form.dialog.getByText('Enter the client secret')).toBeTruthy()
    await user(form).click(form.dialog.getByRole('button', { name: 'Keep it' }))
    await form.save()
    expect((await form.saved()).secrets).toEqual({})
  })

  test('loads a key from a file', async () => {
    const form = await openForm(robot)
    await form.select('Client authentication', 'JWT signed with a private key')
    const key = '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----'
    await user(form).upload(
      form.dialog.getByLabelText('Private key of the client from a file'),
      new File([key], 'key.pem'),
    )
    await waitFor(() => expect(form.field('Private key of the client')).toHaveProperty('value', key))
    await form.save()
    expect(await form.saved()).toMatchObject({
      way: { clientAuthentication: 'private_key_jwt' },
      secrets: { clientKey: { change: 'replace', value: key }, clientSecret: { change: 'clear' } },
    })
  })

  test('shows the redirect to register, to the letter', async () => {
    const form = await openForm()
    await user(form).click(form.dialog.getByRole('radio', { name: 'A fixed address' }))
    await form.fill('Port', '9123')
    const line = within(form.dialog.getByRole('group', { name: 'Redirect URI to register' }))
    expect(line.getByText('http://127.0.0.1:9123/callback')).toBeTruthy()
    expect(line.getByRole('button', { name: 'Copy' })).toBeTruthy()
  })

  test('says in a closed section what is set in it', async () => {
    const form = await openForm()
    await form.open('Sign-in page')
    await form.select('Prompt', 'login: sign in anew')
    await form.select('Pushed request (PAR)', 'Always')
    expect(form.dialog.getByText('prompt=login, PAR')).toBeTruthy()
  })
})

const user = (form: Awaited<ReturnType<typeof openForm>>) => form.user

describe('what a server publishes', () => {
  test('is found and picked from; a failure is told', async () => {
    const failure = {
      code: 'sign_in.issuer_unreachable',
      details: { host: '127.0.0.1:9400', reason: 'refused', said: 'Nothing listens there.' },
    } as const
    const form = await openForm(clara, { 'profiles.discover': refusing(failure) })
    await form.user.click(form.dialog.getByRole('button', { name: 'Find settings' }))
    expect((await form.dialog.findByRole('alert')).textContent).toContain('127.0.0.1:9400')
    form.answers['profiles.discover'] = ({ issuer }) => ({
      ...{ issuer, authorizationEndpoint: null, tokenEndpoint: null, jwksUri: null, grants: [], pkceS256: true },
      offers: ['device', 'pushed-request', 'registration'],
      scopes: ['orders:write'],
      clientAuthentications: ['none', 'private_key_jwt'],
      dpopAlgorithms: ['ES256'],
      notes: ['It is a test server.'],
    })
    await form.user.click(form.dialog.getByRole('button', { name: 'Find settings' }))
    expect(await form.dialog.findByText('It is a test server.')).toBeTruthy()
    expect(form.dialog.getByText(/device codes, pushed requests \(PAR\), registration of clients, DPoP/)).toBeTruthy()
    await form.user.click(form.dialog.getByRole('button', { name: 'orders:write' }))
    await form.user.click(form.dialog.getByRole('button', { name: 'private_key_jwt' }))
    expect(form.dialog.getByRole('button', { name: 'private_key_jwt' }).getAttribute('aria-pressed')).toBe('true')
    await form.user.click(form.dialog.getByRole('button', { name: 'none' }))
    await form.save()
    expect((await form.saved()).way).toMatchObject({ scopes: ['openid', 'orders:read', 'orders:write'] })
  })
})

describe('a provider', () => {
  test('fills the form from its gaps, and says what people stumble over', async () => {
    const form = await openForm()
    await form.select('Provider', 'Auth0')
    await form.fill('Domain', 'acme.eu.auth0.com')
    await form.fill('API identifier (audience)', 'https://api.example.com')
    expect(form.field('Issuer')).toHaveProperty('value', 'https://acme.eu.auth0.com/')
    expect(form.dialog.getByText(/Without an audience the access token is opaque/)).toBeTruthy()
    await form.user.click(form.dialog.getByRole('button', { name: 'its documentation' }))
    expect(askedOn(form.main, 'app.openLink')).toMatchObject([{ url: expect.stringContaining('auth0.com/docs') }])
    await form.fill('Name', 'dave')
    await form.fill('Client id', 'app')
    await form.save()
    expect((await form.saved()).way).toMatchObject({
      issuer: 'https://acme.eu.auth0.com/',
      extraParameters: [{ name: 'audience', value: 'https://api.example.com', on: 'both' }],
      grant: { redirect: { by: 'fixed', host: '127.0.0.1', port: 8765, path: '/callback' } },
    })
  })
})
