import { expect, type Page } from '@playwright/test'
import { literally } from './profiles-page.ts'

/** The parts of the window by their roles and names, and the deeds that most tests begin with. */
export function workbenchPage(window: Page) {
  const tree = window.getByRole('tree', { name: 'Requests' })
  const address = window.getByRole('textbox', { name: 'Address' })
  const response = window.getByRole('region', { name: 'Response' })
  const item = (name: string | RegExp) => tree.getByRole('treeitem', { name })

  async function send(): Promise<void> {
    await window.getByRole('button', { name: 'Send', exact: true }).click()
  }

  async function newRequest(url: string, as: string | RegExp = 'Nobody: without a token'): Promise<void> {
    await window.keyboard.press('Control+t')
    await address.fill(url)
    await window.getByRole('button', { name: /^Send (?!once)\S+ .*:/ }).click()
    await window.getByRole('menuitem', { name: as }).click()
  }

  /** Until its tab is in front: a click on Send before that would send what was there before. */
  async function openRequest(name: string): Promise<void> {
    await item(new RegExp(name)).click()
    await expect(window.getByRole('tab', { name: new RegExp(name), selected: true })).toBeVisible()
  }

  /** Closes the tab in front, and throws away what was typed in it. */
  async function discardTab(): Promise<void> {
    await window.keyboard.press('Control+w')
    await window.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click()
  }

  return {
    tree,
    address,
    response,
    item,
    send,
    inspector: window.getByRole('complementary', { name: 'Token inspector' }),
    /** The tab of an open request, by its method and name. */
    tab: (name: string | RegExp) => window.getByRole('tab', { name }),
    openRequest,

    /** Opens a tab of its own for an address, which is sent as nobody where no profile is named. */
    newRequest,
    discardTab,

    /** Sends to an address as a profile in a tab of its own, expects a 200, and closes the tab again. */
    async sendOnceAs(profile: string, url: string): Promise<void> {
      await newRequest(url, new RegExp(`^${literally(profile)} `))
      await send()
      await expect(response.getByText(new RegExp(`^sent \\S+ as ${literally(profile)}$`))).toBeVisible()
      await expect(response.getByRole('status').first()).toHaveText('200 OK')
      await discardTab()
    },

    async inspect(profile: string): Promise<void> {
      await window.getByRole('button', { name: new RegExp(`^${profile}\\b`) }).click()
    },

    async fromMenuOf(name: string | RegExp, deed: string): Promise<void> {
      await item(name).click({ button: 'right' })
      await window.getByRole('menuitem', { name: new RegExp(`^${deed}`) }).click()
    },

    async openSettings(): Promise<void> {
      await window.getByRole('button', { name: 'Settings', exact: true }).click()
    },
  }
}
export type WorkbenchPage = ReturnType<typeof workbenchPage>
