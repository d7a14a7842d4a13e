import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { objectionsOfAxe } from '../support/axe-in-window.ts'
import { finishSignInInBrowser, nextBrowserAddress } from '../support/browser-sign-in.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { aCallback } from '../support/playground-client.ts'
import { playgroundAddresses } from '../support/playground-in-window.ts'
import { profilesPage } from '../support/profiles-page.ts'

let claimcheck: LaunchedClaimcheck
let window: Page
let profiles: ReturnType<typeof profilesPage>
let exchangeFolder: string

test.beforeAll(async () => {
  exchangeFolder = await mkdtemp(path.join(tmpdir(), 'claimcheck-profiles-'))
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  profiles = profilesPage(window)
  await openVault(window)
  await profiles.fromMenu('Add the playground’s examples')
  await expect(profiles.row('device')).toBeVisible()
})
test.afterAll(async () => {
  await claimcheck.close()
  await rm(exchangeFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const press = (keys: string) => window.keyboard.press(keys)
const dialog = (name: string | RegExp) => window.getByRole('dialog', { name })

/** As when the system's own scheme changes, so that whatever is open stays open. */
async function expectNoObjections(place: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme })
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    expect(await objectionsOfAxe(window), `${place}, ${theme}`).toEqual([])
  }
}

test.describe('axe objects to nothing in the form', () => {
  test('of each kind, new and with all of its sections open', async () => {
    test.setTimeout(180_000)
    await profiles.list.getByRole('button', { name: 'Add a profile', exact: true }).click()
    const kinds = profiles.form.getByRole('radiogroup', { name: 'How it proves who it is' }).getByRole('radio')
    await expect(kinds).toHaveCount(15)
    for (let at = 0; at < 15; at += 1) {
      await kinds.nth(at).click()
      const name = (await kinds.nth(at).getAttribute('aria-label')) ?? ''
      const closed = profiles.form.locator('details:not([open]) > summary')
      while ((await closed.count()) > 0) await closed.first().click()
      await expectNoObjections(name)
    }
    await press('Escape')
    await window.getByRole('button', { name: 'Throw away' }).click()
    await expect(profiles.form).toBeHidden()
  })

  test('with its problems shown, and the question that is asked before changes are thrown away', async () => {
    await profiles.list.getByRole('button', { name: 'Add a profile', exact: true }).click()
    await profiles.form.getByRole('radio', { name: /^Custom login/ }).click()
    await profiles.form.getByRole('switch', { name: /^Refresh by a request of its own/ }).click({ force: true })
    await profiles.form.getByRole('button', { name: 'Add the profile' }).click()
    await expect(profiles.form.getByText(/fields need attention$/)).toBeVisible()
    await expectNoObjections('problems')
    await press('Escape')
    await expect(dialog('Throw the changes away?')).toBeVisible()
    await expectNoObjections('question')
    await window.getByRole('button', { name: 'Throw away' }).click()
    await expect(profiles.form).toBeHidden()
  })

  test('of a profile whose secret and certificate are kept', async () => {
    const form = await profiles.edit('client certificate')
    await expect(form.getByText('Kept in the vault')).toBeVisible()
    await expectNoObjections('kept')
    await press('Escape')
    await expect(form).toBeHidden()
  })
})

