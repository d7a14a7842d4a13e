// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import type { VaultStatus } from '../../../../electron/contract/vault.ts'
import { VaultNotice } from '../../../../renderer/features/vault/vault-notice.tsx'
import { VaultPill } from '../../../../renderer/features/vault/vault-pill.tsx'
import { askedOn, pending, refusing, stage, type Answers } from '../../../support/staged-window.tsx'
import { aLockedVault, aPassphraseVault, someKeyring } from '../../../support/vault-status-builder.ts'

afterEach(cleanup)

const lockedForKeyring = aLockedVault({ cause: 'keyring', opensWith: [], keyring: someKeyring({ trouble: 'absent' }) })
const rolledBack: VaultStatus = {
  state: 'rolled-back',
  writtenAt: '2026-10-02T08:00:00Z',
  lastWrittenAt: '2026-11-20T08:00:00Z',
  changesMissing: 17,
}

const pill = (name: string) => screen.findByRole('button', { name })
const dialog = async () => within(await screen.findByRole('dialog'))

/** The panel of a vault that wants something, by the button of the notice. */
async function showTrouble(status: VaultStatus, button: string, answers: Answers = {}) {
  const staged = stage(
    <>
      <VaultPill />
      <VaultNotice />
    </>,
    { 'vault.status': () => status, ...answers },
  )
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: button }))
  return { ...staged, user, panel: await dialog() }
}

