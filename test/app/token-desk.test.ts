import { createHmac } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import { expectNoObjections, filmInBothThemes } from '../support/both-themes.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { callFromPage } from '../support/call-from-page.ts'
import { copyToken, deskPage, type DeskPage } from '../support/desk-page.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { resizeWindow } from '../support/profiles-page.ts'
import { aJwt } from '../support/token-to-inspect.ts'
import { vaultPage } from '../support/vault-page.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

test.skip(keyringUnderTest === 'gnome', 'a token is looked at the same however secrets are kept')
test.describe.configure({ mode: 'serial' })

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
let desk: DeskPage
let picture: ReturnType<typeof filmInBothThemes>
/** alice's access token. */
let token = ''

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  desk = deskPage(claimcheck.app, window)
  picture = filmInBothThemes(window, 'film-tokens')
  await vaultPage(window).setUp()
  for (const person of ['alice', 'bob'] as const) {
    await window.getByRole('button', { name: `More for ${person}` }).click()
    await window.getByRole('menuitem', { name: /^Sign in/ }).click()
    await finishSignInInBrowser(claimcheck, { as: person, consent: 'allow' })
    await page.inspect(person)
    await expect(page.inspector.getByText('Signature valid')).toBeVisible()
  }
  await page.inspect('alice')
  await expect(page.inspector.getByText('Signature valid')).toBeVisible()
  token = await copyToken(claimcheck.app, page)
})
test.afterAll(() => claimcheck.close())

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claims = {
  iss: 'https://login.example.com/tenant',
  sub: 'alice',
  aud: 'https://api.example.com',
  exp: 1_900_000_000,
}
const chosen = (words: string | RegExp) => expect(desk.shown.getByText(words).first()).toBeVisible()
const row = (words: string | RegExp) => desk.list.getByRole('button', { name: words })

