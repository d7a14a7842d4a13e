import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

let userData: string
let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage

const inPlayground = (...names: string[]) => path.join(userData, 'playground', ...names)
const text = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

async function start(): Promise<void> {
  claimcheck = await launchClaimcheck({ userData })
  window = claimcheck.window
  page = workbenchPage(window)
  await expect(page.item(/List orders/)).toBeVisible()
}

/** What the window kept of its tabs, over all workspaces. */
function keptTabs(): string {
  const folder = path.join(userData, 'workspaces')
  if (!existsSync(folder)) return ''
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('workbench.json')).map((file) => text(path.join(folder, file))).join('\n') // prettier-ignore
}

test.beforeEach(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'claimcheck-work-'))
  await start()
})
test.afterEach(async () => {
  await claimcheck.close()
  await rm(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

test.describe('work in tabs', () => {
  test('is there after a restart, changed drafts with their marks', async () => {
    await page.openRequest('Order by id')
    await page.address.fill('{{baseUrl}}/orders/ord_1002?half=typed')
    await expect(page.tab(/^GET Order by id.*changed/)).toBeVisible()
    await page.newRequest('https://api.example.com/never-saved')
    await claimcheck.close()

    await start()
    await expect(page.address).toHaveValue('https://api.example.com/never-saved')
    await page.tab(/^GET Order by id.*changed/).click()
    await expect(page.address).toHaveValue('{{baseUrl}}/orders/ord_1002?half=typed')
    expect(text(inPlayground('Orders', 'Order by id.yml'))).not.toContain('half=typed')
  })

  test('is whole after a restart, even what was typed right before the app was quit', async () => {
    await page.openRequest('Order by id')
    await page.address.fill('{{baseUrl}}/orders/typed-right-before')
    await claimcheck.close()
    await start()
    await expect(page.address).toHaveValue('{{baseUrl}}/orders/typed-right-before')
  })

  test('is asked about before a changed tab closes, and can be kept, thrown away or saved', async () => {
    await page.openRequest('Order by id')
    await page.address.fill('{{baseUrl}}/orders/ord_1005')
    await window.getByRole('button', { name: 'Close Order by id' }).click()
    const question = window.getByRole('dialog', { name: 'Save “Order by id” first?' })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.address).toHaveValue('{{baseUrl}}/orders/ord_1005')
    await window.keyboard.press('Control+w')
    await question.getByRole('button', { name: 'Save' }).click()
    await expect(page.tab(/Order by id/)).toBeHidden()
    expect(text(inPlayground('Orders', 'Order by id.yml'))).toContain('/orders/ord_1005')
  })

  test('loses at most the last second of typing when the app is killed', async () => {
    await page.newRequest('https://api.example.com/the-first-thing')
    // A second is the promise: whatever was typed is on the disk by then.
    await expect.poll(keptTabs, { timeout: 1000, intervals: [50] }).toContain('the-first-thing')
    await page.address.fill('https://api.example.com/the-second-thing')
    const main = claimcheck.app.process()
    const ended = once(main, 'exit')
    main.kill('SIGKILL')
    await ended

    await start()
    await expect(page.address).toHaveValue(/^https:\/\/api\.example\.com\/the-(?:first|second)-thing$/)
  })
})

test.describe('requests on disk', () => {
  test('are saved as YAML that other tools read', async () => {
    await page.newRequest('{{baseUrl}}/orders?limit=5')
    await window.keyboard.press('Control+s')
    const dialog = window.getByRole('dialog', { name: 'Save request' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Five orders')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.item('GET Five orders')).toBeVisible()
    await expect(page.tab(/^GET Five orders$/)).toBeVisible()
    const file = text(inPlayground('Five orders.yml'))
    expect(file).toContain('name: Five orders')
    expect(file).toMatch(/url: ["']?\{\{baseUrl\}\}\/orders\?limit=5/)
  })

  test('are put into folders, renamed, moved, and brought back after they were deleted', async () => {
    await window.getByRole('button', { name: 'New folder' }).click()
    await page.tree.getByRole('textbox').fill('Checks')
    await window.keyboard.press('Enter')
    await expect(page.item('Checks')).toBeVisible()
    await expect.poll(() => existsSync(inPlayground('Checks'))).toBe(true)

    await page.item('GET Health').click()
    await page.tree.press('F2')
    await page.tree.getByRole('textbox').fill('Is it alive')
    await window.keyboard.press('Enter')
    await expect(page.item('GET Is it alive')).toBeVisible()
    await expect(page.tab(/^GET Is it alive/)).toBeVisible()
    expect(existsSync(inPlayground('Health.yml'))).toBe(false)

    await page.fromMenuOf('GET Is it alive', 'Move…')
    await window.getByRole('dialog', { name: 'Move “Is it alive”' }).getByText('Checks').click()
    await window.getByRole('button', { name: 'Move', exact: true }).click()
    await expect.poll(() => existsSync(inPlayground('Checks', 'Is it alive.yml'))).toBe(true)
    const before = text(inPlayground('Checks', 'Is it alive.yml'))

    await page.fromMenuOf('Checks', 'Delete')
    await expect(page.item('Checks')).toBeHidden()
    expect(existsSync(inPlayground('Checks'))).toBe(false)
    await window.getByRole('button', { name: 'Undo' }).click()
    await expect(page.item('GET Is it alive')).toBeVisible()
    expect(text(inPlayground('Checks', 'Is it alive.yml'))).toBe(before)
  })
})
