// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { VaultStatus } from '../../../../electron/contract/vault.ts'
import { showVaultPage } from '../../../support/staged-vault-panel.tsx'
import { askedOn, pending, refusing, type Answers } from '../../../support/staged-window.tsx'
import { anOpenVault, aPassphraseVault, someKeyring } from '../../../support/vault-status-builder.ts'

afterEach(cleanup)

const next = 'tulip harbour seventeen'

const showChoices = (status: VaultStatus, answers: Answers = {}, button = 'Change the protection…') =>
  showVaultPage(button, status, answers)

describe('the protection of a vault', () => {
  test('marks the one of now, and says of each what it means', async () => {
    const { panel } = await showChoices(anOpenVault())
    expect(panel.getByRole('radio', { name: /The system’s keyring · GNOME keyring\s*now/ })).toHaveProperty(
      'checked',
      true,
    )
    expect(panel.getByRole('radio', { name: /Keyring and passphrase/ })).toBeTruthy()
    expect(panel.getByText(/Either of the two opens the vault/)).toBeTruthy()
    expect(panel.getByText(/Nothing is written to disk/)).toBeTruthy()
  })

  test('goes from the keyring to both, and says what came of it', async () => {
    const { user, main, panel } = await showChoices(anOpenVault())
    await user.click(panel.getByRole('radio', { name: /Keyring and passphrase/ }))
    expect(panel.queryByLabelText('Current passphrase')).toBeNull()
    await user.type(panel.getByLabelText('Passphrase'), next)
    await user.type(panel.getByLabelText('The same once more'), `${next}{Enter}`)
    expect(await panel.findByText(/what opened it before opens it no more/)).toBeTruthy()
    expect(askedOn(main, 'vault.protect')).toEqual([{ current: null, protection: { under: 'both', passphrase: next } }])
    expect(screen.getByRole('dialog', { name: 'Vault: keyring + passphrase' })).toBeTruthy()
  })

  test('asks for the passphrase of now, says when that is wrong, and keeps what was typed', async () => {
    const { user, main, panel, answers } = await showChoices(aPassphraseVault(), {
      'vault.protect': refusing({ code: 'vault.wrong_passphrase', details: {} }),
    })
    const change = panel.getByRole('button', { name: 'Change the passphrase' })
    expect(change).toHaveProperty('disabled', true)
    await user.type(panel.getByLabelText('Current passphrase'), 'not this one')
    await user.type(panel.getByLabelText('New passphrase'), next)
    await user.type(panel.getByLabelText('The same once more'), next)
    await user.click(change)
    await waitFor(() => expect(panel.getByText('That passphrase is not right')).toBeTruthy())
    expect(panel.getByLabelText('New passphrase')).toHaveProperty('value', next)
    answers['vault.protect'] = () => aPassphraseVault()
    await user.clear(panel.getByLabelText('Current passphrase'))
    await user.type(panel.getByLabelText('Current passphrase'), 'seven lamps on the quay{Enter}')
    expect(await panel.findByText(/sealed anew/)).toBeTruthy()
    expect(askedOn(main, 'vault.protect').at(-1)).toEqual({
      current: 'seven lamps on the quay',
      protection: { under: 'passphrase', passphrase: next },
    })
  })

  test('can’t be a keyring that is absent or encrypts with a public key, and says why', async () => {
    const keyring = someKeyring({ offered: 'no keyring', sealedUnder: null, trouble: 'weak' })
    const { panel } = await showChoices(aPassphraseVault({ keyring }))
    expect(panel.getByRole('radio', { name: /The system’s keyring/ })).toHaveProperty('disabled', true)
    expect(panel.getAllByText(/encrypts with a key that is public/)).toHaveLength(2)
  })

  test('can be the keyring of now, where another one does not hold the key any more', async () => {
    const keyring = someKeyring({ offered: 'KWallet 6', trouble: 'changed' })
    const status = anOpenVault({ strength: 'keyring-and-passphrase', lockAsks: true, keyring })
    const { user, main, panel } = await showChoices(status)
    await user.click(panel.getByRole('radio', { name: /The system’s keyring · KWallet 6/ }))
    await user.type(panel.getByLabelText('Current passphrase'), 'seven lamps on the quay{Enter}')
    await panel.findByText(/sealed anew/)
    expect(askedOn(main, 'vault.protect')).toEqual([
      { current: 'seven lamps on the quay', protection: { under: 'keyring' } },
    ])
  })

  test('becomes memory only after a question that says what is deleted', async () => {
    const { user, main, panel } = await showChoices(anOpenVault({ records: 3 }))
    await user.click(panel.getByRole('radio', { name: /In memory only/ }))
    await user.click(panel.getByRole('button', { name: 'Keep in memory only…' }))
    const question = within(await screen.findByRole('dialog', { name: 'Keep everything in memory only?' }))
    expect(question.getByText(/Its 3 records can be used until you quit/)).toBeTruthy()
    expect(
      question.getByText(/Copies of damaged vaults, and vaults that you set aside, stay where they are/),
    ).toBeTruthy()
    expect(question.queryByText(/can’t be opened/)).toBeNull()
    expect(askedOn(main, 'vault.chooseMemoryOnly')).toEqual([])
    await user.click(question.getByRole('button', { name: 'Delete the file, keep in memory' }))
    expect(await panel.findByText(/The vault’s files are gone/)).toBeTruthy()
  })

  test('says what memory only costs of a vault with records that can’t be opened', async () => {
    const { user, panel } = await showChoices(anOpenVault({ records: 3, unreadable: 2 }))
    await user.click(panel.getByRole('radio', { name: /In memory only/ }))
    await user.click(panel.getByRole('button', { name: 'Keep in memory only…' }))
    expect(await screen.findByText(/2 records that can’t be opened will be gone at once/)).toBeTruthy()
  })

  test('becomes memory only with the passphrase of now, where there is one', async () => {
    const { user, main, panel, answers } = await showChoices(aPassphraseVault(), {
      'vault.chooseMemoryOnly': refusing({ code: 'vault.wrong_passphrase', details: {} }),
    })
    await user.click(panel.getByRole('radio', { name: /In memory only/ }))
    const keep = panel.getByRole('button', { name: 'Keep in memory only…' })
    expect(keep).toHaveProperty('disabled', true)
    const sure = async () => {
      await user.click(keep)
      await user.click(await screen.findByRole('button', { name: 'Delete the file, keep in memory' }))
    }
    await user.type(panel.getByLabelText('Current passphrase'), 'not this one')
    await sure()
    expect(await panel.findByText('That passphrase is not right')).toBeTruthy()
    answers['vault.chooseMemoryOnly'] = () => anOpenVault({ strength: 'memory-only' })
    await user.clear(panel.getByLabelText('Current passphrase'))
    await user.type(panel.getByLabelText('Current passphrase'), 'seven lamps on the quay')
    await sure()
    expect(await panel.findByText(/The vault’s files are gone/)).toBeTruthy()
    expect(askedOn(main, 'vault.chooseMemoryOnly').at(-1)).toEqual({ current: 'seven lamps on the quay' })
  })

  test('goes from memory to a passphrase without one to ask for', async () => {
    const status = anOpenVault({ strength: 'memory-only', keyring: someKeyring({ sealedUnder: null }) })
    const { user, main, panel } = await showChoices(status, {}, 'Keep on disk…')
    expect(panel.getByRole('button', { name: 'Keep in memory only…' })).toHaveProperty('disabled', true)
    await user.click(panel.getByRole('radio', { name: /^A passphrase/ }))
    await user.type(panel.getByLabelText('Passphrase'), next)
    await user.type(panel.getByLabelText('The same once more'), next)
    await user.click(panel.getByRole('button', { name: 'Change the protection' }))
    await panel.findByText(/sealed anew/)
    expect(askedOn(main, 'vault.protect')).toEqual([
      { current: null, protection: { under: 'passphrase', passphrase: next } },
    ])
  })

  test('is changed once, however often Enter is pressed while all is sealed anew', async () => {
    const sealing = pending<VaultStatus>()
    const { user, main, panel } = await showChoices(anOpenVault(), { 'vault.protect': sealing.answer })
    await user.click(panel.getByRole('radio', { name: /^A passphrase/ }))
    await user.type(panel.getByLabelText('Passphrase'), next)
    await user.type(panel.getByLabelText('The same once more'), `${next}{Enter}{Enter}`)
    expect(askedOn(main, 'vault.protect')).toHaveLength(1)
    sealing.settle(aPassphraseVault())
    await panel.findByText(/sealed anew/)
  })

  test('that could not be written is said, and stays what it was', async () => {
    const failure = { code: 'storage.write_failed', details: { file: 'vault.json', reason: 'disk-full' } } as const
    const { user, panel } = await showChoices(anOpenVault(), { 'vault.protect': refusing(failure) })
    await user.click(panel.getByRole('button', { name: 'Seal it anew' }))
    await waitFor(() => expect(panel.getByRole('alert').textContent).toContain('could not be saved'))
    await user.click(panel.getByRole('button', { name: 'Back' }))
    expect(await screen.findByRole('dialog', { name: 'Vault: OS keyring' })).toBeTruthy()
  })
})
