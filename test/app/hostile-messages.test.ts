import { readdirSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { channelNames } from '../../electron/contract/names.ts'
import { callFromPage } from '../support/call-from-page.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'

let claimcheck: LaunchedClaimcheck
let window: Page

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  await expect(window.getByRole('treeitem', { name: /List orders/ })).toBeVisible()
})
test.afterAll(() => claimcheck.close())

/** Everything that a message could have changed. */
async function factsOfApp() {
  const facts: Record<string, unknown> = {}
  for (const channel of channelNames.filter((name) => /\.(?:get|list|status|tree|read|load)$/.test(name))) {
    facts[channel] = await callFromPage(window, channel, {})
  }
  const files = readdirSync(claimcheck.userData, { recursive: true, encoding: 'utf8' })
  return {
    facts,
    files: files.filter((file) => /^(?:playground|workspaces|vault|settings|profiles)/.test(file)).toSorted(),
    opened: await claimcheck.openedAddresses(),
    windows: claimcheck.app.windows().length,
  }
}

test.describe('a page that sends what no window of ours would', () => {
  test('changes nothing and breaks nothing, with twelve hostile payloads on every channel', async () => {
    const before = await factsOfApp()
    const outcome = await window.evaluate(async (names) => {
      const bridge: { call: (channel: string, request: unknown) => Promise<unknown> } = Reflect.get(
        globalThis,
        'claimcheck',
      )
      const loop: Record<string, unknown> = { path: '' }
      loop['itself'] = loop
      let deep: unknown = 'end'
      for (let level = 0; level < 2000; level++) deep = { profileId: deep }
      const payloads: readonly unknown[] = [
        undefined,
        null,
        Number.NaN,
        'x'.repeat(1_000_000),
        [{}],
        loop,
        deep,
        JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
        { profileId: '../../etc/passwd', path: '../../../etc/passwd', url: 'file:///etc/passwd', extra: true },
        { exchangeId: { $gt: '' }, offset: -1, length: 1e308, draft: null, parent: '..', folder: '/', name: '\0' },
        { passphrase: ['a'], settings: { theme: 1 }, theme: '<script>', tabs: 'all', variables: {}, undo: 7n },
        () => 'a function can not be cloned',
      ]
      const accepted: string[] = []
      let refused = 0
      for (const name of names) {
        for (const [index, payload] of payloads.entries()) {
          try {
            const reply: unknown = await bridge.call(name, payload)
            const isRefusal = typeof reply === 'object' && reply !== null && Reflect.get(reply, 'ok') === false
            if (isRefusal) refused++
            else accepted.push(`${name} ${index}`)
          } catch {
            // What can not be cloned does not even leave the page.
            refused++
          }
        }
      }
      return { accepted, refused, isPolluted: Reflect.has({}, 'polluted') }
    }, channelNames)
    expect(outcome).toEqual({ accepted: [], refused: channelNames.length * 12, isPolluted: false })
    expect(outcome.refused).toBeGreaterThan(500)
    expect(await factsOfApp()).toEqual(before)
    expect(await claimcheck.app.evaluate(() => Reflect.has({}, 'polluted'))).toBe(false)
  })

  test('reaches no channel that is not in the contract', async () => {
    for (const name of ['constructor', '__proto__', 'toString', 'profiles.steal', 'ELECTRON_BROWSER_REQUIRE', '']) {
      await expect(callFromPage(window, name, {})).rejects.toThrow('not in the contract')
    }
  })
})

test.describe('an address of the app’s own scheme', () => {
  test('opens the files of the window and nothing else: 200 ways out are 404', async () => {
    const parts = ['..', '%2e%2e', '.%2e', '..%2f..', '..%5c..', '%252e%252e', '..;', '．．', '..%00', '%c0%ae%c0%ae']
    const targets = ['etc/passwd', 'main/main.js', 'package.json', 'out/preload/preload.cjs', 'index.html%00.png']
    const addresses = parts.flatMap((part) =>
      targets.flatMap((target) => [
        `app://claimcheck/${part}/${part}/${part}/${target}`,
        `app://claimcheck/assets/${part}/${part}/${target}`,
        `app://claimcheck//${part}\\${target}`,
        `app://elsewhere/${part}/${target}`,
      ]),
    )
    addresses.push('app://claimcheck//etc/passwd', 'app://claimcheck/C:/Windows/win.ini', 'app://evil/index.html')
    expect(addresses.length).toBeGreaterThan(200)
    const statuses = await claimcheck.app.evaluate(
      ({ net }, all) =>
        Promise.all(
          all.map(async (address) => {
            try {
              return { address, status: (await net.fetch(address)).status }
            } catch {
              return { address, status: 404 } // No address at all.
            }
          }),
        ),
      addresses,
    )
    expect(statuses.filter(({ status }) => status !== 404)).toEqual([])
    const ours = await claimcheck.app.evaluate(
      async ({ net }) => (await net.fetch('app://claimcheck/index.html')).status,
    )
    expect(ours).toBe(200)
  })
})
