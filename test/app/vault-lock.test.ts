import { expect, test, type Page } from '@playwright/test'
import { keyringUnderTest } from '../support/keyring-under-test.ts'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'
import { profilesPage } from '../support/profiles-page.ts'
import { vaultFilm, vaultPage } from '../support/vault-page.ts'
import { workbenchPage, type WorkbenchPage } from '../support/workbench-page.ts'

test.skip(keyringUnderTest === 'gnome', 'under the keyring alone nobody is asked; the rest is the same')
test.describe.configure({ mode: 'serial' })

let claimcheck: LaunchedClaimcheck
let window: Page
let page: WorkbenchPage
let vault: ReturnType<typeof vaultPage>

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
  page = workbenchPage(window)
  vault = vaultPage(window)
  await vault.setUp()
})
test.afterAll(() => claimcheck.close())

const lockByKey = async () => {
  await window.keyboard.press('Control+Shift+l')
  await expect(vault.lockScreen).toBeVisible()
}

/** What assistive technology is told of the window: every name and value that it can reach. */
async function spokenText(): Promise<string> {
  const session = await window.context().newCDPSession(window)
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    const told = nodes.filter(({ ignored }) => !ignored)
    return JSON.stringify(told.map(({ name, value, description }) => [name?.value, value?.value, description?.value]))
  } finally {
    await session.detach()
  }
}

/** Where clicks all over the window would go, beside the lock screen; none, while it covers everything. */
const reachableByPointer = () =>
  window.evaluate(() => {
    const found = new Set<string>()
    for (let x = 2; x < innerWidth; x += 24) {
      for (let y = 2; y < innerHeight; y += 24) {
        const hit = document.elementFromPoint(x, y)
        if (hit !== null && hit.closest('[aria-label="Claimcheck is locked"]') === null) found.add(hit.outerHTML)
      }
    }
    return [...found]
  })

/** What keys go to that is neither in the lock screen nor the empty page, where Tab comes by on its way round. */
const focusUnderneath = () =>
  window.evaluate(() => {
    const focused = document.activeElement
    if (focused === null || focused === document.body) return null
    return focused.closest('[aria-label="Claimcheck is locked"]') === null ? focused.outerHTML : null
  })

test.describe('a window that was locked', () => {
  test('shows nothing of the work, to no sense, and gives nothing out to keys', async () => {
    await page.openRequest('Order by id')
    await page.address.fill('{{baseUrl}}/orders/ord_typed-and-not-sent')
    await page.inspect('alice')
    expect(await spokenText()).toContain('ord_typed-and-not-sent')
    const edges = async () => {
      const { width, height } = await window.evaluate(() => ({ width: innerWidth, height: innerHeight }))
      const strip = (x: number) => window.screenshot({ clip: { x, y: 0, width: 200, height } })
      return [await strip(0), await strip(width - 200)] as const
    }
    const [leftBefore, rightBefore] = await edges()
    expect(leftBefore.equals(rightBefore)).toBe(false)

    await lockByKey()
    await vaultFilm(window)('03-lock')
    const [left, right] = await edges()
    // Both are one plain colour: nothing of the panes shines through.
    expect(left.equals(right)).toBe(true)
    expect(left.equals(leftBefore)).toBe(false)
    const spoken = await spokenText()
    expect(spoken).toContain('Claimcheck is locked')
    for (const words of ['ord_typed', 'alice', 'robot', 'List orders', 'playground'])
      expect(spoken).not.toContain(words)
    expect(await reachableByPointer()).toEqual([])
    for (let presses = 0; presses < 12; presses += 1) {
      await window.keyboard.press(presses < 6 ? 'Tab' : 'Shift+Tab')
      expect(await focusUnderneath()).toBe(null)
    }
    for (const keys of ['Control+k', 'Control+t', 'Control+w', 'Control+Enter', 'F6', 'Escape']) {
      await window.keyboard.press(keys)
      await expect(window.getByRole('dialog')).toHaveCount(1)
      expect(await focusUnderneath()).toBe(null)
    }
  })

  test('says that a passphrase is wrong, and opens with the right one on the work as it was', async () => {
    const field = vault.field(vault.lockScreen, 'Passphrase')
    await field.fill('seven lamps on the key')
    await field.press('Enter')
    await expect(vault.lockScreen.getByText('That passphrase is not right')).toBeVisible()
    await vaultFilm(window)('04-wrong-passphrase')
    await expect(field).toBeFocused()
    // It is chosen whole: what is typed takes its place.
    await vault.unlock()
    await expect(page.address).toHaveValue('{{baseUrl}}/orders/ord_typed-and-not-sent')
    await expect(page.tab(/Order by id/)).toHaveCount(1)
    await expect(page.inspector.getByText('alice').first()).toBeVisible()
    await expect(vault.pill('passphrase')).toBeVisible()
  })

  test('has what was typed in an open dialog, and the focus and the selection, when it opens', async () => {
    const { list, form } = profilesPage(window)
    await list.getByRole('button', { name: 'Add a profile', exact: true }).click()
    const name = form.getByRole('textbox', { name: 'Name', exact: true })
    await name.fill('half a name')
    await name.focus()
    await name.evaluate((input) => {
      if (input instanceof HTMLInputElement) input.setSelectionRange(5, 6)
    })
    await lockByKey()
    await expect(form).toBeHidden()
    await vault.unlock()
    await expect(form).toBeVisible()
    await expect(name).toHaveValue('half a name')
    await expect(name).toBeFocused()
    await window.keyboard.type('the')
    await expect(name).toHaveValue('half the name')
    await window.keyboard.press('Escape')
    await window.getByRole('button', { name: 'Throw away' }).click()
  })

  test('is locked by the button of the vault’s panel too, whose panel is gone when it opens', async () => {
    await vault.lockByButton()
    await expect(vault.lockScreen.getByText('You locked it.')).toBeVisible()
    await vault.unlock()
    await expect(window.getByRole('dialog')).toHaveCount(0)
  })
})

