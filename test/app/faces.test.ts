import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import {
  answers,
  answersAndCloses,
  startHostileServer,
  type Behaviour,
  type RawServer,
} from '../support/hostile-server.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { callFromPage } from '../support/call-from-page.ts'
import { emptyDraft } from '../../electron/contract/requests.ts'
import { openVault } from '../support/open-vault.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

const film = path.resolve(import.meta.dirname, '../../test-results', `film-faces-${keyringUnderTest}-keyring`)

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

const picture = (name: string) => window.screenshot({ path: path.join(film, `${name}.png`) })

async function serverThat(behave: Behaviour): Promise<string> {
  const server = await startHostileServer(behave)
  servers.push(server)
  return server.origin
}

/** An origin where a server listened a moment ago: nothing else takes a port again so soon. */
async function originOfNobody(): Promise<string> {
  const server = await startHostileServer(answers(''))
  await server.close()
  return server.origin
}

async function signIn(profile: string): Promise<void> {
  await window.getByRole('button', { name: `More for ${profile}` }).click()
  await window.getByRole('menuitem', { name: /^(?:Sign in|Get a token)/ }).click()
}

async function addPerson(name: string, issuer: string): Promise<void> {
  await window.getByRole('button', { name: 'Add a profile', exact: true }).click()
  const form = window.getByRole('dialog', { name: 'Add a profile' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await form.getByRole('textbox', { name: 'Issuer', exact: true }).fill(issuer)
  await form.getByRole('textbox', { name: 'Client id', exact: true }).fill('a-client')
  await form.getByRole('button', { name: 'Add the profile' }).click()
  await expect(form).toBeHidden()
}

test.describe('a sign-in that does not succeed', () => {
  test('says that nobody answers there, and shows what was sent', async () => {
    const origin = await originOfNobody()
    await addPerson('nobody home', origin)
    await signIn('nobody home')
    const failed = window.getByRole('article', { name: 'Failed sign-in of nobody home' })
    await expect(failed.getByText(`${new URL(origin).host} could not be reached`)).toBeVisible()
    await failed.getByRole('button', { name: 'What was sent and answered' }).click()
    const trace = window.getByRole('dialog', { name: 'What was sent and answered: nobody home' })
    await expect(trace.getByText('failed here').first()).toBeVisible()
    await expect(trace.getByText('/.well-known/').first()).toBeVisible()
    await picture('sign-in-trace')
    await trace.getByRole('button', { name: 'Close' }).click()
    await picture('sign-in-unreachable')
    await failed.getByRole('button', { name: 'Dismiss' }).click()
    await expect(failed).toBeHidden()
  })

  test('says that there is no authorisation server, where there is another one', async () => {
    const origin = await serverThat(
      answersAndCloses(
        'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello',
      ),
    )
    await addPerson('wrong door', origin)
    await signIn('wrong door')
    const failed = window.getByRole('article', { name: 'Failed sign-in of wrong door' })
    await expect(failed.getByText('No authorisation server was found there')).toBeVisible()
    await failed.getByRole('button', { name: 'Edit the profile' }).click()
    await expect(window.getByRole('dialog', { name: 'Edit “wrong door”' })).toBeVisible()
    await window.getByRole('button', { name: 'Cancel' }).click()
  })

  test('says that consent was denied', async () => {
    await signIn('bob')
    await finishSignInInBrowser(claimcheck, { as: 'bob', consent: 'deny' })
    const failed = window.getByRole('article', { name: 'Failed sign-in of bob' })
    await expect(failed.getByText('Consent was denied in the browser')).toBeVisible()
    await expect(failed.getByText('access_denied', { exact: false })).toBeVisible()
    await picture('sign-in-denied')
    await failed.getByRole('button', { name: 'Dismiss' }).click()
  })
})

test.describe('a request that gets no good answer', () => {
  test('says that the API refused the connection', async () => {
    await page.newRequest(`${await originOfNobody()}/orders`)
    await page.send()
    await expect(page.response.getByText('The connection was refused').first()).toBeVisible()
    await expect(page.response.getByText('nothing listens there', { exact: false })).toBeVisible()
    await picture('refused')
  })

  test('says that this is no address', async () => {
    await page.newRequest('ftp:/what is this')
    await page.send()
    await expect(page.response.getByText('is not an address to send to')).toBeVisible()
    await picture('no-address')
  })

  test('says that a header can not hold a line break, and sends nothing', async () => {
    const server = await startHostileServer(answersAndCloses('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'))
    servers.push(server)
    // A field of the window takes no line break; a file that somebody else wrote may hold one.
    const broken = { name: 'X-Note', value: 'one\r\nX-Smuggled: two', enabled: true }
    const draft = { ...emptyDraft, url: `${server.origin}/orders`, headers: [broken], sendAs: { as: 'nobody' } }
    const saved = { to: 'new', folder: '', name: 'Broken header', draft }
    expect(await callFromPage(window, 'collections.saveRequest', saved)).toMatchObject({ ok: true })
    await page.openRequest('Broken header')
    await page.send()
    await expect(page.response.getByText('The header "X-Note" cannot be sent')).toBeVisible()
    await expect(page.response.getByText('A header value holds no line breaks', { exact: false })).toBeVisible()
    expect(server.heads).toEqual([])
    await picture('header-with-line-break')
  })

  test('names the variable that has no value', async () => {
    await page.newRequest('{{nowhere}}/orders')
    await expect(window.getByText('No value for {{nowhere}}')).toBeVisible()
    await page.send()
    await expect(page.response.getByText('A variable has no value')).toBeVisible()
  })

  test('shows what came of an answer that was cut', async () => {
    const origin = await serverThat(
      answersAndCloses('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\nthe first words'),
    )
    await page.newRequest(`${origin}/cut`)
    await page.send()
    await expect(page.response.getByText('Cut short: the connection ended before the whole body came.')).toBeVisible()
    await expect(page.response.getByText('the first words')).toBeVisible()
    await picture('cut-short')
  })

  test('can be cancelled while the API takes its time', async () => {
    const origin = await serverThat(answers('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'))
    await page.newRequest(`${origin}/slow`)
    await page.send()
    await window.getByRole('button', { name: /^Cancel/ }).click()
    await expect(page.response.getByRole('status').getByText('Cancelled')).toBeVisible()
    await expect(window.getByRole('button', { name: 'Send', exact: true })).toBeEnabled()
    await picture('cancelled')
  })

  test('does not run what an API sends as a page', async () => {
    const canary = await startHostileServer(answersAndCloses('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'))
    servers.push(canary)
    const html = `<script>globalThis.ran = 1</script><img src="${canary.origin}/i" onerror="globalThis.ran = 1"><svg onload="globalThis.ran = 1"></svg><meta http-equiv="refresh" content="0;url=${canary.origin}/m"><h1>just words</h1>`
    const origin = await serverThat(
      answersAndCloses(
        `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${html.length}\r\nConnection: close\r\n\r\n${html}`,
      ),
    )
    await page.newRequest(`${origin}/page`)
    await page.send()
    await expect(page.response.getByText('just words', { exact: false })).toBeVisible()
    expect(await window.evaluate(() => Reflect.has(globalThis, 'ran'))).toBe(false)
    expect(canary.heads).toEqual([])
  })
})

test.describe('a token', () => {
  test('that was copied is taken off the clipboard after its time, and is nowhere in the page', async () => {
    await page.openSettings()
    const field = window.getByRole('textbox', { name: 'Clear a copied token after' })
    await field.fill('5')
    await field.press('Enter')
    await window.getByRole('button', { name: 'Requests', exact: true }).click()
    await signIn('bob')
    await finishSignInInBrowser(claimcheck, { as: 'bob', consent: 'allow' })
    await page.inspect('bob')
    await expect(page.inspector.getByText('Signature valid')).toBeVisible()
    await page.inspector.getByRole('button', { name: 'Copy' }).click()
    await expect(page.inspector.getByText('The clipboard is cleared in 5 s', { exact: false })).toBeVisible()
    const clipboard = () => claimcheck.app.evaluate(({ clipboard: board }) => board.readText())
    const token = await clipboard()
    expect(token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)

    const inPage = await window.evaluate(() =>
      [
        document.documentElement.outerHTML,
        ...[...document.querySelectorAll('input, textarea')].map((each) => String(Reflect.get(each, 'value'))),
        JSON.stringify(Object.entries(localStorage)),
        JSON.stringify(Object.entries(sessionStorage)),
        document.cookie,
        JSON.stringify(performance.getEntries()),
      ].join('\n'),
    )
    const [, payload = '', signature = ''] = token.split('.')
    expect(inPage).toContain('bob')
    for (const part of [token, payload.slice(0, 60), signature.slice(0, 60)]) expect(inPage).not.toContain(part)
    expect(await window.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)

    await expect.poll(clipboard, { timeout: 8000 }).toBe('')
  })
})

// Last: the browser that it opens is never followed, and the next sign-in here would follow it.
test.describe('a sign-in that waits for the browser', () => {
  test('can be cancelled while the browser is open, and leaves nothing behind', async () => {
    await signIn('admin')
    const running = window.getByRole('article', { name: 'Sign-in of admin' })
    await expect(running.getByRole('button', { name: 'Open browser again' })).toBeVisible()
    await picture('sign-in-waiting')
    await running.getByRole('button', { name: 'Cancel' }).click()
    await expect(running).toBeHidden()
    await expect(window.getByRole('button', { name: /^admin .*Signed out$/ })).toBeVisible()
  })
})
