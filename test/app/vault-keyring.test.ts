import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { type KeyringUnderTest, keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { vaultFilm, vaultPage, vaultPassphrase } from '../support/vault-page.ts'
import { workbenchPage } from '../support/workbench-page.ts'

test.skip(keyringUnderTest === 'no', 'the story begins with a keyring')
// One data folder, from one start to the next.
test.describe.configure({ mode: 'serial' })

let userData: string
let claimcheck: LaunchedClaimcheck
let window: Page
let vault: ReturnType<typeof vaultPage>
let picture: ReturnType<typeof vaultFilm>

async function start(keyring: KeyringUnderTest, args: readonly string[] = []): Promise<void> {
  claimcheck = await launchClaimcheck({ userData, keyring, args })
  window = claimcheck.window
  vault = vaultPage(window)
  picture = vaultFilm(window)
  await expect(profilesPage(window).row('robot')).toBeVisible()
}

test.beforeAll(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'claimcheck-vault-keyring-'))
  await start('gnome')
})
test.afterAll(async () => {
  await claimcheck.close()
  await rm(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const vaultBytes = () => readFileSync(path.join(userData, 'vault.json'))
const row = (name: string) => profilesPage(window).row(name)

/** Tries what a person would try with a vault that is closed. */
async function sendInVain(): Promise<void> {
  const page = workbenchPage(window)
  await page.openRequest('List orders')
  await page.send()
  await expect(page.response.getByText('The vault is locked')).toBeVisible()
}

test.describe('a vault under the keyring', () => {
  let sealed: Buffer

  test('with the keyring, is open from the start', async () => {
    await expect(vault.pill('OS keyring')).toBeVisible()
    await profilesPage(window).fromMenuOf('alice', /^Sign in/)
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
    await expect(row('alice')).toContainText('Fresh')
    await picture('30-with-the-keyring')
    await vault.openPanel('OS keyring')
    await picture('31-panel-of-the-keyring')
    await claimcheck.close()
    sealed = vaultBytes()
  })

  test('without it, says so, gives out nothing, and has the bytes it had', async () => {
    await start('no')
    await expect(vault.pill('locked')).toBeVisible()
    await expect(window.getByRole('alert').getByText('The system’s keyring is not there', { exact: false })).toBeVisible() // prettier-ignore
    await expect(row('alice')).toContainText('locked')
    await sendInVain()
    await picture('32-without-the-keyring')
    await window.getByRole('button', { name: 'Unlock…' }).click()
    const panel = vault.dialog('Vault: locked')
    await expect(panel.getByText('Unlock it, or log in to your desktop again', { exact: false })).toBeVisible()
    await picture('33-what-to-do-without-it')
    await panel.getByRole('button', { name: 'Ask the keyring again' }).click()
    await expect(panel.getByText('The keyring did not open the vault')).toBeVisible()
    expect(vaultBytes().equals(sealed)).toBe(true)
    await claimcheck.close()
    expect(vaultBytes().equals(sealed)).toBe(true)
  })

  test('with one that protects nothing in its place, stays closed and has the bytes it had', async () => {
    await start('no', ['--password-store=basic'])
    await claimcheck.app.evaluate(({ safeStorage }) => {
      safeStorage.setUsePlainTextEncryption(true)
    })
    await expect(vault.pill('locked')).toBeVisible()
    await sendInVain()
    await window.getByRole('button', { name: 'Unlock…' }).click()
    const panel = vault.dialog('Vault: locked')
    await panel.getByRole('button', { name: 'Ask the keyring again' }).click()
    await expect(panel.getByText('encrypts with a key that is public', { exact: false }).first()).toBeVisible()
    await picture('34-with-a-weak-one')
    await claimcheck.close()
    expect(vaultBytes().equals(sealed)).toBe(true)
  })

  test('with it again, is open, and alice is still signed in', async () => {
    await start('gnome')
    await expect(vault.pill('OS keyring')).toBeVisible()
    await expect(row('alice')).not.toContainText(/locked|signed out|sign in/i)
    await picture('35-with-it-again')
  })

  test('opens at a click after a lock, since nobody else could', async () => {
    await window.keyboard.press('Control+Shift+l')
    await expect(vault.lockScreen.getByText('It opens at a click', { exact: false })).toBeVisible()
    await picture('36-lock-under-the-keyring')
    const open = vault.lockScreen.getByRole('button', { name: /^Open with / })
    await expect(open).toBeFocused()
    await window.keyboard.press('Enter')
    await expect(vault.lockScreen).toBeHidden()
  })

  test('does not lock by itself: that would keep nobody out', async () => {
    await claimcheck.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'))
    await workbenchPage(window).openSettings()
    await expect(window.getByRole('note').getByText('Not in force: the vault is under the keyring alone', { exact: false })).toBeVisible() // prettier-ignore
    await expect(window.getByRole('switch', { name: 'Lock with the screen' })).toBeDisabled()
    await expect(vault.lockScreen).toBeHidden()
    await window.getByRole('button', { name: 'Requests', exact: true }).click()
  })
})

test.describe('a vault under both', () => {
  test('is put under a passphrase too, in its panel', async () => {
    await vault.openPanel('OS keyring')
    await window.getByRole('button', { name: 'Change the protection…' }).click()
    const change = vault.dialog('Change the protection')
    await change.getByRole('radio', { name: /^Keyring and passphrase/ }).check()
    await vault.newPassphrase(change, 'Passphrase', vaultPassphrase)
    await picture('37-both')
    await change.getByRole('button', { name: 'Change the protection' }).click()
    await expect(vault.pill('keyring + passphrase')).toBeVisible()
    await window.keyboard.press('Escape')
  })

  test('asks for the passphrase after a lock, and nobody at a start', async () => {
    await vault.lockByButton('keyring + passphrase')
    await vault.unlock()
    await claimcheck.close()
    await start('gnome')
    await expect(vault.pill('keyring + passphrase')).toBeVisible()
    await expect(window.getByRole('button', { name: 'Unlock…' })).toBeHidden()
  })

  test('opens with the passphrase when the keyring is gone, and says that it is', async () => {
    await claimcheck.close()
    await start('no')
    await vault.openAtStart()
    await expect(vault.pill('keyring + passphrase')).toBeVisible()
    await expect(vault.dialog(/^Vault/)).toBeHidden()
    const panel = await vault.openPanel('keyring + passphrase')
    await expect(panel.getByText('Only the passphrase opens the vault now.', { exact: false })).toBeVisible()
    await picture('38-both-without-the-keyring')
    await panel.getByRole('button', { name: 'Close' }).last().click()
    await expect(row('alice')).not.toContainText(/locked|signed out/i)
  })
})
