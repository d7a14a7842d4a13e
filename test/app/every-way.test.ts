import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { exampleProfiles } from '../../electron/playground/starter.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { discoverDesktop, signIn } from '../support/playground-client.ts'
import { playgroundAddresses } from '../support/playground-in-window.ts'
import { connectDevice } from '../support/playground.ts'
import { profilesPage, resizeWindow } from '../support/profiles-page.ts'
import { issuer, person, service, ways, type WayInWindow } from '../support/ways-in-window.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

// Every kind, grant and client authentication: its form, and the request that it opens a door with, in the window.
const film = path.resolve(import.meta.dirname, '../../test-results', `film-forms-${keyringUnderTest}-keyring`)

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
  await resizeWindow(claimcheck.app, window, 1400, 1000)
  await profiles.fromMenu('Add the playground’s examples')
  await expect(window.getByText('26 of the playground’s examples added')).toBeVisible()
})
test.afterAll(() => claimcheck.close())

/** A field by its label; the kinds at the left have names too. */
const fieldOf = (form: Locator, label: string) =>
  form
    .getByLabel(label, { exact: true })
    .and(form.locator('input:not([type="radio"]), textarea, [role="group"], [role="radiogroup"]'))

/** Looks at the form of a profile as whoever edits it sees it, takes its picture, and leaves it as it was. */
async function lookAtForm({ name, kind, fields, kept = [], without = [] }: Omit<WayInWindow, 'request'>) {
  const form = await profiles.edit(name)
  await expect(
    form.getByRole('radio', { name: new RegExp(`^${kind.replaceAll(/[()]/g, '\\$&')}(?::|$)`) }),
  ).toBeChecked()
  for (const [label, value] of Object.entries(fields)) {
    await expect(fieldOf(form, label).first(), label).toHaveValue(value)
  }
  for (const secret of kept) {
    await expect(form.getByRole('group', { name: secret, exact: true })).toContainText('Kept in the vault')
  }
  for (const label of without) await expect(fieldOf(form, label), label).toHaveCount(0)
  await window.screenshot({ path: path.join(film, `form-${name.replaceAll(' ', '-')}.png`) })
  await window.keyboard.press('Escape')
  await expect(form).toBeHidden()
}

async function signInWithBrowser(name: string, as: 'alice' | 'bob' | 'admin' = 'alice'): Promise<void> {
  await profiles.fromMenuOf(name, /^Sign in/)
  await finishSignInInBrowser(claimcheck, { as, consent: 'allow' })
  await expect(profiles.running(name)).toBeHidden()
  await expect(profiles.row(name)).toContainText('Fresh')
}

async function signInOnDevice(name: string): Promise<void> {
  await profiles.fromMenuOf(name, /^Sign in/)
  const card = profiles.running(name)
  const userCode = await card.getByLabel('Code to enter').innerText()
  const address = await card.getByText('On any device, open').getByRole('strong').innerText()
  await connectDevice(address, { userCode, as: 'alice', consent: 'allow' })
  await expect(card).toBeHidden({ timeout: 30_000 })
  await expect(profiles.row(name)).toContainText('Fresh')
}

async function open(request: string): Promise<void> {
  await window.getByRole('textbox', { name: 'Filter requests' }).fill(request)
  await page.tree.getByRole('treeitem', { name: `GET ${request}`, exact: true }).click()
  await expect(window.getByRole('tab', { name: new RegExp(`^GET ${request}`), selected: true })).toBeVisible()
}

async function send(request: string, as: string, status: string, who: string | RegExp): Promise<void> {
  await open(request)
  await page.send()
  await expect(page.response.getByText(new RegExp(`^sent \\S+ as ${as}$`))).toBeVisible()
  await expect(page.response.getByRole('status').first()).toHaveText(status)
  await expect(page.response.getByRole('tabpanel')).toContainText(who)
}

test('the examples are added from the list’s menu, and no way is left out of this file', async () => {
  await expect(profiles.list.getByRole('button', { name: /^Playground examples 26/ })).toBeVisible()
  const told = [...ways.map(({ name }) => name), 'refresh token', 'nobody']
  expect(told.toSorted()).toEqual(exampleProfiles.map(({ name }) => name).toSorted())
})

test.describe('a starter', () => {
  test('alice: code with PKCE', async () => {
    await lookAtForm({ ...person, name: 'alice' })
    await signInWithBrowser('alice')
    await page.openRequest('List orders')
    await page.send()
    await expect(page.response.getByText('200 OK')).toBeVisible()
  })

  test('robot: client credentials with client_secret_basic', async () => {
    await lookAtForm({
      ...service,
      name: 'robot',
      fields: { ...issuer, 'Client authentication': 'Secret in the header (basic)' },
      kept: ['Client secret'],
    })
    await page.newRequest('{{baseUrl}}/orders', /^robot\b/)
    await page.send()
    await expect(page.response.getByText(/^sent \S+ as robot$/)).toBeVisible()
    await expect(page.response.getByRole('status').first()).toHaveText('200 OK')
  })
})

test.describe('an example', () => {
  for (const way of ways) {
    test(`${way.name}: its form, and a 200`, async () => {
      await lookAtForm(way)
      // What is traded in has to be there.
      if (way.name === 'token exchange') await signInWithBrowser('alice')
      if (way.how === 'browser') await signInWithBrowser(way.name)
      if (way.how === 'device') await signInOnDevice(way.name)
      await send(way.request, way.name, '200 OK', way.who ?? /./)
    })
  }

  test('refresh token: says what it needs, takes a pasted one, and a 200', async () => {
    await open('Refresh token')
    await page.send()
    await expect(page.response.getByText('Fill in its refresh token in the profile.')).toBeVisible()
    const client = await discoverDesktop(await playgroundAddresses(window))
    const scope = 'openid offline_access orders:read'
    const { refresh_token: pasted = '' } = await signIn(client, { as: 'bob', consent: 'allow', scope })
    const form = await profiles.edit('refresh token')
    await expect(form.getByRole('radio', { name: 'Refresh token' })).toBeChecked()
    await fieldOf(form, 'Refresh token').fill(pasted)
    await window.screenshot({ path: path.join(film, 'form-refresh-token.png') })
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toBeHidden()
    await send('Refresh token', 'refresh token', '200 OK', 'bob')
  })

  test('nobody: has no field of its own, and is told what the door asks for', async () => {
    await lookAtForm({ name: 'nobody', kind: 'Nobody', fields: {}, without: ['Issuer', 'User name', 'Key or token'] })
    await send('Nobody', 'nobody', '401 Unauthorized', /./)
  })
})