test.describe('whatever is brought to the desk', () => {
  test('as a whole command: the token in it is shown, and its signature checked', async () => {
    await desk.open()
    await picture('empty')
    await desk.paste(`curl -s -H 'Authorization: Bearer ${token}' http://127.0.0.1:9400/orders`)
    await chosen('Signature valid')
    await expect(desk.shown.getByText('orders:read').first()).toBeVisible()
    await expect(desk.field).toHaveValue('')
    await picture('valid')
    await expectNoObjections(window, 'the desk')
  })

  test('dropped on it, with a change: the signature no longer fits', async () => {
    const [head = '', body = '', signature = ''] = token.split('.')
    const said = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
    await desk.drop(`${head}.${encode({ ...said, scope: 'orders:read orders:write' })}.${signature}`)
    await chosen('Signature not valid')
    await picture('invalid')
  })

  test('of an issuer that no profile names: it is asked only when a person says so', async () => {
    await desk.paste(aJwt({ alg: 'RS256', kid: 'k1', typ: 'at+jwt' }, { ...claims, roles: ['admin', 'auditor'] }))
    await chosen('Signature not checked')
    await expect(desk.shown.getByRole('button', { name: 'Ask login.example.com for its keys' })).toBeVisible()
    await picture('not-checked')
  })

  test('signed with a shared secret: it can’t be checked until the secret is typed', async () => {
    const secret = 'a secret that is long enough for HS256'
    const input = `${encode({ alg: 'HS256' })}.${encode(claims)}`
    await desk.paste(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`)
    await chosen('Signature could not be checked')
    await picture('cannot-check')
    await desk.shown.getByRole('button', { name: 'Check with a key…' }).click()
    await window.keyboard.type(secret)
    await picture('key')
    await window.keyboard.press('Enter')
    await chosen('Signature valid')
    await chosen('the secret that you gave')
  })

  test('as an answer with several tokens: each is there to be chosen', async () => {
    const long = aJwt({ alg: 'ES256' }, { sub: 'x'.repeat(300), ['c'.repeat(300)]: 'v'.repeat(300) })
    await desk.paste(JSON.stringify({ access_token: token, id_token: aJwt({ alg: 'RS256' }, claims), other: long }))
    await desk.desk.getByRole('button', { name: 'Show them' }).click()
    const found = desk.desk.getByRole('group', { name: 'Tokens that were found' }).getByRole('button')
    await expect(found).toHaveCount(3)
    await found.nth(2).click()
    await expect(found.nth(2)).toHaveAttribute('aria-pressed', 'true')
    await resizeWindow(claimcheck.app, window, 900, 560)
    await picture('long-and-several-900x560')
    await resizeWindow(claimcheck.app, window, 1280, 800)
  })

  test('without a token in it: the reason, and nothing in the list', async () => {
    const rows = await desk.list.locator('[data-row]').count()
    await desk.paste('GET /orders HTTP/1.1\r\nAccept: */*')
    await expect(desk.desk.getByText('Nothing to inspect')).toBeVisible()
    await picture('nothing-found')
    expect(await desk.list.locator('[data-row]').count()).toBe(rows)
  })

  test('with dangers: each has its severity, and leads to the claim', async () => {
    await desk.paste(
      `${encode({ alg: 'none', jku: 'https://evil.example/keys' })}.${encode({ ...claims, exp: 1_900_000_000_000 })}.`,
    )
    const warnings = desk.shown.getByRole('group', { name: 'Warnings' })
    await expect(warnings.getByRole('listitem').filter({ hasText: /^High/ }).first()).toBeVisible()
    await warnings.getByRole('button', { name: 'Show exp' }).click()
    await expect(desk.shown.locator('[data-focused="true"]')).toContainText('exp')
    await warnings.scrollIntoViewIfNeeded()
    await picture('warnings')
    await expectNoObjections(window, 'warnings')
  })
})

test.describe('two tokens', () => {
  const side = (name: 'Left' | 'Right') => desk.comparing.getByRole('combobox', { name })

  test('of alice and of bob: the person differs, and stands first', async () => {
    await desk.shown.getByRole('button', { name: 'Compare…' }).click()
    await side('Left').selectOption('alice · access token')
    await side('Right').selectOption('bob · access token')
    await expect(desk.comparing.getByRole('status')).toContainText('Another person')
    const sub = desk.comparing.getByRole('row', { name: /^sub/ })
    await expect(sub).toContainText('alice')
    await expect(sub).toContainText('bob')
    await picture('compare')
    await expectNoObjections(window, 'compare')
    await resizeWindow(claimcheck.app, window, 900, 560)
    await picture('compare-900x560')
    await resizeWindow(claimcheck.app, window, 1280, 800)
  })

  test('before and after a refresh: only what a refresh changes differs', async () => {
    await window.keyboard.press('Control+i')
    await page.inspector.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(page.inspector.getByText('refreshed once')).toBeVisible()
    await page.inspector.locator('summary').filter({ hasText: 'Earlier tokens' }).click()
    await page.inspector
      .getByRole('button', { name: /^Compare with now: access token of / })
      .first()
      .click()
    await expect(desk.comparing.getByRole('status')).toContainText('Same person')
    const names = await desk.comparing.getByRole('rowheader').locator('code').allInnerTexts()
    expect(names.toSorted()).toEqual(['exp', 'iat', 'jti'])
    await picture('compare-refreshed')
  })
})

test.describe('a token that is made for a test', () => {
  test('is unsigned, is sent in the place of alice’s, and the API notices', async () => {
    await page.openRequest('List orders')
    await desk.paste(token)
    await chosen('Signature valid')
    await desk.shown.getByRole('button', { name: 'Edit for tests…' }).click()
    await expectNoObjections(window, 'edit')
    await picture('edit')
    await desk.editing.locator('summary').filter({ hasText: 'Start from a known attack' }).click()
    await picture('recipes')
    await desk.editing.getByRole('button', { name: /^alg none/ }).click()
    await desk.editing.getByRole('button', { name: 'Make the token' }).click()
    await expect(desk.editing.getByRole('heading', { name: /^Made: / })).toBeFocused()
    await expect(desk.editing.getByText('Synthetic: nobody issued it')).toBeVisible()
    await picture('made')
    await desk.sendRequestInFront()
    await expect(page.response.getByRole('status').first()).toHaveText('401 Unauthorized')
    await expect(page.response.getByRole('note', { name: 'The API noticed' })).toBeVisible()
    await picture('noticed')
    await expectNoObjections(window, 'the API noticed')
  })
})

test.describe('the keyboard alone', () => {
  test('pastes, looks, lets go and compares', async () => {
    await desk.paste(aJwt({ alg: 'RS256', kid: 'k1' }, { ...claims, sub: 'by-keys' }))
    await chosen('by-keys')
    await window.keyboard.press('Tab')
    await window.keyboard.press('Tab')
    while (!(await row(/^by-keys/).evaluate((each) => each === document.activeElement)))
      await window.keyboard.press('Tab')
    await window.keyboard.press('ArrowDown')
    await window.keyboard.press('Enter')
    await expect(desk.list.locator('[aria-current="true"]')).not.toContainText('by-keys')
    await window.keyboard.press('ArrowUp')
    await window.keyboard.press('Delete')
    await expect(row(/^by-keys/)).toBeHidden()
    await window.keyboard.press('Control+k')
    await window.keyboard.type('Compare two tokens')
    await window.keyboard.press('Enter')
    await expect(desk.comparing.getByRole('heading', { name: 'Compare two tokens' })).toBeFocused()
  })
})

test.describe('when the vault locks', () => {
  test('what was pasted is forgotten, and nothing of it is in the page', async () => {
    await desk.paste(aJwt({ alg: 'RS256' }, { ...claims, sub: 'pasted-before-the-lock' }))
    await chosen('pasted-before-the-lock')
    await vaultPage(window).lockByButton()
    const inPage = await window.evaluate(() => document.documentElement.outerHTML)
    expect(inPage).not.toContain('pasted-before-the-lock')
    await vaultPage(window).unlock()
    await desk.open()
    await expect(desk.desk.getByText('Nothing yet. What you paste above stands here.')).toBeVisible()
    expect(await callFromPage(window, 'inspection.loose', {})).toEqual({ ok: true, value: [] })
  })
})