test.describe('axe objects to nothing', () => {
  test('in the menus of the list and of a profile', async () => {
    await profiles.list.getByRole('button', { name: 'More for profiles', exact: true }).click()
    await expect(window.getByRole('menu', { name: 'More for profiles' })).toBeVisible()
    await expectNoObjections('menu of the list')
    await press('Escape')
    await profiles.list.getByRole('button', { name: 'More for alice', exact: true }).click()
    await expect(window.getByRole('menu', { name: 'More for alice' })).toBeVisible()
    await expectNoObjections('menu of a profile')
    await press('Escape')
  })

  test('around the code for another device', async () => {
    await profiles.fromMenuOf('device', /^Sign in/)
    await expect(profiles.running('device').getByLabel('Code to enter')).toBeVisible()
    await expectNoObjections('device code')
    await profiles.running('device').getByRole('button', { name: 'Cancel' }).click()
    await expect(profiles.running('device')).toBeHidden()
  })

  test('where an address is pasted, and where it was the wrong one', async () => {
    const form = await profiles.edit('step-up')
    await form.getByText('I paste where it ended').click()
    await form.getByRole('textbox', { name: 'Registered redirect URI' }).fill(aCallback)
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toBeHidden()
    await profiles.fromMenuOf('step-up', /^Sign in/)
    const card = profiles.running('step-up')
    // Nobody goes there: the next address that is opened is another sign-in's.
    await nextBrowserAddress(claimcheck)
    await card.getByRole('textbox', { name: 'Address that the browser ended on' }).fill('http://127.0.0.1/no')
    await card.getByRole('button', { name: 'Go on' }).click()
    await expect(card.getByRole('alert')).toBeVisible()
    await expectNoObjections('pasted address')
    await card.getByRole('button', { name: 'Cancel' }).click()
    await expect(card).toBeHidden()
  })

  test('in the search for a login: begun, found, and found nowhere', async () => {
    await profiles.fromMenu('Find a login from a URL…')
    const search = dialog('Find the login of an API')
    await expect(search).toBeVisible()
    await expectNoObjections('search begun')
    const { apiUrl } = await playgroundAddresses(window)
    const field = search.getByRole('textbox', { name: 'Address of the API' })
    await field.fill(`${apiUrl}/orders`)
    await field.press('Enter')
    await expect(search.getByRole('button', { name: 'Register and sign in' })).toBeVisible()
    await expectNoObjections('search found')
    await field.fill(`${apiUrl}/with/basic/me`)
    await field.press('Enter')
    await expect(search.getByText('This API asks for Basic', { exact: false })).toBeVisible()
    await expectNoObjections('search ended')
    await press('Escape')
  })

  test('in what the server tells of a token, and where it is ended there', async () => {
    await profiles.fromMenuOf('alice', /^Sign in/)
    await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
    await expect(profiles.row('alice')).toContainText('Fresh')
    for (const [deed, title] of [
      ['User info', 'User info of alice'],
      ['Introspect', 'What the server knows of the token of alice'],
      ['Revoke', 'Revoke the tokens of alice'],
    ] as const) {
      await profiles.fromMenuOf('alice', deed)
      await expect(dialog(title)).toBeVisible()
      await expect(dialog(title).getByRole('status').or(dialog(title).getByRole('button', { name: 'Revoke' })).first()).toBeVisible() // prettier-ignore
      await expectNoObjections(title)
      if (deed === 'Revoke') {
        await dialog(title).getByRole('button', { name: 'Revoke', exact: true }).click()
        await expect(dialog(title).getByRole('listitem').first()).toBeVisible()
        await expectNoObjections('revoked')
      }
      await press('Escape')
      await expect(dialog(title)).toBeHidden()
    }
  })

  test('where profiles are handed over', async () => {
    const file = path.join(exchangeFolder, 'profiles.json')
    await claimcheck.app.evaluate(({ dialog: system }, filePath) => {
      system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, file)
    await profiles.fromMenu('Export profiles…')
    await dialog('Export profiles').getByText('With secrets, under a passphrase').click()
    await dialog('Export profiles').getByRole('button', { name: 'Export…' }).click()
    await expectNoObjections('export with its problems')
    await dialog('Export profiles').getByText('Without secrets').click()
    await expectNoObjections('export')
    await dialog('Export profiles').getByRole('button', { name: 'Export…' }).click()
    await expect(dialog('Export profiles')).toBeHidden()
    await profiles.fromMenu('Import profiles…')
    await expect(dialog('Import profiles').getByRole('button', { name: 'Import', exact: true })).toBeVisible()
    await expectNoObjections('import')
    await dialog('Import profiles').getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog('Profiles imported')).toBeVisible()
    await expectNoObjections('imported')
    await press('Enter')
    await expect(dialog('Profiles imported')).toBeHidden()
  })
})
