import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { robotClientSecret } from '../../electron/playground/demo-credentials.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
let profiles: ReturnType<typeof profilesPage>
let exchangeFolder: string

async function start(): Promise<void> {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  profiles = profilesPage(window)
  await openVault(window)
}

test.beforeAll(async () => {
  exchangeFolder = await mkdtemp(path.join(tmpdir(), 'claimcheck-profiles-'))
  await start()
})
test.afterAll(async () => {
  await claimcheck.close()
  await rm(exchangeFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

/** The system's dialogs are outside of the window: here they are answered before they open. */
const answerSaveDialog = (file: string) =>
  claimcheck.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
const answerOpenDialog = (file: string) =>
  claimcheck.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, file)

// The second goes on from the file of the first.
test.describe.serial('profiles that travel', () => {
  const passphrase = 'nine herons over the weir'
  const plain = () => path.join(exchangeFolder, 'plain.json')
  const sealed = () => path.join(exchangeFolder, 'sealed.json')

  test('leave without secrets, and with them under a passphrase', async () => {
    await answerSaveDialog(plain())
    await profiles.fromMenu('Export profiles…')
    const dialog = window.getByRole('dialog', { name: 'Export profiles' })
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await expect(dialog).toBeHidden()
    const text = readFileSync(plain(), 'utf8')
    expect(text).toContain('robot')
    expect(text).not.toContain(robotClientSecret)

    await answerSaveDialog(sealed())
    await profiles.fromMenuOf('robot', 'Export…')
    await dialog.getByText('With secrets, under a passphrase').click()
    await dialog.getByLabel('Passphrase', { exact: true }).and(dialog.locator('input')).fill(passphrase)
    await dialog.getByLabel('The same once more').fill(passphrase)
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await expect(dialog).toBeHidden()
    expect(readFileSync(sealed(), 'utf8')).not.toContain(robotClientSecret)
  })

  test('arrive in another Claimcheck, and the one with its secret is let in there', async () => {
    await claimcheck.close()
    await start()
    await answerOpenDialog(sealed())
    await profiles.fromMenu('Import profiles…')
    const dialog = window.getByRole('dialog', { name: 'Import profiles' })
    await expect(dialog.getByText('sealed.json holds 1 profile.')).toBeVisible()
    await dialog.getByLabel('Passphrase of the file').fill('nine herons over the wear')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog.getByRole('alert')).toBeVisible()
    await dialog.getByLabel('Passphrase of the file').fill(passphrase)
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    const result = window.getByRole('dialog', { name: 'Profiles imported' })
    await expect(result.getByText('1 profile is here.')).toBeVisible()
    await result.getByRole('button', { name: 'Done' }).click()
    await expect(profiles.row('robot 2')).toBeVisible()
    await page.sendOnceAs('robot 2', '{{playgroundApi}}/me')
  })
})
