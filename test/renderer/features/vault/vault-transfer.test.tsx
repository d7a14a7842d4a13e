// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { profileId } from '../../../../electron/contract/ids.ts'
import type { VaultImport, VaultStatus } from '../../../../electron/contract/vault.ts'
import { showVaultPage } from '../../../support/staged-vault-panel.tsx'
import { askedOn, refusing, type Answers } from '../../../support/staged-window.tsx'
import { anOpenVault, aPassphraseVault } from '../../../support/vault-status-builder.ts'

afterEach(cleanup)

const passphrase = 'tulip harbour seventeen'

const showPage = (button: string, answers: Answers = {}, status: VaultStatus = anOpenVault()) =>
  showVaultPage(button, status, answers)

describe('an export', () => {
  test('is sealed under a passphrase of its own, and says what went along', async () => {
    const { user, main, panel } = await showPage('Export…')
    await user.type(panel.getByLabelText('Passphrase of the file'), passphrase)
    await user.type(panel.getByLabelText('The same once more'), `${passphrase}{Enter}`)
    expect(await panel.findByText(/Exported: 6 profiles with 4 secrets, no sign-ins/)).toBeTruthy()
    expect(askedOn(main, 'vault.export')).toEqual([{ current: null, passphrase, withSignIns: false }])
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Done'))
  })

  test('takes sign-ins along only when asked to, after a warning about refresh tokens in two places', async () => {
    const { user, main, panel } = await showPage('Export…')
    expect(panel.queryByText(/in one place only/)).toBeNull()
    await user.click(panel.getByRole('checkbox', { name: /^Sign-ins too/ }))
    expect(panel.getByText('A sign-in must be used in one place only')).toBeTruthy()
    await user.type(panel.getByLabelText('Passphrase of the file'), passphrase)
    await user.type(panel.getByLabelText('The same once more'), `${passphrase}{Enter}`)
    await panel.findByText(/sign-ins too/)
    expect(askedOn(main, 'vault.export')).toMatchObject([{ withSignIns: true }])
  })

  test('asks for the vault’s own passphrase where it has one', async () => {
    const wrong = refusing({ code: 'vault.wrong_passphrase', details: {} })
    const { user, main, panel, answers } = await showPage('Export…', { 'vault.export': wrong }, aPassphraseVault())
    expect(panel.getByRole('button', { name: 'Export…' })).toHaveProperty('disabled', true)
    await user.type(panel.getByLabelText('Passphrase of the file'), passphrase)
    await user.type(panel.getByLabelText('The same once more'), passphrase)
    await user.type(panel.getByLabelText('Passphrase of the vault'), 'wrong{Enter}')
    expect(await panel.findByText('That passphrase is not right')).toBeTruthy()
    answers['vault.export'] = () => ({ saved: false, profiles: 0, secrets: 0 })
    await user.clear(panel.getByLabelText('Passphrase of the vault'))
    await user.type(panel.getByLabelText('Passphrase of the vault'), 'right{Enter}')
    expect(await panel.findByText('Nothing was written: no place was chosen.')).toBeTruthy()
    expect(askedOn(main, 'vault.export').at(-1)).toMatchObject({ current: 'right', passphrase })
    expect(panel.getByLabelText('Passphrase of the file')).toHaveProperty('value', passphrase)
  })
})

describe('an import', () => {
  const file = { fileName: 'backup.claimcheck', exportedAt: '2026-11-01T10:00:00Z' }
  const id = () => profileId.parse(randomUUID())
  const alice = { profileId: id(), name: 'alice', secretCount: 2, hasSignIn: true, here: 'differs' } as const
  const bob = { profileId: id(), name: 'bob', secretCount: 1, hasSignIn: false, here: 'no' } as const
  const carol = {
    profileId: id(),
    name: `carol ${'o'.repeat(200)}`,
    secretCount: 0,
    hasSignIn: false,
    here: 'same',
  } as const
  const content: VaultImport = { exportedAt: file.exportedAt, profiles: [alice, bob, carol] }
  const answers: Answers = { 'vault.chooseImport': () => file, 'vault.openImport': () => content }

  async function openFile(own: Answers = {}) {
    const shown = await showPage('Import…', { ...answers, ...own })
    await shown.user.type(await shown.panel.findByLabelText('Passphrase of the file'), `${passphrase}{Enter}`)
    await shown.panel.findByRole('group', { name: 'Profiles in the file' })
    return shown
  }

  test('says of each profile what is here, and replaces none that was not chosen', async () => {
    const { user, main, panel } = await openFile()
    expect(panel.getByRole('checkbox', { name: /alice.*2 secrets, a sign-in.*would be replaced/ })).toHaveProperty(
      'checked',
      false,
    )
    expect(panel.getByRole('checkbox', { name: /bob.*not here yet/ })).toHaveProperty('checked', true)
    expect(panel.getByRole('checkbox', { name: /carol.*here, the same/ })).toHaveProperty('checked', false)
    await user.click(panel.getByRole('button', { name: 'Import' }))
    expect(await panel.findByText('1 profile added, 0 replaced, with 0 secrets.')).toBeTruthy()
    expect(askedOn(main, 'vault.import')).toEqual([{ profileIds: [bob.profileId], withSignIns: false }])
  })

  test('takes sign-ins over only when asked to', async () => {
    const { user, main, panel } = await openFile()
    await user.click(panel.getByRole('checkbox', { name: /^alice/ }))
    expect(panel.getByText(/1 of them would be replaced/)).toBeTruthy()
    await user.click(panel.getByRole('checkbox', { name: 'Their sign-ins too' }))
    expect(panel.getByText('Use them here only from now on')).toBeTruthy()
    await user.click(panel.getByRole('button', { name: 'Import' }))
    await panel.findByText(/2 profiles added/)
    expect(askedOn(main, 'vault.import')).toEqual([{ profileIds: [alice.profileId, bob.profileId], withSignIns: true }])
  })

  test('says that the passphrase is wrong, or that the file is none', async () => {
    const wrong = refusing({ code: 'vault.wrong_passphrase', details: {} })
    const shown = await showPage('Import…', { ...answers, 'vault.openImport': wrong })
    const field = await shown.panel.findByLabelText('Passphrase of the file')
    await shown.user.type(field, 'wrong{Enter}')
    expect(await shown.panel.findByText('That passphrase is not right')).toBeTruthy()
    const details = { reason: 'It ends in the middle.' }
    shown.answers['vault.openImport'] = refusing({ code: 'vault.import_unreadable', details })
    await shown.user.type(field, 'other{Enter}')
    await waitFor(() => expect(shown.panel.getByRole('alert').textContent).toContain('It ends in the middle.'))
  })

  test('goes back when no file was chosen', async () => {
    await showPage('Import…', { 'vault.chooseImport': () => null })
    expect(await screen.findByRole('dialog', { name: 'Vault: OS keyring' })).toBeTruthy()
  })
})
