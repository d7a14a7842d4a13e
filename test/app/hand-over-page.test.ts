import { createRequire } from 'node:module'
import path from 'node:path'
import { _electron, expect, test, type Page } from '@playwright/test'
import { createLoopbackListener } from '../../electron/adapters/loopback-callback.ts'
import type { CallbackListener, LoopbackRedirect } from '../../electron/domain/sign-in/callback-listener.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { aFreePort } from '../support/free-port.ts'

// The pages that a person's own browser shows after a sign-in, in a real one: an empty window of the same engine.
const emptyWindow = path.resolve(import.meta.dirname, '../bench/empty-window')
const state = 'a-state-that-is-thirty-two-bytes-long-or-so'
const answer = `access_token=abc&token_type=Bearer&state=${state}`

let browser: Awaited<ReturnType<typeof _electron.launch>>
let page: Page

test.beforeAll(async () => {
  const executablePath: unknown = createRequire(import.meta.url)('electron')
  if (typeof executablePath !== 'string') throw new TypeError('electron gave no path of its binary')
  browser = await _electron.launch({
    executablePath,
    args: [emptyWindow],
    chromiumSandbox: process.getuid?.() !== 0,
  })
  page = await browser.firstWindow()
})
test.afterAll(() => browser.close())

async function withListener(redirect: LoopbackRedirect, look: (listener: CallbackListener) => Promise<void>) {
  const listen = createLoopbackListener()
  const listener = await listen({ redirect, answerIn: 'fragment', state: new SecretText(state) })
  try {
    await look(listener)
  } finally {
    await listener.close()
  }
}

/** What the page's policy refused, and every address that the page called. */
function watch(): { readonly refused: string[]; readonly called: string[] } {
  const refused: string[] = []
  const called: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
  })
  page.on('request', (request) => called.push(new URL(request.url()).pathname))
  return { refused, called }
}

const redirects: readonly (readonly [string, () => Promise<LoopbackRedirect>])[] = [
  ['a free port', async () => ({ by: 'free-port' })],
  ['localhost', async () => ({ by: 'fixed', host: 'localhost', port: await aFreePort(), path: '/signed/in/' })],
]
for (const [name, redirectOf] of redirects) {
  test(`hands a fragment over at ${name}, shows that it was taken, and takes it out of the address`, async () => {
    const { refused, called } = watch()
    await withListener(await redirectOf(), async (listener) => {
      await page.goto(`${listener.redirectUri}#${answer}`)
      await expect(page.getByRole('heading', { name: 'Your answer has arrived' })).toBeVisible()
      await expect(page.getByRole('heading')).toHaveCount(1)
      expect((await listener.answer).reveal()).toBe(`${listener.redirectUri}#${answer}`)
      expect(page.url()).toBe(listener.redirectUri)
      const { pathname } = new URL(listener.redirectUri)
      expect(called.filter((each) => each !== '/favicon.ico')).toEqual([
        pathname,
        `${pathname.replace(/\/$/, '')}/fragment`,
      ])
      expect(refused.filter((text) => !text.includes('favicon'))).toEqual([])
    })
  })
}

test('leaves an answer of another sign-in in the address, and goes on waiting', async () => {
  await withListener({ by: 'free-port' }, async (listener) => {
    await page.goto(`${listener.redirectUri}#access_token=abc&state=another`)
    await expect(page.getByRole('heading', { name: 'Not handed over' })).toBeVisible()
    expect(page.url()).toContain('access_token=abc')
    await page.goto('about:blank')
    await page.goto(`${listener.redirectUri}#${answer}`)
    await expect(page.getByRole('heading', { name: 'Your answer has arrived' })).toBeVisible()
  })
})

test('says that a consent was not given', async () => {
  await withListener({ by: 'free-port' }, async (listener) => {
    await page.goto(`${listener.redirectUri}#error=access_denied&state=${state}`)
    await expect(page.getByRole('heading', { name: 'Not signed in' })).toBeVisible()
  })
})
