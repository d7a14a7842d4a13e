import { expect, test, type Page } from '@playwright/test'
import { finishSignInInBrowser } from '../support/browser-sign-in.ts'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { vaultPage } from '../support/vault-page.ts'

test.skip(keyringUnderTest === 'gnome', 'a full disk is the same however secrets are kept')

let claimcheck: LaunchedClaimcheck
let window: Page

/** From now on the vault's file can't be written, as on a full disk. A limit on files would take the window's memory too. */
const fillTheDisk = () =>
  claimcheck.app.evaluate(() => {
    const { promises } = process.getBuiltinModule('node:fs')
    const { open } = promises
    promises.open = async (file, flags, ...rest) => {
      if (flags === 'r' || !String(file).includes('vault')) return open(file, flags, ...rest)
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
    process.getBuiltinModule('node:module').syncBuiltinESMExports()
  })

/** The person's answers to the system's dialogs, each used once; then the questions that were asked. */
const answerWith = (answers: readonly number[]) =>
  claimcheck.app.evaluate(({ dialog }, given) => {
    const left = [...given]
    const asked: string[] = []
    Reflect.set(dialog, 'askedInTest', asked)
    Reflect.set(dialog, 'showMessageBox', async (_window: unknown, { message }: { message: string }) => {
      asked.push(message)
      return { response: left.shift() ?? 0, checkboxChecked: false }
    })
  }, answers)
const asked = (): Promise<unknown> => claimcheck.app.evaluate(({ dialog }) => Reflect.get(dialog, 'askedInTest'))
const closeWindow = () => claimcheck.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
const whenGone = () =>
  new Promise<number | null>((resolve) => void claimcheck.app.process().once('exit', (code) => resolve(code)))

test.beforeEach(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  await vaultPage(window).setUp()
})
test.afterEach(() => claimcheck.close())

test('a window that closes on a full disk asks about a sign-in that is not saved, stays, and then quits in order', async () => {
  await fillTheDisk()
  await profilesPage(window).fromMenuOf('alice', /^Sign in/)
  await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
  await expect(window.getByText(/not saved|could not be saved/).first()).toBeVisible()
  await answerWith([0, 1])
  await closeWindow()
  await expect.poll(asked).toEqual(['alice’s sign-in is not saved. Quit and lose it?'])
  await expect(window.getByRole('treeitem', { name: /List orders/ })).toBeVisible()
  const gone = whenGone()
  await closeWindow()
  expect(await gone).toBe(0)
})

test('a system that shuts down is not held up by the question', async () => {
  await fillTheDisk()
  await profilesPage(window).fromMenuOf('alice', /^Sign in/)
  await finishSignInInBrowser(claimcheck, { as: 'alice', consent: 'allow' })
  await expect(window.getByText(/not saved|could not be saved/).first()).toBeVisible()
  const gone = whenGone()
  claimcheck.app.process().kill('SIGTERM')
  expect(await gone).toBe(0)
})
