import path from 'node:path'
import { expect, type ElectronApplication, type Page } from '@playwright/test'

/** What the vaults of the app tests are under. */
export const vaultPassphrase = 'seven lamps on the quay'

/** The vault's parts of the window, by roles and names, and what a person does with them. */
export function vaultPage(window: Page) {
  const pill = (words: string) => window.getByRole('button', { name: `Vault: ${words}`, exact: true })
  const dialog = (name: string | RegExp) => window.getByRole('dialog', { name })
  const lockScreen = window.getByRole('dialog', { name: 'Claimcheck is locked' })
  const field = (scope: ReturnType<typeof dialog>, name: string) =>
    scope.getByLabel(name, { exact: true }).and(scope.locator('input'))

  async function newPassphrase(scope: ReturnType<typeof dialog>, label: string, passphrase: string): Promise<void> {
    await field(scope, label).fill(passphrase)
    await field(scope, 'The same once more').fill(passphrase)
  }

  return {
    pill,
    dialog,
    lockScreen,
    field,
    newPassphrase,

    /** Where the system has no keyring that protects: with a passphrase. */
    async setUp(passphrase = vaultPassphrase): Promise<void> {
      await window.getByRole('button', { name: 'Choose…' }).click()
      await newPassphrase(dialog('Vault: not set up'), 'Passphrase', passphrase)
      await dialog('Vault: not set up').getByRole('button', { name: 'Use this passphrase' }).click()
      await expect(pill('passphrase')).toBeVisible()
      await expect(window.getByRole('dialog')).toBeHidden()
    },

    async openPanel(words: string): Promise<ReturnType<typeof dialog>> {
      await pill(words).click()
      await expect(dialog(`Vault: ${words}`)).toBeVisible()
      return dialog(`Vault: ${words}`)
    },

    /** With its button in the vault's panel. */
    async lockByButton(words = 'passphrase'): Promise<void> {
      await pill(words).click()
      await dialog(`Vault: ${words}`).getByRole('button', { name: 'Lock now' }).click()
      await expect(lockScreen).toBeVisible()
    },

    /** Types into the lock screen, as a person would who looks at nothing else. */
    async unlock(passphrase = vaultPassphrase): Promise<void> {
      await expect(field(lockScreen, 'Passphrase')).toBeFocused()
      await window.keyboard.type(passphrase)
      await window.keyboard.press('Enter')
      await expect(lockScreen).toBeHidden()
    },

    /** At a start the window is not covered: there is no work in it yet to hide. */
    async openAtStart(passphrase = vaultPassphrase): Promise<void> {
      await window.getByRole('button', { name: 'Unlock…' }).click()
      await field(dialog('Vault: locked'), 'Passphrase').fill(passphrase)
      await dialog('Vault: locked').getByRole('button', { name: 'Unlock', exact: true }).click()
    },
  }
}

/** The pictures of the vault's screens, in the order of their names. */
export const vaultFilm = (window: Page) => (name: string) =>
  window.screenshot({ path: path.resolve(import.meta.dirname, '../../test-results/film-vault', `${name}.png`) })

/** The system's dialogs are outside of the window: they answer with this file before they open. */
export const answerFileDialogs = (app: ElectronApplication, file: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, file)
