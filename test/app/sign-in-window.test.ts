import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { finishSignInInBrowser, nextBrowserAddress } from '../support/browser-sign-in.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { aCallback } from '../support/playground-client.ts'
import { connectDevice, signInOverHttp } from '../support/playground.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

const film = path.resolve(import.meta.dirname, '../../test-results', `film-sign-in-${keyringUnderTest}-keyring`)

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
let profiles: ReturnType<typeof profilesPage>

test.beforeAll(async () => {
  mkdirSync(film, { recursive: true })
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  profiles = profilesPage(window)
  await openVault(window)
  await profiles.fromMenu('Add the playground’s examples')
  await expect(profiles.row('device')).toBeVisible()
})
test.afterAll(() => claimcheck.close())

const picture = (name: string) => window.screenshot({ path: path.join(film, `${name}.png`) })
const dialog = (name: string | RegExp) => window.getByRole('dialog', { name })
const close = () => window.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()

async function signIn(name: string, as: 'alice' | 'bob' | 'admin'): Promise<void> {
  await profiles.fromMenuOf(name, /^Sign in/)
  await finishSignInInBrowser(claimcheck, { as, consent: 'allow' })
  await expect(profiles.row(name)).toContainText('Fresh')
}

test.describe('a sign-in on another device', () => {
  test('shows its code, a picture of its address and the time that is left; then it is over', async () => {
    const opened = (await claimcheck.openedAddresses()).length
    await profiles.fromMenuOf('device', /^Sign in/)
    const card = profiles.running('device')
    const code = card.getByLabel('Code to enter')
    await expect(code).toHaveText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
    await expect(card.getByRole('img', { name: /^QR code of http:\/\/127\.0\.0\.1:\d+\/device\?/ })).toBeVisible()
    const left = card.getByLabel('Time left')
    const before = await left.innerText()
    expect(before).toMatch(/^\d+:\d\d$/)
    await expect(left).not.toHaveText(before)
    await picture('device-code')

    await card.getByRole('button', { name: 'Copy the code' }).click()
    await expect(card.getByText('Copied.')).toBeVisible()
    expect(await claimcheck.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(await code.innerText())
    // No server opens a page here: only the click on its name does.
    expect(await claimcheck.openedAddresses()).toHaveLength(opened)
    await card.getByRole('button', { name: /^Open 127\.0\.0\.1/ }).click()
    const address = await nextBrowserAddress(claimcheck)
    expect(address).toContain('/device?')

    await connectDevice(address, { userCode: await code.innerText(), as: 'alice', consent: 'allow' })
    await expect(card).toBeHidden({ timeout: 20_000 })
    await expect(profiles.row('device')).toContainText('Fresh')
  })

  test('that the person denies there is said to be denied', async () => {
    await profiles.fromMenuOf('busy device', /^Sign in/)
    const card = profiles.running('busy device')
    const userCode = await card.getByLabel('Code to enter').innerText()
    const address = await card.getByText('On any device, open').getByRole('strong').innerText()
    await connectDevice(address, { userCode, as: 'alice', consent: 'deny' })
    const failed = profiles.failed('busy device')
    await expect(failed.getByText('access_denied', { exact: false })).toBeVisible({ timeout: 30_000 })
    await failed.getByRole('button', { name: 'Dismiss' }).click()
  })
})

test.describe('a redirect that can’t be received here', () => {
  test('is pasted: a wrong address is refused and the sign-in goes on, the right one ends it', async () => {
    await window.getByRole('button', { name: 'Add a profile', exact: true }).click()
    const form = profiles.form
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('elsewhere')
    await form.getByRole('textbox', { name: 'Issuer', exact: true }).fill('{{playgroundIssuer}}')
    await form.getByRole('textbox', { name: 'Client id', exact: true }).fill('claimcheck-desktop')
    await form.getByText('I paste where it ended').click()
    await form.getByRole('textbox', { name: 'Registered redirect URI' }).fill(aCallback)
    await form.getByRole('button', { name: 'Add the profile' }).click()
    await expect(form).toBeHidden()

    await profiles.fromMenuOf('elsewhere', /^Sign in/)
    const card = profiles.running('elsewhere')
    const field = card.getByRole('textbox', { name: 'Address that the browser ended on' })
    const ended = await signInOverHttp(await nextBrowserAddress(claimcheck), { as: 'bob', consent: 'allow' })
    await field.fill(`${aCallback}?code=not-this-one&state=nor-this`)
    await card.getByRole('button', { name: 'Go on' }).click()
    await expect(card.getByRole('alert')).toBeVisible()
    await picture('pasted-wrong')
    await field.fill(ended.href)
    await field.press('Enter')
    await expect(card).toBeHidden()
    await expect(profiles.row('elsewhere')).toContainText('Fresh')
  })
})

test.describe('a sign-in that failed', () => {
  test('says why in words, marks the step, and shows what the server said', async () => {
    await window.getByRole('button', { name: 'Add a profile', exact: true }).click()
    const form = profiles.form
    await form.getByRole('radio', { name: /^A service signs in/ }).click()
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('wrong secret')
    await form.getByRole('textbox', { name: 'Issuer', exact: true }).fill('{{playgroundIssuer}}')
    await form.getByRole('textbox', { name: 'Client id', exact: true }).fill('robot')
    await form.getByLabel('Client secret', { exact: true }).and(form.locator('input')).fill('never-the-right-secret')
    await form.getByRole('button', { name: 'Add the profile' }).click()
    await profiles.fromMenuOf('wrong secret', /^Get a token/)
    const failed = profiles.failed('wrong secret')
    await expect(failed.getByText('The server did not accept the client secret')).toBeVisible()
    await failed.getByRole('button', { name: 'What was sent and answered' }).click()
    const trace = dialog('What was sent and answered: wrong secret')
    await expect(trace.getByText('failed here')).toHaveCount(1)
    await expect(trace.getByText(/^Step \d of \d failed: /)).toBeVisible()
    await expect(trace.getByText('invalid_client').first()).toBeVisible()
    await expect(trace.getByText('never-the-right-secret')).toHaveCount(0)
    await picture('trace')
    await trace.getByRole('button', { name: 'Copy the whole trace' }).click()
    const copied = await claimcheck.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toContain('invalid_client')
    expect(copied).not.toContain('never-the-right-secret')
    await close()
    await failed.getByRole('button', { name: 'Dismiss' }).click()
  })
})

test.describe('another person in place of the one who is signed in', () => {
  test('is asked for at the server, and the token is theirs', async () => {
    await signIn('pushed request', 'alice')
    await profiles.fromMenuOf('pushed request', 'Switch user: sign in anew')
    await finishSignInInBrowser(claimcheck, { as: 'bob', consent: 'allow' })
    await expect(profiles.running('pushed request')).toBeHidden()
    await profiles.fromMenuOf('pushed request', 'User info')
    const told = dialog('User info of pushed request')
    await expect(told.getByText('bob', { exact: true }).first()).toBeVisible()
    await picture('user-info')
    await close()
  })
})

test.describe('what the server knows and ends', () => {
  test('introspection says in words that the token is good', async () => {
    await signIn('alice', 'alice')
    await profiles.fromMenuOf('alice', 'Introspect')
    const told = dialog('What the server knows of the token of alice')
    await expect(told.getByRole('status').getByText('active', { exact: true })).toBeVisible()
    await told.getByText('Refresh token', { exact: true }).click()
    await expect(told.getByRole('status').getByText('active', { exact: true })).toBeVisible()
    await picture('introspect')
    await close()
  })

  test('revoking tells of each token what became of it, refresh token first', async () => {
    await profiles.fromMenuOf('alice', 'Revoke')
    const asked = dialog('Revoke the tokens of alice')
    await asked.getByRole('button', { name: 'Revoke', exact: true }).click()
    const steps = asked.getByRole('list', { name: 'What became of each token' }).getByRole('listitem')
    await expect(steps.first()).toContainText('Refresh token: revoked')
    await expect(steps.nth(1)).toContainText('Access token: revoked')
    await picture('revoked')
    await close()
    await expect(profiles.row('alice')).not.toContainText('Fresh')
  })

  test('signing out at the server opens its page, and the token is forgotten here', async () => {
    await signIn('bob', 'bob')
    await profiles.fromMenuOf('bob', 'Sign out at the server')
    const asked = dialog('Sign out at the server: bob')
    await asked.getByRole('button', { name: 'Sign out at the server' }).click()
    const address = await nextBrowserAddress(claimcheck)
    expect(new URL(address).pathname).toMatch(/session\/end/)
    await expect(profiles.row('bob')).toContainText('signed out')
    await picture('signed-out')
    await close()
    await page.openRequest('List orders')
  })
})
