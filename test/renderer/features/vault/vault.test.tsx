// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { minimumPassphraseLength, type VaultStatus } from '../../../../electron/contract/vault.ts'
import { VaultNotice } from '../../../../renderer/features/vault/vault-notice.tsx'
import { VaultPill } from '../../../../renderer/features/vault/vault-pill.tsx'
import { askedOn, refusing, stage, type Answers } from '../../../support/staged-window.tsx'
import {
  aLockedVault,
  anOpenVault,
  aPassphraseVault,
  noKeyring,
  someKeyring,
} from '../../../support/vault-status-builder.ts'

afterEach(cleanup)

const choiceNeeded: VaultStatus = { state: 'choice-needed', keyring: noKeyring }
const rolledBack: VaultStatus = {
  state: 'rolled-back',
  writtenAt: '2026-10-02T08:00:00Z',
  lastWrittenAt: '2026-11-20T08:00:00Z',
  changesMissing: 17,
}

function show(status: VaultStatus, answers: Answers = {}) {
  const staged = stage(
    <>
      <VaultPill />
      <VaultNotice />
    </>,
    { 'vault.status': () => status, ...answers },
  )
  return { ...staged, user: userEvent.setup() }
}
const pill = (name: string) => screen.findByRole('button', { name })
const dialog = async () => within(await screen.findByRole('dialog'))

/** The panel of a vault that wants something, by the button of the notice. */
async function showTrouble(status: VaultStatus, button: string, answers: Answers = {}) {
  const staged = show(status, answers)
  await staged.user.click(await screen.findByRole('button', { name: button }))
  return { ...staged, panel: await dialog() }
}

describe('the strength of the vault', () => {
  test.each([
    [anOpenVault(), 'Vault: OS keyring'],
    [aPassphraseVault(), 'Vault: passphrase'],
    [anOpenVault({ strength: 'keyring-and-passphrase' }), 'Vault: keyring + passphrase'],
    [anOpenVault({ strength: 'memory-only' }), 'Vault: memory only'],
    [choiceNeeded, 'Vault: not set up'],
    [aLockedVault(), 'Vault: locked'],
    [rolledBack, 'Vault: an old copy'],
    [{ state: 'damaged', keptAt: '/x' } as const, 'Vault: damaged'],
    [{ state: 'newer', version: 9 } as const, 'Vault: of a newer version'],
  ])('is always told in words: %#', async (status, name) => {
    show(status)
    expect(await pill(name)).toBeTruthy()
  })

  test('says what it means, whom it keeps out and whom not, and that records could not be opened', async () => {
    const { user } = show(anOpenVault({ unreadable: 2 }))
    await user.click(await pill('Vault: OS keyring'))
    const panel = await dialog()
    expect(panel.getByText(/wrapped by the keyring/)).toBeTruthy()
    expect(panel.getByText('Protects from')).toBeTruthy()
    expect(panel.getByText(/Someone who runs programs as you/)).toBeTruthy()
    expect(panel.getByText(/after a lock it opens at a click/)).toBeTruthy()
    expect(panel.getByText('GNOME keyring')).toBeTruthy()
    expect(panel.getByText('6 records (tokens, client secrets)')).toBeTruthy()
    expect(panel.getByText('2 records could not be opened')).toBeTruthy()
  })

  test('of keyring and passphrase says that the keyring changed, from which to which', async () => {
    const keyring = someKeyring({ offered: 'KWallet 6', trouble: 'changed' })
    const { user } = show(anOpenVault({ strength: 'keyring-and-passphrase', keyring, lockAsks: true }))
    await user.click(await pill('Vault: keyring + passphrase'))
    const panel = await dialog()
    expect(panel.getByText('The keyring changed: from GNOME keyring to KWallet 6')).toBeTruthy()
    expect(panel.getByText(/Only the passphrase opens the vault now/)).toBeTruthy()
  })

  test('locks at once, and then asks to be unlocked', async () => {
    const locked = aLockedVault({ cause: 'by-hand', opensWith: ['keyring'], keyring: someKeyring() })
    const { user, answers } = show(anOpenVault(), { 'vault.lock': () => locked })
    await user.click(await pill('Vault: OS keyring'))
    answers['vault.status'] = () => locked
    await user.click((await dialog()).getByRole('button', { name: 'Lock now' }))
    expect(await pill('Vault: locked')).toBeTruthy()
    expect((await screen.findByRole('alert')).textContent).toContain('The vault is locked')
  })

  test('of memory has nothing to lock', async () => {
    const { user } = show(anOpenVault({ strength: 'memory-only', records: 2 }))
    await user.click(await pill('Vault: memory only'))
    const panel = await dialog()
    expect(panel.queryByRole('button', { name: 'Lock now' })).toBeNull()
    expect(panel.getByRole('button', { name: 'Keep on disk…' })).toBeTruthy()
  })
})