describe('a locked vault', () => {
  test('says that a passphrase is wrong, and opens with the right one', async () => {
    const { user, answers, panel } = await showTrouble(aLockedVault(), 'Unlock…', {
      'vault.unlock': refusing({ code: 'vault.wrong_passphrase', details: {} }),
    })
    expect(panel.getByText('It opens with your passphrase, once for each start.')).toBeTruthy()
    await user.type(panel.getByLabelText('Passphrase'), 'wrong{Enter}')
    await waitFor(() => expect(panel.getByLabelText('Passphrase').getAttribute('aria-invalid')).toBe('true'))
    expect(panel.getByText('That passphrase is not right')).toBeTruthy()
    answers['vault.unlock'] = () => aPassphraseVault()
    await user.type(panel.getByLabelText('Passphrase'), 'right{Enter}')
    expect(await pill('Vault: passphrase')).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('is asked to open once, however often Enter is pressed while main thinks', async () => {
    const thinking = pending<VaultStatus>()
    const { user, main, panel } = await showTrouble(aLockedVault(), 'Unlock…', { 'vault.unlock': thinking.answer })
    await user.type(panel.getByLabelText('Passphrase'), 'right{Enter}{Enter}{Enter}')
    expect(askedOn(main, 'vault.unlock')).toEqual([{ by: 'passphrase', passphrase: 'right' }])
    await act(async () => thinking.settle(aPassphraseVault()))
    expect(await pill('Vault: passphrase')).toBeTruthy()
  })

  test('says that Caps Lock is on', async () => {
    const { user, panel } = await showTrouble(aLockedVault(), 'Unlock…')
    await user.type(panel.getByLabelText('Passphrase'), '{CapsLock}x')
    expect(await panel.findByText('Caps Lock is on')).toBeTruthy()
  })

  test('of a keyring is asked for again, and stays when the keyring stays away', async () => {
    const details = { offered: 'no keyring', trouble: 'absent' } as const
    const { user, panel } = await showTrouble(lockedForKeyring, 'Unlock…', {
      'vault.unlock': refusing({ code: 'vault.keyring_unavailable', details }),
    })
    expect(panel.queryByLabelText('Passphrase')).toBeNull()
    expect(panel.getByText('The system’s keyring is not there, or is locked')).toBeTruthy()
    await user.click(panel.getByRole('button', { name: 'Ask the keyring again' }))
    await waitFor(() => expect(panel.getByRole('alert').textContent).toContain('did not open the vault'))
  })

  test('of another keyring names both, however long their names are', async () => {
    const keyring = someKeyring({ offered: 'K'.repeat(300), sealedUnder: 'G'.repeat(300), trouble: 'changed' })
    const { panel } = await showTrouble(
      aLockedVault({ cause: 'keyring', opensWith: ['passphrase'], keyring }),
      'Unlock…',
    )
    expect(panel.getByText(`The keyring changed: from ${'G'.repeat(300)} to ${'K'.repeat(300)}`)).toBeTruthy()
    expect(panel.getByLabelText('Passphrase')).toBeTruthy()
  })

  test('can be left closed until quit, with its file as it is', async () => {
    const { user, panel } = await showTrouble(lockedForKeyring, 'Unlock…')
    await user.click(panel.getByRole('button', { name: 'Work without it until I quit' }))
    expect(await pill('Vault: memory only')).toBeTruthy()
  })

  test('whose passphrase is forgotten can be deleted, after that was typed', async () => {
    const { user, main, panel } = await showTrouble(aLockedVault(), 'Unlock…')
    await user.click(panel.getByText('Forgotten the passphrase?'))
    await user.click(await panel.findByRole('button', { name: 'Forget everything…' }))
    const question = await dialog()
    expect(question.getByText(/Tokens that were given stay valid/)).toBeTruthy()
    const forget = question.getByRole('button', { name: 'Forget everything' })
    expect(forget).toHaveProperty('disabled', true)
    await user.type(question.getByRole('textbox'), 'forget{Enter}')
    expect(askedOn(main, 'vault.forgetEverything')).toEqual([])
    await user.type(question.getByRole('textbox'), ' everything{Enter}')
    expect(await question.findByText('Everything is forgotten')).toBeTruthy()
    expect(askedOn(main, 'vault.forgetEverything')).toEqual([{ confirmation: 'forget everything' }])
  })
})

describe('an old copy in the place of the vault', () => {
  test('tells how old it is and what it lacks, and is gone on with only after that was said', async () => {
    const { user, main, panel } = await showTrouble(rolledBack, 'What to do…')
    expect(panel.getByText(/2 Oct 2026/)).toBeTruthy()
    expect(panel.getByText('17 later changes')).toBeTruthy()
    expect(panel.getByText('Its refresh tokens may be spent')).toBeTruthy()
    expect(askedOn(main, 'vault.acceptRolledBack')).toEqual([])
    await user.click(panel.getByRole('button', { name: 'Go on with this copy' }))
    expect(await pill('Vault: OS keyring')).toBeTruthy()
  })

  test('is looked at again when the newer one was put back', async () => {
    const { user, panel } = await showTrouble(rolledBack, 'What to do…', { 'vault.unlock': () => rolledBack })
    await user.click(panel.getByRole('button', { name: 'Look again' }))
    expect(await panel.findByText('Looked just now: it is as it was.')).toBeTruthy()
  })
})

describe('a damaged vault', () => {
  const damaged: VaultStatus = { state: 'damaged', keptAt: `/home/sam/${'deep/'.repeat(40)}vault.json` }

  test('tells where it is kept, and is put aside only after a question', async () => {
    const { user, main, panel } = await showTrouble(damaged, 'What to do…')
    expect(panel.getByText(damaged.keptAt)).toBeTruthy()
    await user.click(panel.getByRole('button', { name: /Start a new vault/ }))
    const question = within(await screen.findByRole('dialog', { name: 'Start a new, empty vault?' }))
    expect(askedOn(main, 'vault.setAside')).toEqual([])
    await user.click(question.getByRole('button', { name: 'Start a new vault' }))
    expect(await pill('Vault: OS keyring')).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('leads to an import into a new vault', async () => {
    const file = { fileName: 'backup.claimcheck', exportedAt: '2026-11-01T10:00:00Z' }
    const { user, panel } = await showTrouble(damaged, 'What to do…', { 'vault.chooseImport': () => file })
    await user.click(panel.getByRole('button', { name: 'Import an export…' }))
    const question = within(await screen.findByRole('dialog', { name: 'Start a new, empty vault?' }))
    await user.click(question.getByRole('button', { name: 'Start a new vault and import' }))
    expect(await screen.findByLabelText('Passphrase of the file')).toBeTruthy()
  })
})
