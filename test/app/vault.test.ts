import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { vaultPage } from '../support/vault-page.ts'
import { workbenchPage } from '../support/workbench-page.ts'

const passphrase = 'seven lamps on the quay'
const secret = 'a-secret-of-my-own-service'

let userData: string
let claimcheck: LaunchedClaimcheck
let window: Page

test.beforeEach(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'claimcheck-vault-'))
  await start()
})
test.afterEach(async () => {
  await claimcheck.close()
  await rm(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

async function start(): Promise<void> {
  claimcheck = await launchClaimcheck({ userData })
  window = claimcheck.window
  await expect(window.getByRole('button', { name: /^robot\b/ })).toBeVisible()
}

async function restart(): Promise<void> {
  await claimcheck.close()
  await start()
}

const vaultFile = () => path.join(userData, 'vault.json')
const vaultPill = (words: string) => window.getByRole('button', { name: `Vault: ${words}` })

/** A profile with a client secret of its own, which has to outlive the app in the vault. */
async function addOwnService(): Promise<void> {
  await window.getByRole('button', { name: 'Add a profile' }).click()
  const form = window.getByRole('dialog', { name: 'Add a profile' })
  await form.getByRole('radio', { name: /^A service signs in/ }).click()
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('my service')
  await form.getByRole('textbox', { name: 'Issuer', exact: true }).fill('https://login.example.com')
  await form.getByRole('textbox', { name: 'Client id', exact: true }).fill('my-client')
  await form.getByLabel('Client secret').first().fill(secret)
  await form.getByRole('button', { name: 'Add the profile' }).click()
  await expect(form).toBeHidden()
}

async function expectSecretKept(): Promise<void> {
  await window.getByRole('button', { name: /^my service\b/ }).press('F2')
  const form = window.getByRole('dialog', { name: 'Edit “my service”' })
  await expect(form.getByRole('group', { name: 'Client secret' })).toContainText('Kept in the vault')
  await form.getByRole('button', { name: 'Cancel' }).click()
}

/** Nothing under the data folder holds the text in the clear. */
function expectNowhereOnDisk(words: string): void {
  for (const file of readdirSync(userData, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const place = path.join(file.parentPath, file.name)
    expect(readFileSync(place).includes(words), place).toBe(false)
  }
}

test.describe('without a keyring', () => {
  test.skip(keyringUnderTest === 'gnome', 'this half of the run has a keyring')

  test('a person chooses a passphrase, which is asked for at the next start', async () => {
    await window.getByRole('button', { name: 'Choose…' }).click()
    const dialog = window.getByRole('dialog', { name: 'Vault: not set up' })
    await dialog.getByLabel('Passphrase').first().fill('short')
    await dialog.getByRole('button', { name: 'Use this passphrase' }).click()
    await expect(dialog.getByText('At least 12 characters')).toBeVisible()
    await dialog.getByLabel('Passphrase').first().fill(passphrase)
    await dialog.getByLabel('The same once more').fill(passphrase)
    await dialog.getByRole('button', { name: 'Use this passphrase' }).click()
    await expect(vaultPill('passphrase')).toBeVisible()
    await window.getByRole('main').getByRole('button', { name: 'Sign in as alice' }).click()
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
    await expect(window.getByRole('button', { name: /^alice .*Fresh: / })).toBeVisible()
    await addOwnService()
    await restart()

    await expect(vaultPill('locked')).toBeVisible()
    await expect(window.getByRole('button', { name: /^my service .*The vault is locked/ })).toBeVisible()
    await window.getByRole('button', { name: 'Unlock…' }).click()
    const unlock = window.getByRole('dialog', { name: 'Vault: locked' })
    await unlock.getByLabel('Passphrase').first().fill('seven lamps on the key')
    await unlock.getByRole('button', { name: 'Unlock' }).click()
    await expect(unlock.getByText('That passphrase is not right')).toBeVisible()
    await unlock.getByLabel('Passphrase').first().fill(passphrase)
    await unlock.getByRole('button', { name: 'Unlock' }).click()
    await expect(vaultPill('passphrase')).toBeVisible()
    await expectSecretKept()
    expectNowhereOnDisk(secret)
    expectNowhereOnDisk(passphrase)
  })

  test('memory only writes no secret, forgets all of them, and is remembered at the next start', async () => {
    await openVault(window)
    await expect(vaultPill('memory only')).toBeVisible()
    await addOwnService()
    await expectSecretKept()
    expect(readdirSync(userData).filter((file) => file.startsWith('vault.json'))).toEqual([])
    expectNowhereOnDisk(secret)
    await restart()
    await expect(vaultPill('memory only')).toBeVisible()
    await expect(window.getByRole('button', { name: 'Choose…' })).toBeHidden()
    await window.getByRole('button', { name: /^my service\b/ }).press('F2')
    const form = window.getByRole('dialog', { name: 'Edit “my service”' })
    await expect(form.getByLabel('Client secret').first()).toBeVisible()
    await expect(form.getByText('Kept in the vault')).toBeHidden()
  })

  test('a locked vault gives out nothing', async () => {
    await openVault(window)
    await vaultPage(window).openPanel('memory only')
    await window.getByRole('button', { name: 'Keep on disk…' }).click()
    const dialog = window.getByRole('dialog', { name: 'Change the protection' })
    await dialog.getByRole('radio', { name: 'A passphrase' }).check()
    await vaultPage(window).newPassphrase(dialog, 'Passphrase', passphrase)
    await dialog.getByRole('button', { name: 'Change the protection' }).click()
    await expect(vaultPill('passphrase')).toBeVisible()
    await restart()
    await expect(vaultPill('locked')).toBeVisible()
    const page = workbenchPage(window)
    await page.openRequest('List orders')
    await page.send()
    await expect(page.response.getByText('The vault is locked')).toBeVisible()
    await expect(page.response.getByText('Unlock it to use your profiles.')).toBeVisible()
  })
})

test.describe('with a keyring', () => {
  test.skip(keyringUnderTest === 'no', 'this half of the run has none')

  test('the vault opens without a question, and opens again at the next start', async () => {
    await expect(vaultPill('OS keyring')).toBeVisible()
    await expect(window.getByRole('button', { name: 'Choose…' })).toBeHidden()
    await addOwnService()
    await restart()
    await expect(vaultPill('OS keyring')).toBeVisible()
    await expectSecretKept()
    expectNowhereOnDisk(secret)
  })

  test('a damaged vault is told of, kept as it is, and a new one begun beside it', async () => {
    await addOwnService()
    await claimcheck.close()
    const bytes = readFileSync(vaultFile())
    for (const at of [10, 40, Math.floor(bytes.length / 2)]) bytes.writeUInt8(bytes.readUInt8(at) ^ 0x55, at)
    writeFileSync(vaultFile(), bytes)
    // Its predecessor would heal it, which is another story.
    for (const file of readdirSync(userData)) {
      if (file.startsWith('vault.json') && file !== 'vault.json') await rm(path.join(userData, file))
    }
    await start()

    await expect(window.getByRole('alert').getByText('The vault could not be opened')).toBeVisible()
    await window.screenshot({ path: 'test-results/film-faces/vault-damaged.png' })
    await window.getByRole('button', { name: 'What to do…' }).click()
    const dialog = window.getByRole('dialog', { name: 'Vault: damaged' })
    await expect(dialog.getByText('vault.json.damaged-')).toBeVisible()
    await window.screenshot({ path: 'test-results/film-faces/vault-what-to-do.png' })
    await dialog.getByRole('button', { name: /new vault/i }).click()
    await window
      .getByRole('dialog')
      .getByRole('button', { name: /new vault|begin/i })
      .last()
      .click()
    await expect(vaultPill('OS keyring')).toBeVisible()
    const kept = readdirSync(userData).filter((file) => file.startsWith('vault.json.'))
    expect(kept.some((file) => readFileSync(path.join(userData, file)).equals(bytes))).toBe(true)
  })
})
