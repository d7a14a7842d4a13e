import { expect, test, type Page } from '@playwright/test'
import { objectionsOfAxe } from '../support/axe-in-window.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { callFromPage } from '../support/call-from-page.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { vaultFilm } from '../support/vault-page.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

test.skip(keyringUnderTest === 'gnome', 'a token’s life is the same however it is kept')
// One day, from its first sign-in to its last.
test.describe.configure({ mode: 'serial' })

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
let profiles: ReturnType<typeof profilesPage>
let picture: ReturnType<typeof vaultFilm>

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  profiles = profilesPage(window)
  picture = vaultFilm(window)
  await openVault(window)
})
test.afterAll(() => claimcheck.close())

const events = () => page.inspector.getByRole('listitem').filter({ has: window.locator('time') })
const event = (words: string | RegExp) => events().filter({ hasText: words })

async function expectNoObjections(place: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme })
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    expect(await objectionsOfAxe(window), `${place}, ${theme}`).toEqual([])
  }
  await window.emulateMedia({ colorScheme: null })
}

test.describe('the timeline of a profile', () => {
  test('is empty before its first sign-in, and says what will be in it', async () => {
    await page.inspect('alice')
    await page.inspector.locator('summary').filter({ hasText: 'Timeline' }).click()
    await expect(page.inspector.getByText(/^Nothing yet\./)).toBeVisible()
    await expectNoObjections('an empty timeline')
  })

  test('tells of a day: signed in, used, refreshed and copied, the newest first', async () => {
    await profiles.fromMenuOf('alice', /^Sign in/)
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
    await expect(event('Signed in')).toHaveCount(1)
    await page.openRequest('List orders')
    for (let sent = 1; sent <= 3; sent += 1) {
      await page.send()
      await expect(page.response.getByText('200 OK')).toBeVisible()
    }
    await page.inspector.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(event('Refreshed by hand')).toHaveCount(1)
    await expect(event('Used by 3 requests')).toHaveCount(1)
    await page.inspector.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(event('The access token was copied')).toHaveCount(1)
    const told = await events().allInnerTexts()
    const titles = told.map((text) => text.split('\n')[0])
    expect(titles).toEqual(['The access token was copied', 'Refreshed by hand', 'Used by 3 requests', 'Signed in'])
    await event('Signed in').scrollIntoViewIfNeeded()
    await picture('40-timeline')
    await expectNoObjections('a timeline')
  })

  test('tells enough of a token to know it again, and nothing that could be used', async () => {
    const token = await claimcheck.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
    const told = (await events().allInnerTexts()).join('\n')
    expect(told).toContain(token.slice(-6))
    for (const part of token.split('.')) {
      for (let at = 0; at + 16 <= part.length; at += 8) expect(told).not.toContain(part.slice(at, at + 16))
    }
  })

  test('tells that a token was revoked, and what its API made of it', async () => {
    await profiles.fromMenuOf('alice', /^Revoke/)
    const dialog = window.getByRole('dialog', { name: 'Revoke the tokens of alice' })
    await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
    await expect(dialog.getByRole('listitem').first()).toBeVisible()
    await window.keyboard.press('Escape')
    await expect(event('Revoked at the server')).toHaveCount(1)
  })
})

test.describe('a sign-in whose server says when it ends', () => {
  test('is warned of in time: beside the profile, in the inspector, in the status bar and once over all', async () => {
    expect(await callFromPage(window, 'playground.configure', { signInSeconds: 60 })).toMatchObject({ ok: true })
    await profiles.fromMenuOf('bob', /^Sign in/)
    await finishSignInInBrowser(claimcheck, { as: 'bob', consent: 'allow' })
    await page.inspect('bob')
    await expect(page.inspector.getByText(/^The sign-in ends in \d+ s$/)).toBeVisible()
    await expect(profiles.row('bob')).toContainText(/ends 00:\d\d/)
    await expect(window.getByText('1 sign-in ends soon')).toBeVisible()
    await expect(window.getByText(/^bob’s sign-in ends in \d+ s$/)).toBeVisible()
    await picture('41-sign-in-ends')
    await expectNoObjections('a sign-in that ends')
  })

  test('begins again at the warning’s button, and the warning is gone', async () => {
    await callFromPage(window, 'playground.configure', { signInSeconds: 1_209_600 })
    await page.inspector.getByRole('button', { name: 'Sign in again' }).click()
    await finishSignInInBrowser(claimcheck, { as: 'bob', consent: 'allow' })
    await expect(page.inspector.getByText(/^The sign-in ends in /)).toBeHidden()
    await expect(page.inspector.getByText(/^The sign-in lasts until .* in 1[34] d/)).toBeVisible()
    await expect(window.getByText('1 sign-in ends soon')).toBeHidden()
  })
})
