import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { createCookieJar } from '../support/cookie-jar.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'

const film = path.resolve(import.meta.dirname, '../../test-results', `film-${keyringUnderTest}-keyring`)

/** One browser for the whole story: the second sign-in finds the session of the first. */
const cookies = createCookieJar()
let claimcheck: LaunchedClaimcheck
let window: Page
let pictures = 0

async function picture(name: string): Promise<void> {
  pictures++
  await window.screenshot({ path: path.join(film, `${String(pictures).padStart(2, '0')}-${name}.png`) })
}

const response = () => window.getByRole('region', { name: 'Response' })
const inspector = () => window.getByRole('complementary', { name: 'Token inspector' })
const send = () => window.getByRole('button', { name: 'Send', exact: true }).click()
const openRequest = (name: string) => window.getByRole('treeitem', { name: new RegExp(name) }).click()

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  mkdirSync(film, { recursive: true })
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
})
test.afterAll(() => claimcheck.close())

test.describe('the main job, from an empty start', () => {
  test('begins on the playground, with nobody signed in', async () => {
    await expect(window.getByRole('heading', { name: 'From a token to an answer' })).toBeVisible()
    await expect(window.getByRole('treeitem', { name: /List orders/ })).toBeVisible()
    await picture('start')
    await openVault(window)
  })

  test('signs alice in through the browser', async () => {
    await window.getByRole('main').getByRole('button', { name: 'Sign in as alice' }).click()
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow', cookies })
    await expect(window.getByRole('main').getByText('done').first()).toBeVisible()
    await expect(inspector().getByText('Signature valid')).toBeVisible()
    await picture('signed-in')
  })

  test('shows alice her orders', async () => {
    await openRequest('List orders')
    await send()
    await expect(response().getByText('200 OK')).toBeVisible()
    // The newest of them stands first; the editor draws only the lines that are in view, and a few more.
    await expect(response().getByText('POSTER-A2', { exact: false }).first()).toBeVisible()
    await picture('orders-200')
  })

  test('explains why an order can not be made', async () => {
    await openRequest('Create order')
    await send()
    await expect(response().getByText('403 Forbidden')).toBeVisible()
    await expect(response().getByText('The token is valid, but it lacks the scope orders:write.')).toBeVisible()
    await picture('create-403')
  })

  test('asks for the missing scope, and makes the order', async () => {
    await response().getByRole('button', { name: 'Ask for orders:write' }).click()
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow', cookies })
    await expect(response().getByText('201 Created')).toBeVisible()
    await picture('create-201')
  })

  test('inspects a token whose signature is valid', async () => {
    await window
      .getByRole('listitem')
      .filter({ hasText: 'alice' })
      .getByRole('button', { name: /alice/ })
      .first()
      .click()
    await expect(inspector().getByText('Signature valid')).toBeVisible()
    await expect(inspector().getByText('orders:write').first()).toBeVisible()
    await picture('inspector')
  })

  test('gives out tokens of ten seconds from now on, when asked to', async () => {
    await window.getByRole('button', { name: /Playground running/ }).click()
    await picture('playground-menu')
    await window.getByRole('menuitem', { name: 'Tokens live 10 s', exact: true }).click()
    await inspector().getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(inspector().getByText('refreshed once')).toBeVisible()
    await picture('short-life')
  })

  test('refreshes the token by itself before it expires, and shows the new one', async () => {
    const before = await reference()
    await expect(inspector().getByText('refreshed 2 times')).toBeVisible()
    await expect(
      inspector()
        .getByRole('status')
        .getByText(/^Refreshed at .*: this is the new token\.$/),
    ).toBeVisible()
    await expect(inspector().getByText('Signature valid')).toBeVisible()
    expect(await reference()).not.toBe(before)
    await picture('refreshed-by-itself')
  })
})

/** The few characters of the token that tell one from another. */
const reference = () =>
  inspector()
    .getByText(/^eyJ.*…/)
    .innerText()
