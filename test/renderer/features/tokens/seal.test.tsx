// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { TokenBinding } from '../../../../electron/contract/jwt.ts'
import { looseTokenId } from '../../../../electron/contract/ids.ts'
import { askedOn, pending, refusing } from '../../../support/staged-window.tsx'
import { alice, aToken, now, show, showToken, valid, verdict } from './shown-inspector.tsx'

afterEach(cleanup)

const stranger = { of: 'loose', id: looseTokenId.parse('0b7a5f0e-7c7c-4b3f-9d43-0f7d1f6f3a01') } as const
const ofAlice = { of: 'profile', profileId: alice.id, which: 'access' } as const
const notChecked = verdict({
  verdict: 'not-checked',
  reason: 'No profile names its issuer.',
  issuer: 'https://login.example.test/realms/shop',
})
const signature = () => screen.findByRole('group', { name: 'Signature' })

describe('the verdict over a signature', () => {
  test('is being sought until main has answered', async () => {
    const answer = pending<typeof valid>()
    const { main } = show({ answers: { 'tokens.verify': answer.answer } })
    expect(await screen.findByText('Checking the signature…')).toBeTruthy()
    // The token itself is drawn first.
    await waitFor(() => expect(askedOn(main, 'tokens.verify')).toHaveLength(1))
    act(() => answer.settle(valid))
    expect(await screen.findByText('Signature valid')).toBeTruthy()
  })

  test('valid names the key, its thumbprint, and where it is from', async () => {
    const { main } = show({})
    const words = (await screen.findByText('Signature valid')).closest('[role=status]')?.textContent
    expect(words).toContain('RS256, key k-1 from the issuer’s JWKS')
    expect(words).toContain('http://127.0.0.1:9400/jwks')
    expect(words).toContain('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
    expect(askedOn(main, 'tokens.verify')).toEqual([{ subject: ofAlice, with: { key: 'known-issuer' } }])
    expect(within(await signature()).queryByRole('button', { name: 'Check again' })).toBeNull()
  })

  test('invalid says why, and that is no reason to stop looking', async () => {
    const { user, answers } = show({
      answers: { 'tokens.verify': () => verdict({ verdict: 'invalid', reason: 'No key fits.' }) },
    })
    expect(await screen.findByText('Signature not valid')).toBeTruthy()
    expect(screen.getByText(/No key fits/)).toBeTruthy()
    answers['tokens.verify'] = () => valid
    await user.click(screen.getByRole('button', { name: 'Check again' }))
    expect(await screen.findByText('Signature valid')).toBeTruthy()
  })

  test('of one that could not be checked is not called wrong', async () => {
    show({ answers: { 'tokens.verify': () => verdict({ verdict: 'cannot-check', reason: 'No keys came.' }) } })
    expect(await screen.findByText('Signature could not be checked')).toBeTruthy()
    expect(screen.queryByText('Signature not valid')).toBeNull()
  })

  test('of one that nobody checked is not called valid', async () => {
    show({ answers: { 'tokens.verify': () => ({ ...notChecked, signature: { ...notChecked.signature } }) } })
    const words = (await screen.findByText('Signature not checked')).closest('[role=status]')?.textContent
    expect(words).toContain('No profile names its issuer. A decoded token is not a valid one.')
  })

  test('of a check that failed says what failed', async () => {
    show({ answers: { 'tokens.verify': refusing({ code: 'vault.locked', details: {} }) } })
    expect(await screen.findByText('Signature could not be checked')).toBeTruthy()
    expect(screen.getByText(/The vault is locked/)).toBeTruthy()
  })

  test('of an earlier token is never asked for', async () => {
    const subject = { of: 'past', profileId: alice.id, entry: 'e1' } as const
    const { main } = showToken(aToken({ past: true }), { subject })
    expect(await screen.findByText('Signature not kept')).toBeTruthy()
    expect(askedOn(main, 'tokens.verify')).toEqual([])
  })

  test('that shows hidden characters of a reason shows them as escapes', async () => {
    show({ answers: { 'tokens.verify': () => verdict({ verdict: 'invalid', reason: 'kid \u202e1-k' }) } })
    expect(await screen.findByText(/kid \\u\{202e\}1-k/)).toBeTruthy()
  })
})

describe('the keys of an issuer that only the token names', () => {
  const answers = {
    'tokens.inspect': () => aToken({ obtainedAt: now.toISOString() }),
    'tokens.verify': () => notChecked,
  }

  test('are asked for by a button that says what will be asked, and by nothing else', async () => {
    const shown = show({ subject: stranger, answers: { ...answers } })
    const button = await screen.findByRole('button', { name: 'Ask login.example.test for its keys' })
    expect((await signature()).textContent).toContain('https://login.example.test/realms/shop publishes')
    expect((await signature()).textContent).toContain('The token is not sent')
    expect(askedOn(shown.main, 'tokens.verify')).toEqual([{ subject: stranger, with: { key: 'known-issuer' } }])
    shown.answers['tokens.verify'] = () => valid
    await shown.user.click(button)
    expect(await screen.findByText('Signature valid')).toBeTruthy()
    expect(askedOn(shown.main, 'tokens.verify').at(-1)).toEqual({
      subject: stranger,
      with: { key: 'named-issuer', issuer: 'https://login.example.test/realms/shop' },
    })
  })

  test('that could not be had leave the verdict as it was, and say why', async () => {
    const shown = show({ subject: stranger, answers: { ...answers } })
    const button = await screen.findByRole('button', { name: /^Ask login/ })
    shown.answers['tokens.verify'] = refusing({
      code: 'sign_in.issuer_unreachable',
      details: { host: 'login.example.test', reason: 'dns', said: 'No such host.' },
    })
    await shown.user.click(button)
    expect((await screen.findByRole('alert')).textContent).toContain('login.example.test')
    expect(screen.getByText('Signature not checked')).toBeTruthy()
  })
})

describe('what a token is tied to', () => {
  const binding = (some: Partial<TokenBinding>): TokenBinding => ({
    name: 'at_hash',
    state: 'holds',
    words: 'It is the hash of the access token.',
    reference: 'OpenID Connect Core §3.1.3.6',
    ...some,
  })

  test('is told in words with its section: what holds, what is broken, what was not checked', async () => {
    const bindings = [
      binding({}),
      binding({ name: 'nonce', state: 'broken', words: 'It is not the one that was sent.' }),
      binding({ name: 'cnf.jkt', state: 'not-checked', words: 'No key is held for it.', reference: 'RFC 9449 §6.1' }),
    ]
    show({ answers: { 'tokens.verify': () => ({ ...valid, bindings }) } })
    const list = await screen.findByRole('list', { name: 'Bindings' })
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'at_hash holds · It is the hash of the access token. OpenID Connect Core §3.1.3.6',
      'nonce broken · It is not the one that was sent. OpenID Connect Core §3.1.3.6',
      'cnf.jkt not checked · No key is held for it. RFC 9449 §6.1',
    ])
  })

  test('is no list where there is nothing', async () => {
    show({})
    await screen.findByText('Signature valid')
    expect(screen.queryByRole('list', { name: 'Bindings' })).toBeNull()
  })
})
