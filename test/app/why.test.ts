import { expect, test, type Page } from '@playwright/test'
import { expectNoObjections, filmInBothThemes } from '../support/both-themes.ts'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { createCookieJar } from '../support/cookie-jar.ts'
import { copyToken, deskPage, type DeskPage } from '../support/desk-page.ts'
import { answersAndCloses, startHostileServer, type RawServer } from '../support/hostile-server.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { openVault } from '../support/open-vault.ts'
import { playgroundAddresses } from '../support/playground-in-window.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

test.skip(keyringUnderTest === 'gnome', 'a refusal is the same however secrets are kept')
test.describe.configure({ mode: 'serial' })

const cookies = createCookieJar()
const servers: RawServer[] = []
let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
let desk: DeskPage
let picture: ReturnType<typeof filmInBothThemes>
let apiUrl = ''
let issuer = ''

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  desk = deskPage(claimcheck.app, window)
  picture = filmInBothThemes(window, 'film-why')
  await openVault(window)
  ;({ apiUrl, issuer } = await playgroundAddresses(window))
  await window.getByRole('main').getByRole('button', { name: 'Sign in as alice' }).click()
  await signInAs('alice')
  await expect(page.inspector.getByText('Signature valid')).toBeVisible()
})
test.afterAll(async () => {
  await claimcheck.close()
  await Promise.all(servers.map((server) => server.close()))
})

const signInAs = (as: 'alice' | 'bob') => finishSignInInBrowser(claimcheck, { as, consent: 'allow', cookies })
const status = () => page.response.getByRole('status').first()
const why = () => page.response.getByRole('note', { name: /^(?:Why|The API noticed)/ })
const press = (name: string | RegExp) => why().getByRole('button', { name }).click()

/** Sends to a path of the playground's API in a tab of its own. */
async function send(path: string, as: string | RegExp = /^alice · customer/): Promise<void> {
  await page.newRequest(path.startsWith('http') ? path : `${apiUrl}${path}`, as)
  await page.send()
}

async function typeHeader(name: string, value: string): Promise<void> {
  await window
    .getByRole('tab', { name: /^Headers/ })
    .first()
    .click()
  await window.getByLabel('New header name').fill(name)
  await window.getByLabel('Header 1 value').fill(value)
}

/** An API that looks at a bearer token where one is sent, and takes a key otherwise. */
async function serverThatTakesKeys(): Promise<string> {
  const no = 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer error="invalid_token"'
  const end = '\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
  const server = await startHostileServer((socket, head) =>
    socket.end(`${/^authorization:/im.test(head) ? no : 'HTTP/1.1 200 OK'}${end}`),
  )
  servers.push(server)
  return `${server.origin}/orders`
}

async function serverThatAnswers(head: readonly string[], body = ''): Promise<string> {
  const lines = [...head, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body]
  const server = await startHostileServer(answersAndCloses(lines.join('\r\n')))
  servers.push(server)
  return `${server.origin}/orders`
}

