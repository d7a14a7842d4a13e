import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { objectionsOfAxe } from '../support/axe-in-window.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { vaultFilm, vaultPage } from '../support/vault-page.ts'

test.skip(keyringUnderTest === 'gnome', 'what a keyring changes has a file of its own')

let userData: string
let claimcheck: LaunchedClaimcheck
let window: Page
let vault: ReturnType<typeof vaultPage>

async function start(args: readonly string[] = []): Promise<void> {
  claimcheck = await launchClaimcheck({ userData, args })
  window = claimcheck.window
  vault = vaultPage(window)
  await expect(profilesPage(window).row('robot')).toBeVisible()
}

test.beforeEach(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'claimcheck-vault-troubles-'))
})
test.afterEach(async () => {
  await claimcheck.close()
  await rm(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const vaultFile = () => path.join(userData, 'vault.json')

/** Its predecessor would heal a damaged vault, and speak for an old one. */
async function removePredecessor(): Promise<void> {
  for (const file of readdirSync(userData)) {
    if (file.startsWith('vault.json') && file !== 'vault.json') await rm(path.join(userData, file))
  }
}

/** The same vault as a version to come would write it: the frame around it is for ever the same. */
function asNewerVersion(bytes: Buffer): Buffer {
  const inner = bytes.toString('latin1').replace(/^\{"sha256":"[0-9a-f]{64}","vault":/, '').replace(/\}\n$/, '') // prettier-ignore
  const body = inner.replace(/"version":\s*\d+/, '"version":9')
  expect(body).not.toBe(inner)
  const digest = createHash('sha256').update(body, 'latin1').digest('hex')
  return Buffer.from(`{"sha256":"${digest}","vault":${body}}\n`, 'latin1')
}

async function lookAtIt(name: string): Promise<void> {
  await vaultFilm(window)(name)
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme })
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    expect(await objectionsOfAxe(window), `${name}, ${theme}`).toEqual([])
  }
  await window.emulateMedia({ colorScheme: null })
}

test.describe('a vault whose file', () => {
  test('is damaged says so, says where its bytes are kept, and is not written over', async () => {
    await start()
    await vault.setUp()
    await claimcheck.close()
    const bytes = readFileSync(vaultFile())
    for (const at of [10, 40, Math.floor(bytes.length / 2)]) bytes.writeUInt8(bytes.readUInt8(at) ^ 0x55, at)
    writeFileSync(vaultFile(), bytes)
    await removePredecessor()
    await start()
    await expect(window.getByRole('alert').getByText('The vault could not be opened')).toBeVisible()
    await window.getByRole('button', { name: 'What to do…' }).click()
    const panel = vault.dialog('Vault: damaged')
    await expect(panel.getByText('vault.json.damaged-')).toBeVisible()
    await lookAtIt('20-damaged')
    await panel.getByRole('button', { name: 'Look again' }).click()
    await expect(panel.getByText('Looked just now: it is as it was.')).toBeVisible()
    expect(readFileSync(vaultFile()).equals(bytes)).toBe(true)
  })

  test('a newer Claimcheck wrote is left as it is, also when one works without it', async () => {
    await start()
    await vault.setUp()
    await claimcheck.close()
    const newer = asNewerVersion(readFileSync(vaultFile()))
    writeFileSync(vaultFile(), newer)
    await removePredecessor()
    await start()
    await expect(vault.pill('of a newer version')).toBeVisible()
    await window.getByRole('button', { name: 'What to do…' }).click()
    const panel = vault.dialog('Vault: of a newer version')
    await expect(panel.getByText('It is of format 9, which this version does not know.')).toBeVisible()
    await lookAtIt('21-newer')
    await panel.getByRole('button', { name: 'Work without it until I quit' }).click()
    await expect(vault.pill('memory only')).toBeVisible()
    await claimcheck.close()
    expect(readFileSync(vaultFile()).equals(newer)).toBe(true)
    await start()
    await expect(vault.pill('of a newer version')).toBeVisible()
  })

  test('is an old copy says what it lacks, and is used only after a person said so', async () => {
    await start()
    await vault.setUp()
    await claimcheck.close()
    const old = readFileSync(vaultFile())
    await start()
    await vault.openAtStart()
    await expect(vault.pill('passphrase')).toBeVisible()
    const form = await profilesPage(window).edit('robot')
    await form.getByRole('button', { name: 'Replace' }).click()
    await form.getByLabel('Client secret').and(form.locator('input')).fill('another secret of the robot')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toBeHidden()
    await claimcheck.close()
    writeFileSync(vaultFile(), old)
    await removePredecessor()
    await start()
    await vault.openAtStart()
    const panel = vault.dialog('Vault: an old copy')
    await expect(panel.getByText('Its refresh tokens may be spent')).toBeVisible()
    await expect(panel.getByText(/^\d+ later changes?$/)).toBeVisible()
    await expect(profilesPage(window).row('robot')).toContainText(/locked/i)
    await lookAtIt('22-rolled-back')
    expect(readFileSync(vaultFile()).equals(old)).toBe(true)
    await panel.getByRole('button', { name: 'Go on with this copy' }).click()
    await expect(vault.pill('passphrase')).toBeVisible()
    await expect(panel).toBeHidden()
  })
})

test('a keyring that encrypts with a public key is not taken, and the words say why', async () => {
  await start(['--password-store=basic'])
  // Where somebody else in this process has told Electron to be content with it.
  await claimcheck.app.evaluate(({ safeStorage }) => {
    safeStorage.setUsePlainTextEncryption(true)
  })
  await expect(vault.pill('not set up')).toBeVisible()
  await window.getByRole('button', { name: 'Choose…' }).click()
  const panel = vault.dialog('Vault: not set up')
  await panel.getByRole('button', { name: 'Look for a keyring again' }).click()
  await expect(panel.getByText('The keyring protects nothing')).toBeVisible()
  await expect(panel.getByText('encrypts with a key that is public', { exact: false })).toBeVisible()
  await lookAtIt('23-weak-keyring')
  await expect(vault.pill('not set up')).toBeVisible()
  expect(readdirSync(userData).filter((file) => file.startsWith('vault.json'))).toEqual([])
})
