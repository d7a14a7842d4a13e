// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { publicKeyAlgorithms, sharedSecretAlgorithms } from '../../../../electron/domain/jwt/signed-part.ts'
import { keyKindOf } from '../../../../renderer/features/tokens/key-kind.ts'
import { askedOn, refusing } from '../../../support/staged-window.tsx'
import { alice, aToken, show, showToken, valid, verdict } from './shown-inspector.tsx'

afterEach(cleanup)

const ofAlice = { of: 'profile', profileId: alice.id, which: 'access' } as const
const notChecked = verdict({
  verdict: 'not-checked',
  reason: 'No profile names its issuer.',
  issuer: 'https://login.example.test/realms/shop',
})
const ofGivenKey = verdict({
  verdict: 'valid',
  alg: 'ES256',
  keyId: null,
  keyThumbprint: null,
  key: { from: 'pasted', form: 'pem' },
  note: 'What was pasted is a private key; only its public half was used.',
})
const header = (alg: string) => [{ name: 'alg', json: JSON.stringify(alg), meaning: 'x', reference: null }]
const signature = () => screen.findByRole('group', { name: 'Signature' })

describe('a key of the person’s', () => {
  async function open(alg = 'RS256') {
    const shown = showToken(aToken({ header: header(alg) }), { answers: { 'tokens.verify': () => notChecked } })
    await shown.user.click(await screen.findByRole('button', { name: 'Check with a key…' }))
    const form = await screen.findByRole('form', { name: 'Check with a key of yours' })
    return { ...shown, form }
  }

  test('is held against the signature, and is gone from the page afterwards', async () => {
    const { user, answers, main, form } = await open()
    const field = within(form).getByRole('textbox', { name: 'Key' })
    expect(document.activeElement).toBe(field)
    await user.type(field, 'PEM of mine')
    answers['tokens.verify'] = () => ofGivenKey
    await user.click(within(form).getByRole('button', { name: 'Check' }))
    const words = (await screen.findByText('Signature valid')).closest('[role=status]')?.textContent
    expect(words).toContain('with the PEM key that you gave')
    expect(words).toContain('only its public half was used')
    expect(askedOn(main, 'tokens.verify').at(-1)).toEqual({
      subject: ofAlice,
      with: { key: 'pasted', material: 'PEM of mine' },
    })
    expect(screen.queryByRole('form')).toBeNull()
    expect(field).toHaveProperty('value', '')
    expect(document.body.innerHTML).not.toContain('PEM of mine')
  })

  test('that can’t be used is told at the field, where it can be mended', async () => {
    const { user, answers, form } = await open()
    const field = within(form).getByRole('textbox', { name: 'Key' })
    await user.type(field, 'not a key')
    answers['tokens.verify'] = refusing({ code: 'inspection.key_unusable', details: { reason: 'This text is no key' } })
    await user.click(within(form).getByRole('button', { name: 'Check' }))
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    expect(form.textContent).toContain('That key can’t be used. This text is no key.')
    expect(field).toHaveProperty('value', 'not a key')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('that can’t be used leaves no earlier verdict to be taken for its own', async () => {
    const { user, answers, form } = await open()
    answers['tokens.verify'] = () => ofGivenKey
    await user.type(within(form).getByRole('textbox', { name: 'Key' }), 'good{Enter}')
    await user.click(within(form).getByRole('button', { name: 'Check' }))
    await screen.findByText('Signature valid')
    answers['tokens.verify'] = refusing({ code: 'inspection.key_unusable', details: { reason: 'This text is no key' } })
    await user.click(screen.getByRole('button', { name: 'Check with a key…' }))
    await user.type(screen.getByRole('textbox', { name: 'Key' }), 'ssh-rsa AAAA')
    await user.click(screen.getByRole('button', { name: 'Check' }))
    const title = await screen.findByText('Earlier, with the key that you gave before: signature valid')
    expect(title.style.color).toBe('var(--dim)')
    expect(screen.queryByText('Signature valid')).toBeNull()
  })

  test('that can’t be used says of a red verdict too that it is an earlier one, of the issuer’s keys', async () => {
    const shown = show({ answers: { 'tokens.verify': () => verdict({ verdict: 'invalid', reason: 'No key fits.' }) } })
    await shown.user.click(await screen.findByRole('button', { name: 'Check with a key…' }))
    shown.answers['tokens.verify'] = refusing({ code: 'inspection.key_unusable', details: { reason: 'No key' } })
    await shown.user.type(screen.getByRole('textbox', { name: 'Key' }), 'x')
    await shown.user.click(screen.getByRole('button', { name: 'Check' }))
    await screen.findByText('Earlier, with the issuer’s keys: signature not valid')
    expect(screen.queryByText('Signature not valid')).toBeNull()
  })

  test('of an HMAC is a secret, hidden while it is typed', async () => {
    const { user, answers, main, form } = await open('HS256')
    const field = within(form).getByLabelText('Secret')
    expect(field.getAttribute('type')).toBe('password')
    await user.type(field, 'hush{Enter}')
    expect(askedOn(main, 'tokens.verify').at(-1)).toMatchObject({ with: { key: 'pasted', material: 'hush' } })
    answers['tokens.verify'] = () => valid
  })

  test('is not carried from the open field to the hidden one', async () => {
    const { user, form } = await open()
    await user.type(within(form).getByRole('textbox', { name: 'Key' }), 'abc')
    await user.click(within(form).getByRole('button', { name: 'Shared secret' }))
    expect(within(form).getByLabelText('Secret')).toHaveProperty('value', '')
    expect(within(form).getByRole('button', { name: 'Check' })).toHaveProperty('disabled', true)
  })

  test('is not asked for any more after Escape', async () => {
    const { user, form } = await open()
    const field = within(form).getByRole('textbox', { name: 'Key' })
    await user.type(field, 'abc{Escape}')
    expect(screen.queryByRole('form')).toBeNull()
    expect(field).toHaveProperty('value', '')
  })
})

describe('another check', () => {
  const cannot = { 'tokens.verify': () => verdict({ verdict: 'cannot-check', reason: 'No keys came.' }) }
  const deeds = async () =>
    within(await signature())
      .queryAllByRole('button')
      .map(({ textContent }) => textContent)

  test.each([
    ['encrypted', { format: 'jwe', header: header('RSA-OAEP') }],
    ['a PASETO', { format: 'paseto', header: [] }],
    ['a SAML assertion', { format: 'saml', header: [] }],
    ['a macaroon', { format: 'macaroon', header: [] }],
    ['not signed', { header: header('none') }],
    ['signed in a way that is not known here', { header: header('ES256K') }],
  ] as const)('is not offered for what is %s: no key changes it', async (_name, some) => {
    showToken(aToken({ ...some, header: [...some.header] }), { answers: cannot })
    await screen.findByText('Signature could not be checked')
    expect(await deeds()).toEqual([])
  })

  test('knows the algorithms that main can check, and no other', () => {
    const kind = (alg: string) => keyKindOf({ format: 'jwt', header: header(alg) })
    expect(new Set(publicKeyAlgorithms.map(kind))).toEqual(new Set(['public']))
    expect(new Set(sharedSecretAlgorithms.map(kind))).toEqual(new Set(['secret']))
    expect(['none', 'None', 'rs256', 'HS1', 'Ed448', 'ES256K', ''].map(kind)).toEqual(Array(7).fill('none'))
  })

  test('of an HMAC takes a secret; asking again changes nothing', async () => {
    showToken(aToken({ header: header('HS256') }), { answers: cannot })
    await screen.findByText('Signature could not be checked')
    expect(await deeds()).toEqual(['Check with a key…'])
  })

  test.each(['RS256', 'PS384', 'ES512', 'EdDSA', 'ML-DSA-65'])('of %s takes a key, or asks again', async (alg) => {
    showToken(aToken({ header: header(alg) }), { answers: cannot })
    await screen.findByText('Signature could not be checked')
    expect(await deeds()).toEqual(['Check again', 'Check with a key…'])
  })

  test('that itself failed can be tried again, whatever the token', async () => {
    const locked = refusing({ code: 'vault.locked', details: {} })
    showToken(aToken({ header: header('none') }), { answers: { 'tokens.verify': locked } })
    await screen.findByText('Signature could not be checked')
    expect(await deeds()).toEqual(['Check again'])
  })
})
