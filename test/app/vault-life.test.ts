import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { robotClientSecret } from '../../electron/playground/demo-credentials.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { answerFileDialogs, vaultFilm, vaultPage, vaultPassphrase } from '../support/vault-page.ts'
import { workbenchPage } from '../support/workbench-page.ts'

test.skip(keyringUnderTest === 'gnome', 'what a keyring changes has a file of its own')
// Each goes on where the one before ended, on one data folder or the other.
test.describe.configure({ mode: 'serial' })

const another = 'nine herons over the weir'
const ofTheFile = 'a file that goes by train'
let folder: string
let claimcheck: LaunchedClaimcheck
let window: Page
let vault: ReturnType<typeof vaultPage>
let profiles: ReturnType<typeof profilesPage>
let picture: ReturnType<typeof vaultFilm>

async function start(name: 'here' | 'there'): Promise<void> {
  const userData = path.join(folder, name)
  mkdirSync(userData, { recursive: true })
  claimcheck = await launchClaimcheck({ userData })
  window = claimcheck.window
  vault = vaultPage(window)
  profiles = profilesPage(window)
  picture = vaultFilm(window)
  await expect(profiles.row('robot')).toBeVisible()
}

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-vault-life-'))
  await start('here')
})
test.afterAll(async () => {
  await claimcheck.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const exported = () => path.join(folder, 'exported.claimcheck')
const isFresh = (name: string) => expect(profiles.row(name)).toContainText('Fresh')

test.describe('a vault, from its first day on', () => {
  test('is set up with a passphrase', async () => {
    await picture('01-choose')
    await window.getByRole('button', { name: 'Choose…' }).click()
    await expect(vault.field(vault.dialog('Vault: not set up'), 'Passphrase')).toBeFocused()
    await picture('02-set-up')
    await window.keyboard.press('Escape')
    await vault.setUp()
    await profiles.fromMenuOf('alice', /^Sign in/)
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
    await isFresh('alice')
  })

  test('tells what it is under, and what that protects from', async () => {
    const panel = await vault.openPanel('passphrase')
    await expect(panel.getByText('Your passphrase, at each start and after a lock')).toBeVisible()
    await expect(panel.getByText('Protects from', { exact: true })).toBeVisible()
    await expect(panel.getByText('Does not protect from', { exact: true })).toBeVisible()
    await picture('05-panel')
    await panel.getByRole('button', { name: 'Close' }).last().click()
  })

  test('gets another passphrase, only for whoever knows the one of now; the old one opens it no more', async () => {
    await vault.openPanel('passphrase')
    await window.getByRole('button', { name: 'Change the protection…' }).click()
    const change = vault.dialog('Change the protection')
    await expect(change.getByRole('radio', { name: 'The system’s keyring' })).toBeDisabled()
    await vault.field(change, 'Current passphrase').fill('not the one of now')
    await vault.newPassphrase(change, 'New passphrase', another)
    await change.getByRole('button', { name: 'Change the passphrase' }).click()
    await expect(change.getByText('That passphrase is not right')).toBeVisible()
    await picture('06-change-of-protection')
    await vault.field(change, 'Current passphrase').fill(vaultPassphrase)
    await change.getByRole('button', { name: 'Change the passphrase' }).click()
    await expect(vault.dialog('Vault: passphrase').getByText(/^Done\. The vault has a new key/)).toBeVisible()
    await window.keyboard.press('Escape')
    await isFresh('alice')

    await claimcheck.close()
    await start('here')
    await vault.openAtStart(vaultPassphrase)
    await expect(vault.dialog('Vault: locked').getByText('That passphrase is not right')).toBeVisible()
    await vault.field(vault.dialog('Vault: locked'), 'Passphrase').fill(another)
    await vault.dialog('Vault: locked').getByRole('button', { name: 'Unlock', exact: true }).click()
    await expect(vault.pill('passphrase')).toBeVisible()
    await expect(profiles.row('alice')).not.toContainText('locked')
  })

  test('is exported, with its secrets, under a passphrase of its own', async () => {
    await answerFileDialogs(claimcheck.app, exported())
    await vault.openPanel('passphrase')
    await window.getByRole('button', { name: 'Export…' }).click()
    const dialog = vault.dialog('Export the vault')
    await vault.field(dialog, 'Passphrase of the vault').fill(another)
    await vault.newPassphrase(dialog, 'Passphrase of the file', ofTheFile)
    await dialog.getByRole('checkbox', { name: /^Sign-ins too/ }).check()
    await expect(dialog.getByText('A sign-in must be used in one place only')).toBeVisible()
    await dialog.getByRole('checkbox', { name: /^Sign-ins too/ }).uncheck()
    await picture('07-export')
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await expect(dialog.getByText(/^Exported: 4 profiles with 1 secret, no sign-ins\./)).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    const text = readFileSync(exported(), 'utf8')
    for (const secret of [robotClientSecret, another, ofTheFile]) expect(text).not.toContain(secret)
  })

  test('is forgotten only by whoever types it; its files are gone, and the profiles stay', async () => {
    await vault.openPanel('passphrase')
    await window.getByRole('button', { name: 'Forget everything…' }).click()
    const dialog = vault.dialog('Forget everything?')
    const button = dialog.getByRole('button', { name: 'Forget everything', exact: true })
    await dialog.getByLabel('To confirm, type “forget everything”').fill('forget everythin')
    await expect(button).toBeDisabled()
    await window.keyboard.press('End')
    await window.keyboard.type('g')
    await picture('09-forget')
    await button.click()
    await expect(vault.pill('not set up')).toBeVisible()
    const files = readdirSync(path.join(folder, 'here')).filter((name) => name.startsWith('vault'))
    for (const file of files) expect(file, 'no vault, predecessor or copy').not.toMatch(/^vault\.json/)
    await expect(profiles.row('robot')).toBeVisible()
    await window.keyboard.press('Escape')
  })

  test('arrives in another Claimcheck from its export, profile by profile, secrets with them', async () => {
    await claimcheck.close()
    await start('there')
    await vault.setUp('of the other computer')
    await answerFileDialogs(claimcheck.app, exported())
    await profiles.fromMenuOf('robot', /^Delete/)
    await window.getByRole('dialog').getByRole('button', { name: /^Delete/ }).click() // prettier-ignore
    await expect(profiles.row('robot')).toBeHidden()
    await vault.openPanel('passphrase')
    await window.getByRole('button', { name: 'Import…' }).click()
    const dialog = vault.dialog('Import an export')
    await expect(vault.field(dialog, 'Passphrase of the file')).toBeFocused()
    await window.keyboard.type('a file that goes by ship')
    await window.keyboard.press('Enter')
    await expect(dialog.getByText('That passphrase is not right')).toBeVisible()
    await window.keyboard.type(ofTheFile)
    await window.keyboard.press('Enter')
    const list = dialog.getByRole('group', { name: 'Profiles in the file' })
    await expect(list.getByRole('checkbox')).toHaveCount(4)
    await expect(list.getByRole('checkbox', { name: /^robot/ })).toBeChecked()
    await picture('08-import')
    for (const box of await list.getByRole('checkbox', { name: /^(?!robot)/ }).all()) await box.uncheck()
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog.getByText('1 profile added, 0 replaced, with 1 secret.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(profiles.row('robot')).toBeVisible()
    // Its secret came with it: the server lets it in.
    await workbenchPage(window).sendOnceAs('robot', '{{playgroundApi}}/me')
    expect(existsSync(path.join(folder, 'there', 'vault.json'))).toBe(true)
  })
})
