import { expect, test, type Locator, type Page } from '@playwright/test'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { profilesPage } from '../support/profiles-page.ts'

let claimcheck: LaunchedClaimcheck
let window: Page
let profiles: ReturnType<typeof profilesPage>

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  profiles = profilesPage(window)
  await openVault(window)
  await profiles.fromMenu('Add the playground’s examples')
  await expect(profiles.row('fixed port')).toBeVisible()
})
test.afterAll(() => claimcheck.close())

const press = (keys: string) => window.keyboard.press(keys)

/** Presses Tab until the focus is where it is wanted, as a person does who has no mouse. */
async function tabTo(locator: Locator, most = 40): Promise<number> {
  for (let presses = 0; presses <= most; presses += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return presses
    await press('Tab')
  }
  throw new Error(`${most} times Tab did not lead there`)
}

test.describe('the keyboard alone', () => {
  test('makes a profile, mends it, duplicates and deletes it', async () => {
    await profiles.list.getByRole('button', { name: 'Add a profile', exact: true }).focus()
    await press('Enter')
    const { form } = profiles
    const name = form.getByRole('textbox', { name: 'Name', exact: true })
    await expect(name).toBeFocused()
    await press('Shift+Tab')
    await expect(form.getByRole('radio', { name: /^A person signs in/ })).toBeFocused()
    for (let down = 0; down < 4; down += 1) await press('ArrowDown')
    await expect(form.getByRole('radio', { name: /^User name and password/ })).toBeChecked()
    await press('Tab')
    await window.keyboard.type('by keys')
    await tabTo(form.getByRole('textbox', { name: 'User name', exact: true }))
    await window.keyboard.type('alice')
    await press('Tab')
    await window.keyboard.type('orchard')
    await press('Enter')
    await expect(form).toBeHidden()
    await expect(profiles.row('by keys')).toBeVisible()

    await profiles.row('by keys').focus()
    await press('F2')
    await expect(window.getByRole('dialog', { name: 'Edit “by keys”' })).toBeVisible()
    await press('End')
    await window.keyboard.type(' alone')
    await press('Enter')
    await expect(profiles.row('by keys alone')).toBeVisible()

    await profiles.row('by keys alone').focus()
    await press('Delete')
    await expect(window.getByRole('dialog')).toBeVisible()
    await tabTo(window.getByRole('dialog').getByRole('button', { name: /^Delete/ }), 6)
    await press('Enter')
    await expect(profiles.row('by keys alone')).toHaveCount(0)
  })

  test('opens a section and comes to every field of the longest form, and to its end', async () => {
    const form = await profiles.edit('fixed port')
    await tabTo(form.locator('summary').filter({ hasText: 'Sign-in page' }))
    await press('Enter')
    await expect(form.getByRole('textbox', { name: 'Login hint' })).toBeVisible()
    for (const field of [
      'Login hint',
      'Authentication level (acr_values)',
      'Longest age of the sign-in (max_age, s)',
    ]) {
      await tabTo(form.getByRole('textbox', { name: field }))
      await expect(form.getByRole('textbox', { name: field })).toBeInViewport()
    }
    await tabTo(form.getByRole('button', { name: 'Save' }))
    await press('Escape')
    await expect(form).toBeHidden()
  })
})
