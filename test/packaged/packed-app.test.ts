import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { callFromPage } from '../support/call-from-page.ts'
import { opening, otherPassphrase, underPassphrase } from '../support/vault-requests.ts'
import { type PackedApp, hasSandbox, startAgain, startPackedApp } from './start-packed-app.ts'

test.describe('the packed app', () => {
  let app: PackedApp
  test.beforeAll(async () => {
    app = await startPackedApp()
  })
  test.afterAll(() => app.close())

  test('opens its window from its own origin, with something to read in it', async () => {
    await expect(app.window.locator('#root')).not.toBeEmpty()
    expect(new URL(app.window.url()).protocol).not.toMatch(/^(?:https?|file|data):$/)
    await app.window.screenshot({ path: 'test-results/packed-app.png' })
  })

  test('serves its page under a strict content security policy', async () => {
    const response = await app.window.reload()
    const policy = response?.headers()['content-security-policy'] ?? ''
    const directives = Object.fromEntries(
      policy.split(';').map((directive) => [directive.trim().split(' ')[0] ?? '', directive.trim()]),
    )
    expect(directives['default-src']).toBe("default-src 'none'")
    expect(directives['script-src']).toBe("script-src 'self'")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/https?:|\*/)
  })

  test('gives its page no Node', async () => {
    const found = await app.window.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => Reflect.has(globalThis, name)),
    )
    expect(found).toEqual([])
  })

  test('keeps the window in Chromium’s sandbox, under a system call filter', () => {
    test.skip(process.platform !== 'linux', 'read from /proc')
    test.skip(!hasSandbox, 'this machine lets nobody make the user namespaces that the sandbox stands on')
    const window = childrenOf(app.processId).find(({ commandLine }) => commandLine.includes('--type=renderer'))
    expect(window?.commandLine).not.toContain('--no-sandbox')
    // 2 is SECCOMP_MODE_FILTER (proc(5)).
    expect(window?.status).toMatch(/^Seccomp:\s+2$/m)
  })

  test('seals and opens a vault under a passphrase: the thread that derives its key runs out of the archive', async () => {
    const ask = (channel: string, request: unknown) => callFromPage(app.window, channel, request)
    expect(await ask('vault.protect', underPassphrase())).toMatchObject({ ok: true, value: { strength: 'passphrase' } })
    expect(await ask('vault.lock', {})).toMatchObject({ ok: true, value: { state: 'locked' } })
    const wrong = await ask('vault.unlock', opening(otherPassphrase))
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'vault.wrong_passphrase' } })
    expect(await ask('vault.unlock', opening())).toMatchObject({ ok: true, value: { state: 'open' } })
  })

  test('is brought to the front by a second start, which then ends', async () => {
    const inFront = await startPackedApp()
    try {
      await expect.poll(() => hasFocus(inFront)).toBe(true)
      await expect.poll(() => hasFocus(app)).toBe(false)
      expect(await startAgain(app.userData)).toBe(0)
      await expect.poll(() => hasFocus(app)).toBe(true)
      expect(app.window.context().pages()).toHaveLength(1)
    } finally {
      await inFront.close()
    }
  })
})

const hasFocus = (app: PackedApp) => app.window.evaluate(() => document.hasFocus())

/** All processes below one, with their command lines and /proc status. */
function childrenOf(processId: number) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const status = readFileSync(`/proc/${id}/status`, 'utf8')
        return [
          { id: Number(id), status, commandLine: readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ]
      } catch {
        return [] // It ended while we looked.
      }
    })
  const below = new Set([processId])
  // Ids of children are not always greater, so look again until nothing new is found.
  for (let size = 0; size !== below.size;) {
    size = below.size
    for (const { id, status } of all) if (below.has(Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]))) below.add(id)
  }
  return all.filter(({ id }) => below.has(id))
}
