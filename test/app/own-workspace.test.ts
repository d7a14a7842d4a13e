import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

let userData: string
let own: string
let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage

const inOwn = (name: string) => path.join(own, name)
const text = (file: string) => readFileSync(file, 'utf8')
const workspace = (name: string) => window.getByRole('button', { name: `Workspace ${name}`, exact: true })

async function start(): Promise<void> {
  claimcheck = await launchClaimcheck({ userData })
  window = claimcheck.window
  page = workbenchPage(window)
}

/** The system's dialog is outside of the window: here it is answered before it opens. */
const answerFolderDialog = (folder: string) =>
  claimcheck.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, folder)

test.beforeEach(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'claimcheck-own-data-'))
  own = await mkdtemp(path.join(tmpdir(), 'claimcheck-own-folder-'))
  await start()
})
test.afterEach(async () => {
  await claimcheck.close()
  for (const folder of [userData, own])
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

test.describe('a folder of one’s own', () => {
  test('is opened, filled, opened again at the next start, and left with its tabs for the playground', async () => {
    await page.openRequest('Order by id')
    await page.address.fill('{{baseUrl}}/orders/left-in-the-playground')

    await answerFolderDialog(own)
    await window.getByRole('button', { name: /^Workspace / }).click()
    await window.getByRole('menuitem', { name: 'Open folder…' }).click()
    await expect(workspace(path.basename(own))).toBeVisible()
    await expect(window.getByText('No requests yet', { exact: true })).toBeVisible()
    await expect(page.tab(/Order by id/)).toBeHidden()

    await page.newRequest('https://api.example.com/invoices?open=true')
    await window.keyboard.press('Control+s')
    const dialog = window.getByRole('dialog', { name: 'Save request' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Open invoices')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.item('GET Open invoices')).toBeVisible()
    await expect(page.tab(/^GET Open invoices$/)).toBeVisible()
    expect(text(inOwn('Open invoices.yml'))).toMatch(/url: ["']?https:\/\/api\.example\.com\/invoices\?open=true/)
    expect(text(inOwn('opencollection.yml'))).toContain(`name: ${path.basename(own)}`)

    await claimcheck.close()
    await start()
    await expect(workspace(path.basename(own))).toBeVisible()
    await expect(page.item('GET Open invoices')).toBeVisible()
    await expect(page.address).toHaveValue('https://api.example.com/invoices?open=true')

    await workspace(path.basename(own)).click()
    await window.getByRole('menuitem', { name: 'Playground workspace' }).click()
    await expect(workspace('Orders API')).toBeVisible()
    await expect(page.address).toHaveValue('{{baseUrl}}/orders/left-in-the-playground')
    await expect(page.tab(/^GET Order by id.*changed/)).toBeVisible()
    await expect(page.tab(/Open invoices/)).toBeHidden()
    expect(existsSync(inOwn('Order by id.yml'))).toBe(false)
  })
})
