import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { objectionsOfAxe } from '../support/axe-in-window.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { answerFileDialogs, vaultPage, vaultPassphrase } from '../support/vault-page.ts'
import { workbenchPage } from '../support/workbench-page.ts'

test.describe.configure({ mode: 'serial', timeout: 120_000 })

const ofTheFile = 'a file that goes by train'
let folder: string
let claimcheck: LaunchedClaimcheck
let window: Page
let vault: ReturnType<typeof vaultPage>

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-accessible-vault-'))
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  vault = vaultPage(window)
  await expect(profilesPage(window).row('robot')).toBeVisible()
})
test.afterAll(async () => {
  await claimcheck.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const button = (name: string) => window.getByRole('button', { name, exact: true })

/** As when the system's own scheme changes, so that whatever is open stays open. */
async function expectNoObjections(place: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme })
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    expect(await objectionsOfAxe(window), `${place}, ${theme}`).toEqual([])
  }
}

test.describe('axe objects to nothing', () => {
  test('where a vault is set up, with its problems shown', async () => {
    await button('Choose…').click()
    const dialog = vault.dialog('Vault: not set up')
    await vault.field(dialog, 'Passphrase').fill('short')
    await button('Use this passphrase').click()
    await expect(dialog.getByText('They differ')).toBeVisible()
    await expectNoObjections('set-up with its problems')
    await vault.newPassphrase(dialog, 'Passphrase', vaultPassphrase)
    await expectNoObjections('set-up, filled in')
    await button('Use this passphrase').click()
    await expect(vault.pill('passphrase')).toBeVisible()
  })

  test('in the panel of an open vault and on each of its pages', async () => {
    await answerFileDialogs(claimcheck.app, path.join(folder, 'exported.claimcheck'))
    await vault.openPanel('passphrase')
    await expectNoObjections('panel')
    await button('Change the protection…').click()
    await expectNoObjections('change of protection')
    await window.getByRole('radio', { name: 'In memory only' }).check()
    await vault.field(vault.dialog('Change the protection'), 'Current passphrase').fill(vaultPassphrase)
    await button('Keep in memory only…').click()
    await expect(vault.dialog('Keep everything in memory only?')).toBeVisible()
    await expectNoObjections('question before the file is deleted')
    await vault.dialog('Keep everything in memory only?').getByRole('button', { name: 'Cancel' }).click()
    await button('Back').click()

    await button('Export…').click()
    const exporting = vault.dialog('Export the vault')
    await exporting.getByRole('checkbox', { name: /^Sign-ins too/ }).check()
    await vault.field(exporting, 'Passphrase of the vault').fill('not the one of now')
    await vault.newPassphrase(exporting, 'Passphrase of the file', ofTheFile)
    await exporting.getByRole('button', { name: 'Export…' }).click()
    await expect(exporting.getByText('That passphrase is not right')).toBeVisible()
    await expectNoObjections('export with a wrong passphrase')
    await vault.field(exporting, 'Passphrase of the vault').fill(vaultPassphrase)
    await exporting.getByRole('button', { name: 'Export…' }).click()
    await expect(exporting.getByText(/^Exported: /)).toBeVisible()
    await expectNoObjections('exported')
    await button('Done').click()

    await vault.openPanel('passphrase')
    await button('Import…').click()
    const importing = vault.dialog('Import an export')
    await vault.field(importing, 'Passphrase of the file').fill('not the one of the file')
    await button('Open').click()
    await expect(importing.getByText('That passphrase is not right')).toBeVisible()
    await expectNoObjections('import with a wrong passphrase')
    await vault.field(importing, 'Passphrase of the file').fill(ofTheFile)
    await button('Open').click()
    await expect(importing.getByRole('group', { name: 'Profiles in the file' })).toBeVisible()
    await expectNoObjections('choice of what to import')
    await button('Back').click()

    await button('Forget everything…').click()
    await vault.dialog('Forget everything?').getByLabel('To confirm').fill('forget everything')
    await expectNoObjections('forget everything')
    await button('Cancel').click()
    await window.keyboard.press('Escape')
  })

  test('in the rules of the lock', async () => {
    await workbenchPage(window).openSettings()
    await expect(window.getByRole('heading', { name: 'Vault lock' })).toBeVisible()
    await expectNoObjections('settings')
    await button('Requests').click()
  })

  test('on the lock screen and its pages', async () => {
    await window.keyboard.press('Control+Shift+l')
    await expect(vault.field(vault.lockScreen, 'Passphrase')).toBeFocused()
    await expectNoObjections('lock screen')
    await window.keyboard.type('seven lamps on the key')
    await window.keyboard.press('Enter')
    await expect(vault.lockScreen.getByText('That passphrase is not right')).toBeVisible()
    await expectNoObjections('lock screen with a wrong passphrase')
    await button('Forgotten the passphrase?').click()
    await button('Start a new vault…').click()
    await expectNoObjections('a new vault from the lock screen')
    await button('Cancel').click()
    await button('Forget everything…').click()
    await expectNoObjections('forget everything from the lock screen')
  })
})
