import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { answersAndCloses, startHostileServer, type RawServer } from '../support/hostile-server.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { playgroundAddresses } from '../support/playground-in-window.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

// From the address of an API to its first 200, in an app that was never used.
const film = path.resolve(import.meta.dirname, '../../test-results', `film-find-login-${keyringUnderTest}-keyring`)

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
const servers: RawServer[] = []

test.beforeAll(async () => {
  mkdirSync(film, { recursive: true })
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  await openVault(window)
})
test.afterAll(async () => {
  await claimcheck.close()
  await Promise.all(servers.map((server) => server.close()))
})

const dialog = () => window.getByRole('dialog', { name: 'Find the login of an API' })
const picture = (name: string) => window.screenshot({ path: path.join(film, `${name}.png`) })

async function apiThat(answer: string): Promise<string> {
  const server = await startHostileServer(answersAndCloses(answer))
  servers.push(server)
  return `${server.origin}/orders`
}

async function lookFor(url: string): Promise<void> {
  await profilesPage(window).fromMenu('Find a login from a URL…')
  await dialog().getByRole('textbox', { name: 'Address of the API' }).fill(url)
  await dialog().getByRole('button', { name: 'Look' }).click()
}

test.describe('the address of an API is pasted on the start page', () => {
  test('and two clicks beside the provider’s own pages lead to the first 200', async () => {
    const { apiUrl } = await playgroundAddresses(window)
    let clicks = 0
    const click = async (button: string) => {
      clicks += 1
      await window.getByRole('button', { name: button, exact: true }).click()
    }
    const begun = performance.now()
    await window.getByRole('textbox', { name: 'Address of an API' }).fill(`${apiUrl}/orders`)
    await click('Find its login')
    await expect(dialog().getByText('This API signs in at', { exact: false })).toBeVisible()
    await picture('found')
    await click('Register and sign in')
    const leaving = performance.now()
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
    const atProvider = performance.now() - leaving
    await expect(page.response.getByRole('status').first()).toHaveText('200 OK')
    const seconds = (performance.now() - begun - atProvider) / 1000
    await picture('first-200')
    const figures = `${clicks} clicks, ${seconds.toFixed(2)} s beside ${(atProvider / 1000).toFixed(2)} s of pages\n`
    writeFileSync(path.join(film, 'figures.txt'), figures)
    expect(clicks).toBe(2)
    // A person is slower than this; a program that let them wait would show here.
    expect(seconds).toBeLessThan(10)
  })

  test('and Enter does for both', async () => {
    const { apiUrl } = await playgroundAddresses(window)
    await page.discardTab()
    const field = window.getByRole('textbox', { name: 'Address of an API' })
    await field.fill(`${apiUrl}/orders`)
    await field.press('Enter')
    await expect(dialog().getByRole('button', { name: 'Register and sign in' })).toBeFocused()
    await window.keyboard.press('Enter')
    await finishSignInInBrowser(claimcheck, { as: 'bob', consent: 'allow' })
    await expect(page.response.getByRole('status').first()).toHaveText('200 OK')
  })
})

test.describe('an API that tells no login', () => {
  test('but lets strangers in, is said to need none', async () => {
    const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'
    await lookFor(await apiThat(ok))
    await expect(dialog().getByText('This API answers strangers: 200 without any token')).toBeVisible()
    await picture('open')
    await dialog().getByRole('button', { name: 'Close' }).click()
  })

  test('but asks for Basic, leads to a form of that kind', async () => {
    const basic = 'WWW-Authenticate: Basic realm="orders"'
    await lookFor(await apiThat(`HTTP/1.1 401 Unauthorized\r\n${basic}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)) // prettier-ignore
    await expect(dialog().getByText('This API asks for Basic', { exact: false })).toBeVisible()
    await picture('other-scheme')
    await dialog().getByRole('button', { name: 'New profile: Basic' }).click()
    const form = window.getByRole('dialog', { name: 'Add a profile' })
    await expect(form.getByRole('radio', { name: /^User name and password/ })).toBeChecked()
    await window.keyboard.press('Escape')
    await expect(form).toBeHidden()
  })

  test('at all, is answered with what can be made by hand', async () => {
    await lookFor(await apiThat('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'))
    await expect(dialog().getByText('Nothing tells where to sign in')).toBeVisible()
    await expect(dialog().getByRole('region', { name: 'What was asked' })).toBeVisible()
    await picture('not-found')
    await dialog().getByRole('button', { name: 'Close' }).click()
  })
})
