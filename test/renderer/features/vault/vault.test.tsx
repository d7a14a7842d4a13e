// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { minimumPassphraseLength, type VaultStatus } from '../../../../electron/contract/vault.ts'
import { VaultNotice } from '../../../../renderer/features/vault/vault-notice.tsx'
import { VaultPill } from '../../../../renderer/features/vault/vault-pill.tsx'
import { askedOn, refusing, stage, type Answers } from '../../../support/staged-window.tsx'

afterEach(cleanup)

const open = (some: Partial<Extract<VaultStatus, { state: 'open' }>> = {}): VaultStatus => ({
  state: 'open',
  strength: 'keyring',
  backend: 'gnome_libsecret',
  records: 6,
  unreadable: 0,
  recovered: false,
  ...some,
})
const choiceNeeded: VaultStatus = { state: 'choice-needed', backend: 'basic_text' }
const locked = (needs: 'passphrase' | 'keyring'): VaultStatus => ({
  state: 'locked',
  needs,
  backend: 'x',
  reason: 'The system slept.',
})

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

describe('the strength of the vault', () => {
  test.each([
    [open(), 'Vault: OS keyring'],
    [open({ strength: 'passphrase' }), 'Vault: passphrase'],
    [open({ strength: 'memory-only' }), 'Vault: memory only'],
    [choiceNeeded, 'Vault: not set up'],
    [locked('passphrase'), 'Vault: locked'],
    [{ state: 'damaged', keptAt: '/x' } as const, 'Vault: damaged'],
    [{ state: 'newer', version: 9 } as const, 'Vault: of a newer version'],
  ])('is always told in words: %#', async (status, name) => {
    show(status)
    expect(await pill(name)).toBeTruthy()
  })

  test('says what it means, and that records could not be opened', async () => {
    const { user } = show(open({ unreadable: 2 }))
    await user.click(await pill('Vault: OS keyring'))
    const panel = await dialog()
    expect(panel.getByText(/wrapped by the keyring/)).toBeTruthy()
    expect(panel.getByText('2 records could not be opened')).toBeTruthy()
  })

  test('locks at once, and then asks to be unlocked', async () => {
    const { user, answers } = show(open(), { 'vault.lock': () => locked('keyring') })
    await user.click(await pill('Vault: OS keyring'))
    answers['vault.status'] = () => locked('keyring')
    await user.click((await dialog()).getByRole('button', { name: 'Lock now' }))
    expect(await pill('Vault: locked')).toBeTruthy()
    expect((await screen.findByRole('alert')).textContent).toContain('The vault is locked')
  })

  test('of memory can become a passphrase, and there is nothing to lock', async () => {
    const { user, main } = show(open({ strength: 'memory-only' }))
    await user.click(await pill('Vault: memory only'))
    const panel = await dialog()
    expect(panel.queryByRole('button', { name: 'Lock now' })).toBeNull()
    await user.click(panel.getByRole('button', { name: /Keep under a passphrase/ }))
    await user.type(panel.getByLabelText('Passphrase'), 'tulip harbour seventeen')
    await user.type(panel.getByLabelText('The same once more'), 'tulip harbour seventeen')
    await user.click(panel.getByRole('button', { name: 'Use this passphrase' }))
    await waitFor(() =>
      expect(askedOn(main, 'vault.choosePassphrase')).toEqual([{ passphrase: 'tulip harbour seventeen' }]),
    )
  })
})

test('an open vault shows no notice', async () => {
  show(open())
  await pill('Vault: OS keyring')
  expect(screen.queryByRole('alert')).toBeNull()
})

