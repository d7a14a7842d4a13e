import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { VaultStatus } from '../../electron/contract/vault.ts'
import { VaultPill } from '../../renderer/features/vault/vault-pill.tsx'
import { stage, type Answers } from './staged-window.tsx'

/** Opens the panel of a vault as a person does, and goes to the page that a button of it leads to. */
export async function showVaultPage(button: string, status: VaultStatus, answers: Answers = {}) {
  const staged = stage(<VaultPill />, { 'vault.status': () => status, ...answers })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Vault: / }))
  const panel = within(await screen.findByRole('dialog'))
  await user.click(panel.getByRole('button', { name: button }))
  return { ...staged, user, panel }
}
