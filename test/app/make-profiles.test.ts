import { expect, test, type Locator, type Page } from '@playwright/test'
import { clientCertificateKey } from '../../electron/playground/demo-keys.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { hand, madeByHand } from '../support/made-by-hand.ts'
import { choose, profilesPage, resizeWindow } from '../support/profiles-page.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
let profiles: ReturnType<typeof profilesPage>

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  profiles = profilesPage(window)
  await openVault(window)
  await resizeWindow(claimcheck.app, window, 1280, 800)
})
test.afterAll(() => claimcheck.close())

/** As a second and a half is what a person takes for a click or a pasted value, twelve are well under a minute. */
const mostActions = 12

async function openForm(): Promise<Locator> {
  await profiles.list.getByRole('button', { name: 'Add a profile', exact: true }).click()
  await expect(profiles.form).toBeVisible()
  return profiles.form
}

test.describe('made by hand in the form', () => {
  for (const { name, fill, door, needsBrowser = false } of madeByHand) {
    test(`${name}, in at most ${mostActions} actions${door === null ? '' : ', and let in'}`, async () => {
      const form = await openForm()
      const by = hand(form)
      await by.fill('Name', name)
      await fill(by)
      await by.save()
      await expect(form).toBeHidden()
      await expect(profiles.row(name)).toBeVisible()
      // One more for opening the form.
      const actions = by.actions() + 1
      test.info().annotations.push({ type: 'actions', description: String(actions) })
      expect(actions).toBeLessThanOrEqual(mostActions)
      if (needsBrowser) {
        await profiles.fromMenuOf(name, /^Sign in/)
        await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
        await expect(profiles.row(name)).toContainText('Fresh')
      }
      if (door !== null) await page.sendOnceAs(name, door)
    })
  }
})

test.describe('the form of a profile', () => {
  test('says at each field what is wrong with it, and goes to the first', async () => {
    const form = await openForm()
    await form.getByRole('button', { name: 'Add the profile' }).click()
    await expect(form.getByRole('status').filter({ hasText: '3 fields need attention' })).toBeVisible()
    await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
    await expect(form.getByText('Give the profile a name')).toBeVisible()
    await expect(form.getByText('Enter the client id')).toBeVisible()
    await form.getByRole('textbox', { name: 'Issuer', exact: true }).fill('login.example.com')
    await expect(form.getByRole('textbox', { name: 'Issuer', exact: true })).toHaveAttribute('aria-invalid', 'true')
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('alice')
    await expect(form.getByText('Another profile has this name, and requests find profiles by name')).toBeVisible()
    await form.getByRole('radio', { name: /^Client certificate/ }).click()
    await form.getByRole('textbox', { name: 'Certificate', exact: true }).fill(clientCertificateKey)
    await expect(form.getByText('There is a private key in it', { exact: false })).toBeVisible()
    await form.getByRole('radio', { name: /^Custom login/ }).click()
    await form.getByRole('textbox', { name: 'Where the token is: path' }).fill('data.token')
    await expect(form.getByText('A path begins with “$”', { exact: false })).toBeVisible()
    await window.keyboard.press('Escape')
    await window.getByRole('dialog', { name: 'Throw the changes away?' }).getByRole('button', { name: 'Throw away' }).click() // prettier-ignore
    await expect(form).toBeHidden()
  })

  test('starts from a provider that is known: only its gaps are asked for', async () => {
    const form = await openForm()
    await choose(form, 'Provider', 'Keycloak')
    await form.getByRole('textbox', { name: 'Host', exact: true }).fill('sso.example.com')
    await form.getByRole('textbox', { name: 'Realm', exact: true }).fill('acme')
    await expect(form.getByRole('textbox', { name: 'Issuer', exact: true })).toHaveValue(
      'https://sso.example.com/realms/acme',
    )
    await expect(form.getByText('About Keycloak')).toBeVisible()
    for (const scope of ['openid', 'profile', 'email'])
      await expect(form.getByText(scope, { exact: true })).toBeVisible()
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('acme')
    await form.getByRole('textbox', { name: 'Client id', exact: true }).fill('workbench')
    await form.getByRole('button', { name: 'Add the profile' }).click()
    await expect(profiles.row('acme')).toBeVisible()
  })

  test('finds what a server publishes, and offers it', async () => {
    const form = await openForm()
    await form.getByRole('textbox', { name: 'Issuer', exact: true }).fill('{{playgroundIssuer}}')
    await form.getByRole('button', { name: 'Find settings' }).click()
    await expect(form.getByText('orders:write', { exact: true }).first()).toBeVisible()
    await window.keyboard.press('Escape')
    await window.getByRole('button', { name: 'Throw away' }).click()
    await expect(form).toBeHidden()
  })
})

test.describe('the list of profiles, by keys alone', () => {
  // The tooltip of a row begins with its name, then come its label and its way.
  const order = () =>
    profiles.list
      .locator('button[data-profile]')
      .evaluateAll((rows) => rows.slice(0, 2).map((row) => row.getAttribute('title')?.split(/ · |\n/)[0]))

  test('puts a profile elsewhere, and says where it is now', async () => {
    expect(await order()).toEqual(['alice', 'bob'])
    await profiles.row('alice').focus()
    await window.keyboard.press('Alt+ArrowDown')
    await expect.poll(order).toEqual(['bob', 'alice'])
    await expect(profiles.row('alice')).toBeFocused()
    await expect(profiles.list.getByRole('status').filter({ hasText: /^alice is 2 of \d+$/ })).toHaveCount(1)
    await window.keyboard.press('Alt+ArrowUp')
    await expect.poll(order).toEqual(['alice', 'bob'])
  })

  test('gives a profile a group and a colour', async () => {
    await profiles.row('bob').focus()
    await window.keyboard.press('F2')
    await expect(profiles.form).toBeVisible()
    await profiles.sectionOf('Group and colour').focus()
    await window.keyboard.press('Enter')
    await profiles.form.getByRole('textbox', { name: 'Group' }).or(profiles.form.getByRole('combobox', { name: 'Group' })).first().focus() // prettier-ignore
    await window.keyboard.type('Customers')
    await window.keyboard.press('Tab')
    await window.keyboard.press('ArrowRight')
    await expect(profiles.form.getByRole('radio', { name: 'blue' })).toBeChecked()
    await window.keyboard.press('Enter')
    await expect(profiles.form).toBeHidden()
    const heading = profiles.list.getByRole('button', { name: /^Customers 1/ })
    await expect(heading).toHaveAttribute('aria-expanded', 'true')
    await heading.press('Enter')
    await expect(profiles.row('bob')).toBeHidden()
    await heading.press('Enter')
    await expect(profiles.row('bob')).toBeVisible()
  })
})