describe('without a keyring', () => {
  const choose = async (answers: Answers = {}) => {
    const staged = show(choiceNeeded, answers)
    await staged.user.click(await screen.findByRole('button', { name: 'Choose…' }))
    return { ...staged, panel: await dialog() }
  }

  test('a passphrase must be long enough and typed twice the same', async () => {
    const { user, main, panel } = await choose()
    await user.type(panel.getByLabelText('Passphrase'), 'short')
    await user.click(panel.getByRole('button', { name: 'Use this passphrase' }))
    expect(panel.getByText(`At least ${minimumPassphraseLength} characters`)).toBeTruthy()
    await user.type(panel.getByLabelText('Passphrase'), ' tulip harbour')
    await user.type(panel.getByLabelText('The same once more'), 'short tulip harbor')
    await user.click(panel.getByRole('button', { name: 'Use this passphrase' }))
    expect(panel.getByText('They differ')).toBeTruthy()
    expect(askedOn(main, 'vault.choosePassphrase')).toEqual([])
  })

  test('a good passphrase opens the vault and closes the dialog', async () => {
    const { user, main, panel } = await choose()
    await user.type(panel.getByLabelText('Passphrase'), 'tulip harbour seventeen')
    expect(panel.getByText('Good')).toBeTruthy()
    await user.type(panel.getByLabelText('The same once more'), 'tulip harbour seventeen{Enter}')
    expect(await pill('Vault: passphrase')).toBeTruthy()
    expect(askedOn(main, 'vault.choosePassphrase')).toEqual([{ passphrase: 'tulip harbour seventeen' }])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('memory only is one click', async () => {
    const { user, panel } = await choose()
    await user.click(panel.getByRole('button', { name: 'Keep in memory only' }))
    expect(await pill('Vault: memory only')).toBeTruthy()
  })

  test('a choice that could not be written keeps what was typed', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'vault', reason: 'disk-full' } } as const
    const { user, panel } = await choose({ 'vault.choosePassphrase': refusing(failure) })
    await user.type(panel.getByLabelText('Passphrase'), 'tulip harbour seventeen')
    await user.type(panel.getByLabelText('The same once more'), 'tulip harbour seventeen{Enter}')
    expect((await panel.findByRole('alert')).textContent).toContain('disk is full')
    expect(panel.getByLabelText('Passphrase')).toHaveProperty('value', 'tulip harbour seventeen')
  })
})

describe('a locked vault', () => {
  test('says that a passphrase is wrong, and opens with the right one', async () => {
    const { user, answers } = show(locked('passphrase'), {
      'vault.unlock': refusing({ code: 'vault.wrong_passphrase', details: {} }),
    })
    await user.click(await screen.findByRole('button', { name: 'Unlock…' }))
    const panel = await dialog()
    expect(panel.getByText('The system slept.')).toBeTruthy()
    await user.type(panel.getByLabelText('Passphrase'), 'wrong{Enter}')
    await waitFor(() => expect(panel.getByLabelText('Passphrase').getAttribute('aria-invalid')).toBe('true'))
    answers['vault.unlock'] = () => open({ strength: 'passphrase' })
    await user.type(panel.getByLabelText('Passphrase'), ' no, right{Enter}')
    expect(await pill('Vault: passphrase')).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('of a keyring is asked for again, and stays when the keyring stays away', async () => {
    const failure = { code: 'vault.keyring_unavailable', details: { backend: 'gnome_libsecret' } } as const
    const { user } = show(locked('keyring'), { 'vault.unlock': refusing(failure) })
    await user.click(await screen.findByRole('button', { name: 'Unlock…' }))
    const panel = await dialog()
    expect(panel.queryByLabelText('Passphrase')).toBeNull()
    await user.click(panel.getByRole('button', { name: 'Ask the keyring again' }))
    expect(await panel.findByRole('alert')).toBeTruthy()
  })
})

describe('a damaged vault', () => {
  test('tells where it is kept, and is put aside only after a question', async () => {
    const { user, main } = show({ state: 'damaged', keptAt: '/home/sam/vault.json' })
    await user.click(await screen.findByRole('button', { name: 'What to do…' }))
    const panel = await dialog()
    expect(panel.getByText('/home/sam/vault.json')).toBeTruthy()
    await user.click(panel.getByRole('button', { name: /Start a new vault/ }))
    const question = within(await screen.findByRole('dialog', { name: 'Start a new, empty vault?' }))
    expect(askedOn(main, 'vault.setAside')).toEqual([])
    await user.click(question.getByRole('button', { name: 'Start a new vault' }))
    expect(await pill('Vault: OS keyring')).toBeTruthy()
  })
})

test('what main says has changed is shown at once', async () => {
  const { main, answers } = show(open())
  await pill('Vault: OS keyring')
  answers['vault.status'] = () => locked('keyring')
  main.emit('vault.changed', {})
  expect(await pill('Vault: locked')).toBeTruthy()
})
