import { expect, test, type Page } from '@playwright/test'
import { expectNoObjections, filmInBothThemes } from '../support/both-themes.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { answersAndCloses, startHostileServer, type RawServer } from '../support/hostile-server.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { aJwt } from '../support/token-to-inspect.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

test.skip(keyringUnderTest === 'gnome', 'an answer is read the same however secrets are kept')
test.describe.configure({ mode: 'serial' })

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
let server: RawServer
let picture: ReturnType<typeof filmInBothThemes>

const claims = { iss: 'https://id.example.test', exp: 1_900_000_000 }
const inBody = JSON.stringify({ access_token: aJwt({ alg: 'RS256' }, { ...claims, sub: 'from-the-body' }), n: 1 })
const head = [
  'HTTP/1.1 200 OK',
  'Content-Type: application/json',
  `X-Forwarded-Access-Token: ${aJwt({ alg: 'RS256' }, { ...claims, sub: 'from-a-header' })}`,
  `Content-Length: ${inBody.length}`,
  'Connection: close',
]

test.beforeAll(async () => {
  server = await startHostileServer(answersAndCloses(`${head.join('\r\n')}\r\n\r\n${inBody}`))
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  picture = filmInBothThemes(window, 'film-inspect')
  await openVault(window)
  await window.getByRole('main').getByRole('button', { name: 'Sign in as alice' }).click()
  await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
  await expect(page.inspector.getByText('Signature valid')).toBeVisible()
  await page.newRequest(`${server.origin}/token`, /^alice /)
  await page.send()
  await expect(page.response.getByText('200 OK')).toBeVisible()
})
test.afterAll(async () => {
  await claimcheck.close()
  await server.close()
})

const part = (name: RegExp) => page.response.getByRole('tab', { name }).click()
const inspect = (where: RegExp) => page.response.getByRole('button', { name: where }).first().click()
const shows = (words: string) => expect(page.inspector.getByText(words).first()).toBeVisible()

test.describe('a token is inspected where it stands', () => {
  test('in the body of an answer', async () => {
    await inspect(/^Inspect the token in this body/)
    await shows('from-the-body')
    await picture('body')
  })

  test('in a header of an answer', async () => {
    await part(/^Headers/)
    await inspect(/^Inspect the token in the header X-Forwarded-Access-Token/i)
    await shows('from-a-header')
    await picture('header')
  })

  test('in the request that was sent: it is alice’s own, though its value is not shown', async () => {
    await part(/^Sent request/)
    await inspect(/^Inspect the token in the header Authorization/i)
    await expect(page.inspector.getByRole('heading', { name: 'The token that was sent' })).toBeVisible()
    await shows('Signature valid')
    await picture('sent')
    await expectNoObjections(window, 'the request that was sent')
  })

  test('and the way back leads to the profile, the way on to the desk', async () => {
    await page.inspector.getByRole('button', { name: 'Open in the desk' }).click()
    const shown = window.getByRole('region', { name: 'The token that is chosen' })
    await expect(shown.getByText('Signature valid')).toBeVisible()
    await window.keyboard.press('Control+i')
    await page.inspector.getByRole('button', { name: 'Back to alice' }).click()
    await expect(page.inspector.getByRole('group', { name: 'Which token' })).toBeVisible()
  })
})