test.describe('a vault under a passphrase locks by itself', () => {
  const becomeIdle = (seconds: number) =>
    claimcheck.app.evaluate(({ powerMonitor }, idle) => {
      powerMonitor.getSystemIdleTime = () => idle
    }, seconds)
  const tell = (event: 'lock-screen' | 'suspend' | 'resume') =>
    claimcheck.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event)

  test('when nobody was there for as long as the settings say', async () => {
    await becomeIdle(0)
    await page.openSettings()
    const minutes = window.getByRole('textbox', { name: 'Lock when nobody is there' })
    await minutes.fill('5')
    await minutes.press('Enter')
    await vaultFilm(window)('10-settings-of-the-lock')
    await becomeIdle(299)
    // Longer than a look at the clock takes to come: it must still be open.
    await expect(vault.lockScreen).toBeHidden()
    await becomeIdle(300)
    await expect(vault.lockScreen).toBeVisible({ timeout: 25_000 })
    await expect(vault.lockScreen.getByText('Nobody was at this computer for a while.')).toBeVisible()
    await becomeIdle(0)
    await vault.unlock()
    await expect(minutes).toHaveValue('5')
  })

  test('when the screen is locked, and when the machine sleeps; not when that is switched off', async () => {
    await tell('lock-screen')
    await expect(vault.lockScreen.getByText(/^The screen of this computer was locked/)).toBeVisible()
    await vault.unlock()
    await tell('suspend')
    await expect(vault.lockScreen.getByText('This computer went to sleep.')).toBeVisible()
    await tell('resume')
    await vault.unlock()
    const withScreen = window.getByRole('switch', { name: 'Lock with the screen' })
    await withScreen.click({ force: true })
    await expect(withScreen).not.toBeChecked()
    await tell('lock-screen')
    await tell('suspend')
    // What came first would have locked it with other words.
    await expect(vault.lockScreen.getByText('This computer went to sleep.')).toBeVisible()
    await vault.unlock()
  })
})

test.describe('whoever has forgotten the passphrase', () => {
  test('can forget everything from the lock screen, and finds a window without the work of before', async () => {
    await window.getByRole('button', { name: 'Requests', exact: true }).click()
    await lockByKey()
    await vault.lockScreen.getByRole('button', { name: 'Forgotten the passphrase?' }).click()
    await vault.lockScreen.getByRole('button', { name: 'Forget everything…' }).click()
    await vaultFilm(window)('11-forget-from-the-lock')
    const forget = vault.lockScreen.getByRole('button', { name: 'Forget everything', exact: true })
    const typed = vault.lockScreen.getByLabel('To confirm, type “forget everything”')
    await expect(typed).toBeFocused()
    await window.keyboard.type('forget nothing')
    await expect(forget).toBeDisabled()
    await typed.fill('forget everything')
    await forget.click()
    await expect(vault.lockScreen).toBeHidden()
    await expect(vault.pill('not set up')).toBeVisible()
    await expect(window.getByRole('dialog')).toHaveCount(0)
    await expect(page.response.getByText('No answer yet')).toBeVisible()
    await expect(page.address).toHaveValue('{{baseUrl}}/orders/ord_typed-and-not-sent')
  })
})
