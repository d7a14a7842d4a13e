import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, type Page } from '@playwright/test'
import { callFromPage } from '../support/call-from-page.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'

const startPage = 'app://claimcheck/index.html'

let claimcheck: LaunchedClaimcheck
let window: Page

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
})
test.afterAll(() => claimcheck.close())

const windowCount = () => claimcheck.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

test.describe('an attempt to go elsewhere', () => {
  const ways: readonly (readonly [what: string, deed: (address: string) => void])[] = [
    ['by setting the location', (address) => void (location.href = address)],
    [
      'by a link',
      (address) => {
        const link = Object.assign(document.createElement('a'), { href: address, textContent: 'go' })
        document.body.append(link)
        link.click()
      },
    ],
    [
      'by a link to a new window',
      (address) => {
        const link = Object.assign(document.createElement('a'), { href: address, target: '_blank', rel: 'opener' })
        document.body.append(link)
        link.click()
      },
    ],
    ['by opening a window', (address) => void open(address)],
    [
      'by a meta refresh',
      (address) => {
        const meta = document.createElement('meta')
        meta.httpEquiv = 'refresh'
        meta.content = `0; url=${address}`
        document.head.append(meta)
      },
    ],
  ]
  const addresses = ['https://evil.invalid/', 'file:///etc/passwd', 'smb://evil.invalid/share', 'data:text/html,hi']
  for (const [what, deed] of ways) {
    test(`${what} leads nowhere`, async () => {
      await window.evaluate(() => Reflect.set(globalThis, 'isStillHere', true))
      for (const address of addresses) {
        await window.evaluate(deed, address).catch(() => undefined)
        // A navigation would end the page's own world: the mark would be gone.
        expect(await window.evaluate(() => Reflect.has(globalThis, 'isStillHere'))).toBe(true)
      }
      expect(window.url()).toBe(startPage)
      expect(await windowCount()).toBe(1)
      expect(claimcheck.app.windows()).toHaveLength(1)
      expect(await claimcheck.openedAddresses()).toEqual([])
    })
  }

  test('by a window opened from the page gives the page no handle', async () => {
    expect(await window.evaluate(() => open('about:blank') === null)).toBe(true)
  })

  test('by a link that the app is asked to open is refused, save https and this machine', async () => {
    const opened = (await claimcheck.openedAddresses()).length
    for (const url of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://evil.invalid/share',
      'ms-msdt:/id PCWDiagnostic',
      'vscode://file/etc/passwd',
      '\\\\evil.invalid\\share',
      'http://evil.invalid/',
      'https://user:secret@evil.invalid/',
      'data:text/html,hi',
      'mailto:somebody@evil.invalid',
      '',
    ]) {
      expect(await callFromPage(window, 'app.openLink', { url }), url).toMatchObject({
        failure: { code: 'link.refused' },
      })
    }
    expect(await claimcheck.openedAddresses()).toHaveLength(opened)
    expect(await callFromPage(window, 'app.openLink', { url: 'https://www.rfc-editor.org/rfc/rfc6750' })).toEqual({
      ok: true,
      value: {},
    })
    expect((await claimcheck.openedAddresses()).at(-1)).toBe('https://www.rfc-editor.org/rfc/rfc6750')
  })
})

test.describe('a second start on the same data', () => {
  test('ends at once, and leaves the first with its one window', async () => {
    const { file, args } = await claimcheck.app.evaluate(({ app }) => ({
      file: app.getPath('exe'),
      args: process.argv,
    }))
    const second = spawn(
      file,
      [
        ...args.slice(1).filter((arg) => !arg.startsWith('--inspect') && !arg.startsWith('--remote')),
        'claimcheck://evil',
        'file:///etc/passwd',
      ],
      { stdio: 'ignore' },
    )
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    expect(await windowCount()).toBe(1)
    expect(window.url()).toBe(startPage)
  })
})
