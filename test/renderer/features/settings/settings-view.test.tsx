// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { SettingsView } from '../../../../renderer/features/settings/settings-view.tsx'
import { askedOn, refusing, stage, type Answers } from '../../../support/staged-window.tsx'

afterEach(cleanup)

const show = (answers: Answers = {}) => ({ ...stage(<SettingsView />, answers), user: userEvent.setup() })

describe('the settings', () => {
  test('save the theme and the background refresh at once', async () => {
    const { user, main } = show()
    await user.click(await screen.findByRole('radio', { name: 'Light' }))
    await user.click(screen.getByRole('switch', { name: 'Refresh in the background' }))
    await waitFor(() =>
      expect(askedOn(main, 'settings.save')).toEqual([{ theme: 'light' }, { refreshInBackground: false }]),
    )
    expect(screen.getByRole('radio', { name: 'Light' })).toHaveProperty('checked', true)
  })

  test('take a number when the field is left, and no number that does not fit', async () => {
    const { user, main } = show()
    const field = await screen.findByRole('textbox', { name: 'Clear a copied token after' })
    await user.clear(field)
    await user.type(field, '3')
    expect(screen.getByText('A whole number from 5 to 600')).toBeTruthy()
    await user.tab()
    expect(askedOn(main, 'settings.save')).toEqual([])
    expect(field).toHaveProperty('value', '3')
    await user.type(field, '0{Enter}')
    await waitFor(() => expect(askedOn(main, 'settings.save')).toEqual([{ clearClipboardAfterSeconds: 30 }]))
  })

  test('use a proxy by hand only once it has an address, and never one with a password', async () => {
    const { user, main } = show()
    await user.click(await screen.findByRole('radio', { name: 'By hand' }))
    expect(screen.getByText('Not in force until it has an address')).toBeTruthy()
    const field = screen.getByRole('textbox', { name: 'Address of the proxy' })
    await user.type(field, 'http://me:secret@proxy:3128')
    await user.tab()
    expect(screen.getByText(/Leave user name and password out/)).toBeTruthy()
    expect(askedOn(main, 'settings.save')).toEqual([])
    await user.clear(field)
    await user.type(field, 'http://proxy:3128{Enter}')
    await waitFor(() =>
      expect(askedOn(main, 'settings.save')).toEqual([{ proxy: { mode: 'manual', url: 'http://proxy:3128' } }]),
    )
    await user.click(screen.getByRole('radio', { name: 'None' }))
    await waitFor(() => expect(askedOn(main, 'settings.save')).toHaveLength(2))
  })

  test('show a refusal of main beside the field', async () => {
    const problems = [{ path: 'clearClipboardAfterSeconds', message: 'Too long for this system' }]
    const { user } = show({ 'settings.save': refusing({ code: 'input.invalid', details: { problems } }) })
    const field = await screen.findByRole('textbox', { name: 'Clear a copied token after' })
    await user.type(field, '0{Enter}')
    expect(await screen.findByText('Too long for this system')).toBeTruthy()
  })

  test('say that a change could not be written, and keep showing what is in force', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'settings.json', reason: 'not-allowed' } } as const
    const { user } = show({ 'settings.save': refusing(failure) })
    await user.click(await screen.findByRole('radio', { name: 'Light' }))
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.getByRole('radio', { name: 'As the system', checked: true })).toBeTruthy()
  })

  test('set how long tokens of the playground live', async () => {
    const { user, main } = show()
    const field = await screen.findByRole('textbox', { name: 'Access tokens live' })
    await user.clear(field)
    await user.type(field, '10{Enter}')
    await waitFor(() => expect(askedOn(main, 'playground.configure')).toEqual([{ accessTokenSeconds: 10 }]))
  })

  test('set how long a sign-in at the playground lasts, and leave its tokens as they are', async () => {
    const { user, main } = show()
    const field = await screen.findByRole('textbox', { name: 'Sign-ins last' })
    expect(screen.getByText(/now: 14 d/)).toBeTruthy()
    await user.clear(field)
    await user.type(field, '60{Enter}')
    await waitFor(() => expect(askedOn(main, 'playground.configure')).toEqual([{ signInSeconds: 60 }]))
  })

  test('tell what runs', async () => {
    show()
    expect(await screen.findByText('33.2.1')).toBeTruthy()
    expect(screen.getByText('Linux')).toBeTruthy()
  })

  test('take authorities only when they are certificates, and save them by a button', async () => {
    const { user, main } = show()
    const field = await screen.findByRole('textbox', { name: 'Certificate authorities' })
    await user.click(field)
    await user.paste('no certificate')
    const said = screen.getByText(/begins with -----BEGIN CERTIFICATE-----/)
    expect(field.getAttribute('aria-describedby')).toBe(said.id)
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true)
    await user.clear(field)
    const pem = '-----BEGIN CERTIFICATE-----\nMAEA\n-----END CERTIFICATE-----\n'
    const file = new File([pem], 'company.pem', { type: 'application/x-pem-file' })
    await user.upload(screen.getByLabelText('File with certificates'), file)
    expect(await screen.findByText('1 certificate, not saved yet')).toBeTruthy()
    expect(askedOn(main, 'settings.save')).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(askedOn(main, 'settings.save')).toEqual([{ certificateAuthorities: pem }]))
    expect(await screen.findByText(/1 authority in force/)).toBeTruthy()
  })

  test('say that sign-ins use the proxy too', async () => {
    show()
    expect(await screen.findByText('Requests and sign-ins go straight to their servers.')).toBeTruthy()
  })
})