test('an open vault shows no notice', async () => {
  show(anOpenVault())
  await pill('Vault: OS keyring')
  expect(screen.queryByRole('alert')).toBeNull()
})

describe('without a keyring', () => {
  const choose = (answers: Answers = {}) => showTrouble(choiceNeeded, 'Choose…', answers)
  const chosen = [{ current: null, protection: { under: 'passphrase', passphrase: 'tulip harbour seventeen' } }]

  test('says what is wrong with it, and finds one that was started since', async () => {
    const weak = someKeyring({ offered: 'no keyring', sealedUnder: null, trouble: 'weak' })
    const { user, panel, main } = await showTrouble({ state: 'choice-needed', keyring: weak }, 'Choose…')
    expect(panel.getByText('The keyring protects nothing')).toBeTruthy()
    await user.click(panel.getByRole('button', { name: 'Look for a keyring again' }))
    expect(await pill('Vault: OS keyring')).toBeTruthy()
    expect(askedOn(main, 'vault.unlock')).toEqual([{ by: 'looking-again' }])
  })

  test('a passphrase must be long enough and typed twice the same', async () => {
    const { user, main, panel } = await choose()
    await user.type(panel.getByLabelText('Passphrase'), 'short')
    await user.click(panel.getByRole('button', { name: 'Use this passphrase' }))
    expect(panel.getByText(`At least ${minimumPassphraseLength} characters`)).toBeTruthy()
    await user.type(panel.getByLabelText('Passphrase'), ' tulip harbour')
    await user.type(panel.getByLabelText('The same once more'), 'short tulip harbor')
    await user.click(panel.getByRole('button', { name: 'Use this passphrase' }))
    expect(panel.getByText('They differ')).toBeTruthy()
    expect(askedOn(main, 'vault.protect')).toEqual([])
  })

  test('a good passphrase opens the vault and closes the dialog', async () => {
    const { user, main, panel } = await choose()
    await user.type(panel.getByLabelText('Passphrase'), 'tulip harbour seventeen')
    expect(panel.getByText('Good')).toBeTruthy()
    await user.type(panel.getByLabelText('The same once more'), 'tulip harbour seventeen{Enter}')
    expect(await pill('Vault: passphrase')).toBeTruthy()
    expect(askedOn(main, 'vault.protect')).toEqual(chosen)
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('a passphrase can be made up, and is to be typed once more from where it was written down', async () => {
    const { user, main, panel } = await choose()
    await user.click(panel.getByRole('button', { name: 'Make one up' }))
    const made = panel.getByText(/^([a-z]{4}-){4}[a-z]{4}$/).textContent ?? ''
    expect(panel.getByText('Good')).toBeTruthy()
    expect(panel.getByLabelText('The same once more')).toHaveProperty('value', '')
    await user.type(panel.getByLabelText('The same once more'), `${made}{Enter}`)
    expect(await pill('Vault: passphrase')).toBeTruthy()
    expect(askedOn(main, 'vault.protect')).toEqual([
      { current: null, protection: { under: 'passphrase', passphrase: made } },
    ])
  })

  test('memory only is one click', async () => {
    const { user, panel } = await choose()
    await user.click(panel.getByRole('button', { name: 'Keep in memory only' }))
    expect(await pill('Vault: memory only')).toBeTruthy()
  })

  test('a choice that could not be written keeps what was typed', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'vault', reason: 'disk-full' } } as const
    const { user, panel } = await choose({ 'vault.protect': refusing(failure) })
    await user.type(panel.getByLabelText('Passphrase'), 'tulip harbour seventeen')
    await user.type(panel.getByLabelText('The same once more'), 'tulip harbour seventeen{Enter}')
    await waitFor(() => expect(panel.getByRole('alert').textContent).toContain('disk is full'))
    expect(panel.getByLabelText('Passphrase')).toHaveProperty('value', 'tulip harbour seventeen')
  })
})

test('what main says has changed is shown at once', async () => {
  const { main, answers } = show(anOpenVault())
  await pill('Vault: OS keyring')
  answers['vault.status'] = () => aLockedVault()
  act(() => main.emit('vault.changed', {}))
  expect(await pill('Vault: locked')).toBeTruthy()
})
