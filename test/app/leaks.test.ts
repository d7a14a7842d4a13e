import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { callFromPage } from '../support/call-from-page.ts'
import { createCanaries } from '../support/canaries.ts'
import { keptByPage, stringsOnHeap, textOfDocument, wholeStrings } from '../support/canary-heap.ts'
import { aRepeatingApi, anIssuerOfJwts, handsOf, typeInto, type Stage } from '../support/canary-in-window.ts'
import { filesBelow } from '../support/folder-content.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck } from '../support/launch-app.ts'
import { findSecrets } from '../support/secret-search.ts'
import { tapServers } from '../support/server-wiretap.ts'

// With a keyring nobody types a passphrase; what the page keeps is the same.
test.skip(keyringUnderTest === 'gnome', 'the story needs a vault under a passphrase')
test.describe.configure({ mode: 'serial', timeout: 120_000 })

const tap = tapServers()
const canaries = createCanaries()
const passphrase = canaries.plant('the passphrase')
const streams: Buffer[] = []
const titles = new Set<string>()
let folders: { userData: string; temporary: string; home: string; exported: string }
let stage: Stage
let window: Page
let hands: ReturnType<typeof handsOf>

test.beforeAll(async () => {
  const made = async (name: string) => mkdtemp(path.join(tmpdir(), `claimcheck-leaks-${name}-`))
  folders = {
    ...{ userData: await made('data'), temporary: await made('tmp') },
    ...{ home: await made('home'), exported: await made('exported') },
  }
  const claimcheck = await launchClaimcheck({
    userData: folders.userData,
    args: [wholeStrings],
    // Where desktops note recent documents, and programs put what they mean to throw away.
    env: { TMPDIR: folders.temporary, XDG_DATA_HOME: folders.home, XDG_CACHE_HOME: folders.home },
  })
  for (const stream of [claimcheck.app.process().stdout, claimcheck.app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => void streams.push(chunk))
  }
  stage = { claimcheck, canaries, issuer: await anIssuerOfJwts(canaries), api: await aRepeatingApi() }
  window = claimcheck.window
  hands = handsOf(stage)
})
test.afterAll(async () => {
  tap.stop()
  await stage.claimcheck.close()
  await stage.api.close()
  await stage.issuer.server.close()
  for (const folder of Object.values(folders)) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const secrets = () => new Map([...canaries.planted, ...tap.secrets()])
const exchanged = (name: string) => path.join(folders.exported, name)

/** What is found on the heap, in the document, in what Chromium keeps for it and in the titles of the windows. */
async function foundInPage(): Promise<string[]> {
  const { app } = stage.claimcheck
  for (const title of await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((w) => w.getTitle()),
  )) {
    titles.add(title)
  }
  return findSecrets(secrets(), [
    ['the heap', await stringsOnHeap(window)],
    ['the document', await textOfDocument(window)],
    ['what the page keeps', await keptByPage(window)],
  ])
}

const pill = (words: string) => window.getByRole('button', { name: `Vault: ${words}` })
const passphraseField = (scope: ReturnType<Page['getByRole']>, label = 'Passphrase') =>
  scope.getByLabel(label, { exact: true }).and(scope.locator('input'))
async function typeTwice(scope: ReturnType<Page['getByRole']>, text: string, label = 'Passphrase'): Promise<void> {
  await typeInto(passphraseField(scope, label), text)
  await typeInto(scope.getByLabel('The same once more'), text)
}

test.describe('of a day with every secret the page keeps nothing', () => {
  test('when a passphrase was chosen, the first one too short', async () => {
    await window.getByRole('button', { name: 'Choose…' }).click()
    const dialog = window.getByRole('dialog')
    await typeInto(passphraseField(dialog), 'canary-shrt')
    canaries.planted.set('canary-shrt', 'a passphrase that is too short')
    await dialog.getByRole('button', { name: 'Use this passphrase' }).click()
    await expect(dialog.getByText('At least 12 characters')).toBeVisible()
    await typeTwice(dialog, passphrase)
    // The control: what stands in a field is found, and so is what comes late in a long string.
    expect(await foundInPage()).toContain('the passphrase in the document')
    await dialog.getByRole('button', { name: 'Use this passphrase' }).click()
    await expect(dialog).toBeHidden()
    await expect(pill('passphrase')).toBeVisible()
    expect(await foundInPage()).toEqual([])
  })

  test('when keys, passwords and client secrets were entered, replaced and thrown away', async () => {
    await hands.addWithAKey('keyed')
    await hands.addWithAPassword('basic')
    await hands.addInVain()
    await hands.addWhoSignsIn('carol')
    await hands.replaceSecret('carol')
    await hands.replaceInVain('carol')
    expect(canaries.planted.size).toBeGreaterThanOrEqual(8)
    expect(await foundInPage()).toEqual([])
  })

  test('when a sign-in was refused by a server that repeats it, then let in, its tokens sent, read, copied and refreshed', async () => {
    await hands.comeBackInVain('carol')
    await hands.comeBack('carol')
    await hands.sendAs('carol')
    await hands.sendAs('keyed')
    await hands.sendAs('basic')
    await hands.page.inspect('carol')
    await hands.page.inspector.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(hands.page.inspector.getByText('Copied.', { exact: false })).toBeVisible()
    await hands.page.inspector.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(hands.page.inspector.getByText(/refreshed (?:once|\d+ times)/)).toBeVisible()
    expect(new Set(tap.secrets().values()).size).toBeGreaterThanOrEqual(10)
    expect(await foundInPage()).toEqual([])
  })

  test('while it is locked, and after a wrong passphrase and the right one', async () => {
    await window.keyboard.press('Control+Shift+L')
    const cover = window.getByRole('dialog', { name: 'Claimcheck is locked' })
    await expect(cover).toBeVisible()
    expect(await foundInPage()).toEqual([])
    await typeInto(passphraseField(cover), canaries.plant('a wrong passphrase'))
    await cover.getByRole('button', { name: 'Unlock', exact: true }).click()
    await expect(cover.getByText('That passphrase is not right')).toBeVisible()
    await typeInto(passphraseField(cover), passphrase)
    await cover.getByRole('button', { name: 'Unlock', exact: true }).click()
    await expect(cover).toBeHidden()
    await expect(pill('passphrase')).toBeVisible()
    expect(await foundInPage()).toEqual([])
  })

  test('when a refresh is refused by a server that repeats the token', async () => {
    stage.issuer.refuses(400, 'invalid_grant')
    await hands.page.inspector.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(hands.profiles.row('carol')).toContainText('refused the refresh token')
    expect(await foundInPage()).toEqual([])
  })

  test('when the vault was exported under a passphrase of its own', async () => {
    await stage.claimcheck.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, exchanged('vault.json'))
    await pill('passphrase').click()
    const dialog = window.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await typeInto(passphraseField(dialog, 'Passphrase of the vault'), passphrase)
    await typeTwice(dialog, canaries.plant('the passphrase of an export'), 'Passphrase of the file')
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await expect.poll(() => existsSync(exchanged('vault.json'))).toBe(true)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(dialog).toBeHidden()
    expect(await foundInPage()).toEqual([])
  })

  test('though it would be found: one that is planted late in a long string is', async () => {
    await window.evaluate(
      (planted) => void Reflect.set(globalThis, 'planted', `${'x'.repeat(5000)}${planted}`),
      passphrase,
    )
    expect(await foundInPage()).toEqual(['the passphrase in the heap'])
    await window.evaluate(() => Reflect.deleteProperty(globalThis, 'planted'))
  })
})

