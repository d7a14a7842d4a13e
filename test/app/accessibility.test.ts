import { expect, test, type Page } from '@playwright/test'
import { objectionsOfAxe } from '../support/axe-in-window.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  await expect(page.item(/List orders/)).toBeVisible()
})
test.afterAll(() => claimcheck.close())

const press = (keys: string) => window.keyboard.press(keys)
const dialog = (name: string | RegExp) => window.getByRole('dialog', { name })

const focusedPane = () =>
  window.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane') ?? 'none')

/** As when the system's own scheme changes, so that whatever is open stays open. */
async function chooseTheme(theme: 'dark' | 'light'): Promise<void> {
  await window.emulateMedia({ colorScheme: theme })
  await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
}

async function expectNoObjections(place: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await chooseTheme(theme)
    expect(await objectionsOfAxe(window), `${place}, ${theme}`).toEqual([])
  }
}

test.describe('axe', () => {
  test('is awake: a button without a name is told', async () => {
    await window.evaluate(() => document.body.append(document.createElement('button')))
    expect(await objectionsOfAxe(window)).toContainEqual(expect.stringMatching(/^button-name at body > button/))
    await window.evaluate(() => document.querySelector('body > button')?.remove())
  })
})

test.describe('axe objects to nothing', () => {
  test('on the start page', async () => {
    await expect(window.getByRole('heading', { name: 'From a token to an answer' })).toBeVisible()
    await expectNoObjections('start page')
  })

  test('in the dialog that protects the vault, or tells of it', async () => {
    await window.getByRole('button', { name: /^Vault/ }).click()
    await expect(window.getByRole('dialog')).toBeVisible()
    await expectNoObjections('vault')
    await press('Escape')
    await expect(window.getByRole('dialog')).toBeHidden()
  })

  test('around an answered 403, the reason for it, and the token', async () => {
    await openVault(window)
    await window.getByRole('main').getByRole('button', { name: 'Sign in as alice' }).click()
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
    await expect(page.inspector.getByText('Signature valid')).toBeVisible()
    await page.openRequest('Create order')
    await page.send()
    await expect(page.response.getByText('403 Forbidden')).toBeVisible()
    await expect(page.response.getByText('it lacks the scope orders:write', { exact: false })).toBeVisible()
    await expectNoObjections('403')
  })

  test('in the form of a profile', async () => {
    await window.getByRole('button', { name: 'Add a profile' }).click()
    await expect(dialog('Add a profile')).toBeVisible()
    await expectNoObjections('profile form')
    await press('Escape')
    await expect(dialog('Add a profile')).toBeHidden()
  })

  test('in the settings', async () => {
    await page.openSettings()
    await expect(window.getByRole('heading', { name: 'Look' })).toBeVisible()
    await expectNoObjections('settings')
  })

  test('in the command palette', async () => {
    await press('Control+k')
    await expect(dialog('Commands').getByRole('option').first()).toBeVisible()
    await expectNoObjections('palette')
    await press('Escape')
    await expect(dialog('Commands')).toBeHidden()
  })
})

test.describe('the keyboard alone', () => {
  test('opens a request, sends it, goes round the panes, and opens and closes tabs', async () => {
    await press('Control+p')
    await window.keyboard.type('List orders')
    await expect(dialog('Commands').getByRole('option', { name: /List orders/, selected: true })).toBeVisible()
    await press('Enter')
    await expect(page.tab(/^GET List orders$/)).toHaveAttribute('aria-selected', 'true')
    await press('Control+Enter')
    await expect(page.response.getByText('200 OK')).toBeVisible()

    await press('Control+l')
    await expect(page.address).toBeFocused()
    const panes = window.locator('[data-pane]')
    const seen: string[] = []
    for (let step = 0; step < (await panes.count()); step++) {
      await press('F6')
      seen.push(await focusedPane())
    }
    expect(seen.toSorted()).toEqual(['header', 'left', 'main', 'request', 'response', 'right', 'status'])
    await press('Shift+F6')
    await press('F6')
    expect(await focusedPane()).toBe(seen.at(-1))
    await expect(page.address).toBeFocused()

    const tabs = await window.getByRole('tab', { name: /^[A-Z]+ / }).count()
    await press('Control+t')
    await expect(page.tab(/^GET New request/)).toHaveAttribute('aria-selected', 'true')
    await press('Control+w')
    await expect(page.tab(/^GET New request/)).toBeHidden()
    expect(await window.getByRole('tab', { name: /^[A-Z]+ / }).count()).toBe(tabs)

    await press('Control+i')
    await expect(page.inspector).toBeHidden()
    await press('Control+i')
    await expect(page.inspector.getByText('Signature valid')).toBeVisible()
  })
})