test.describe('after a no, the button under the reason leads to a yes', () => {
  test('a scope that is missing is asked for', async () => {
    await page.openRequest('Create order')
    await page.send()
    await expect(why().getByText('is valid, but it lacks the scope orders:write', { exact: false })).toBeVisible()
    await picture('missing-scope')
    await expectNoObjections(window, 'missing scope')
    await press('Ask for orders:write')
    await signInAs('alice')
    await expect(status()).toHaveText('201 Created')
    await expect(why()).toBeHidden()
  })

  test('nobody is told to sign in, and the same is sent as another', async () => {
    await send('/orders', 'Nobody: without a token')
    await expect(status()).toHaveText('401 Unauthorized')
    await picture('no-token')
    await press('Send as alice')
    await expect(status()).toHaveText('200 OK')
  })

  test('a sign-in that was too weak is made once more, with the PIN', async () => {
    await send('/with/step-up/orders')
    await expect(status()).toHaveText('401 Unauthorized')
    await picture('step-up')
    await press(/^Sign in at urn:claimcheck:acr:pin/)
    await signInAs('alice')
    await expect(status()).toHaveText('200 OK')
  })

  test('what was typed in the place of the token is dropped', async () => {
    await window.getByRole('button', { name: 'More for profiles' }).click()
    await window.getByRole('menuitem', { name: 'Add the playground’s examples' }).click()
    await page.newRequest(await serverThatTakesKeys(), /^API key · header/)
    await typeHeader('Authorization', 'Bearer "eyJhbGciOiJub25lIn0.e30."')
    await page.send()
    await expect(why()).toBeVisible()
    await expect(why().getByText('It was typed into the request.')).toBeVisible()
    await picture('malformed')
    await press('Send without the typed credential')
    await expect(status()).toHaveText('200 OK')
  })

  test('a token that was taken back is asked about at its server, and gone with its session: alice signs in again', async () => {
    await page.inspect('alice')
    await expect(page.inspector.getByText('Signature valid')).toBeVisible()
    const token = await copyToken(claimcheck.app, page)
    await desk.paste(token)
    await expect(desk.shown.getByText('Signature valid')).toBeVisible()
    await page.openRequest('List orders')
    const body = new URLSearchParams({ token, client_id: 'claimcheck-desktop' })
    await fetch(`${issuer}/token/revocation`, { method: 'POST', body })
    await desk.open()
    await desk.sendRequestInFront()
    await expect(why().getByText('was revoked', { exact: false }).first()).toBeVisible()
    await press('Ask the token’s server')
    await expect(why().getByText('Told anew, after the token’s server was asked.')).toBeVisible()
    await expect(why().getByText('no longer counts', { exact: false })).toBeVisible()
    await picture('revoked')
    await press('Send as alice')
    await press('Sign in as alice and send')
    await signInAs('alice')
    await expect(status()).toHaveText('200 OK')
  })

  test('a token that is borne where a proof is wanted is bound to a key', async () => {
    await send('/with/dpop/orders')
    await expect(status()).toHaveText('401 Unauthorized')
    await picture('dpop')
    await press('Use DPoP and send…')
    await window.getByRole('dialog').getByRole('button', { name: 'Use DPoP and sign in' }).click()
    await signInAs('alice')
    await expect(status()).toHaveText('200 OK')
  })
})

test.describe('a no that no button turns', () => {
  test('says which role is missing, and shows it in the token', async () => {
    await send('/admin/users')
    await expect(status()).toHaveText('403 Forbidden')
    await picture('missing-role')
    await press(/^Inspect “roles”$/)
    await expect(page.inspector.getByRole('heading', { name: 'The token that was sent' })).toBeVisible()
    await expect(page.inspector.locator('[data-focused="true"]')).toContainText('roles')
  })

  test('is no answer of the API where a login page came', async () => {
    const form = '<title>Sign in</title><form><input type="password" name="password"></form>'
    const login = await serverThatAnswers(['HTTP/1.1 200 OK', 'Content-Type: text/html'], form)
    await send(
      await serverThatAnswers(['HTTP/1.1 302 Found', `Location: ${new URL('/login?next=orders', login).href}`]),
    )
    await expect(status()).toHaveText('200 OK')
    await expect(window.getByRole('note', { name: 'Why this is not the API’s answer' })).toBeVisible()
    await picture('login-redirect')
  })

  test('comes from a gateway before the API', async () => {
    const page403 =
      '<html><head><title>Attention Required! | Cloudflare</title></head><body>Sorry, you have been blocked</body></html>'
    const head = [
      'HTTP/1.1 403 Forbidden',
      'Server: cloudflare',
      'CF-RAY: 8a1b2c3d4e5f6789-FRA',
      'Content-Type: text/html',
    ]
    await send(await serverThatAnswers(head, page403))
    await expect(why()).toBeVisible()
    await picture('gateway')
  })

  test('is told in the API’s own long words, and each button can be reached', async () => {
    const name = 'a-scope-that-goes-on-'.repeat(14)
    const challenge = `WWW-Authenticate: Bearer realm="orders", error="insufficient_scope", scope="${name}", error_description="${'The words of this API go on. '.repeat(9)}"`
    await send(await serverThatAnswers(['HTTP/1.1 403 Forbidden', challenge]))
    await expect(why()).toBeVisible()
    await picture('long-words')
    await expectNoObjections(window, 'long words')
  })
})