test.describe('outside of the page', () => {
  test('a copied token is taken off the clipboard only while it is still there', async () => {
    const { app } = stage.claimcheck
    const clipboard = () => app.evaluate(({ clipboard: board }) => board.readText())
    await callFromPage(window, 'settings.save', { clearClipboardAfterSeconds: 5 })
    await hands.comeBack('carol', /^Sign in/)
    await hands.page.inspect('carol')
    const copy = hands.page.inspector.getByRole('button', { name: 'Copy', exact: true })
    await copy.click()
    await expect.poll(clipboard).toMatch(/^eyJ/)
    await expect.poll(clipboard, { timeout: 9000 }).toBe('')
    await copy.click()
    await expect.poll(clipboard).toMatch(/^eyJ/)
    await app.evaluate(({ clipboard: board }) => board.writeText('a shopping list'))
    // Nothing is to happen: there is no event to wait for, only the time in which it would have been cleared.
    await window.waitForTimeout(6500)
    expect(await clipboard()).toBe('a shopping list')
  })

  test('titles of windows name a request, and none of its secrets', () => {
    expect([...titles]).toEqual(['Claimcheck', 'New request – Claimcheck'])
    expect(findSecrets(secrets(), [['the titles', [...titles].join('\n')]])).toEqual([])
  })

  test('crashes are sent nowhere and kept nowhere', async () => {
    const { app } = stage.claimcheck
    const crashes = await app.evaluate(({ app: electron, crashReporter }) => ({
      folder: electron.getPath('crashDumps'),
      parameters: crashReporter.getParameters(),
      // Not started: it throws, or says no.
      isSent: (() => {
        try {
          return crashReporter.getUploadToServer()
        } catch {
          return false
        }
      })(),
    }))
    expect(crashes.isSent).toBe(false)
    const kept = existsSync(crashes.folder) ? [...filesBelow(crashes.folder).keys()] : []
    expect(kept.filter((name) => /\.(?:dmp|meta)$/.test(name))).toEqual([])
    expect(await app.evaluate(({ app: electron }) => electron.commandLine.hasSwitch('enable-crash-reporter'))).toBe(
      false,
    )
  })

  test('no stream of the program says one', () => {
    expect(findSecrets(secrets(), [['the streams', Buffer.concat(streams)]])).toEqual([])
  })

  test('no file holds one when the program has ended: Chromium’s, the desktop’s, temporary ones, exports', async () => {
    await stage.claimcheck.close()
    const places = Object.entries(folders).flatMap(([folder, root]) =>
      [...filesBelow(root)].map(([name, bytes]) => [`${folder}/${name}`, bytes] as const),
    )
    expect(places.map(([name]) => name)).toEqual(
      expect.arrayContaining(['userData/vault.json', 'userData/Preferences', 'exported/vault.json']),
    )
    expect(findSecrets(secrets(), places)).toEqual([])
    expect([...filesBelow(folders.temporary).keys()]).toEqual([])
  })
})
