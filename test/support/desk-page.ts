import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { WorkbenchPage } from './workbench-page.ts'

/** The token desk by its roles and names, and what a person does at it. */
export function deskPage(app: ElectronApplication, window: Page) {
  const desk = window.getByRole('region', { name: 'Tokens', exact: true })
  const field = desk.getByRole('textbox', { name: /^Paste or drop anything/ })
  const shown = desk.getByRole('region', { name: 'The token that is chosen' })
  const list = desk.getByRole('navigation', { name: 'Tokens to look at' })
  const comparing = desk.getByRole('region', { name: 'Compare two tokens' })
  const editing = desk.getByRole('region', { name: 'Edit a token for tests' })

  /** Brings the desk to the front with its field ready. */
  async function open(): Promise<void> {
    await window.keyboard.press('Control+j')
    await expect(field).toBeFocused()
  }

  return {
    desk,
    field,
    list,
    shown,
    comparing,
    editing,
    open,

    /** As a person: copied somewhere else, and pasted where the desk waits for it. */
    async paste(text: string): Promise<void> {
      await open()
      await app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
      await window.keyboard.press('Control+v')
    },

    /** Text that is dragged from another program and let go of over the desk. */
    async drop(text: string): Promise<void> {
      await open()
      const dataTransfer = await window.evaluateHandle((dragged) => {
        const transfer = new DataTransfer()
        transfer.setData('text/plain', dragged)
        return transfer
      }, text)
      for (const type of ['dragenter', 'dragover', 'drop']) await desk.dispatchEvent(type, { dataTransfer })
    },

    async sendRequestInFront(): Promise<void> {
      await desk.getByRole('button', { name: 'Send the request in front with it' }).first().click()
    },
  }
}
export type DeskPage = ReturnType<typeof deskPage>

/** Puts the profile's access token on the clipboard with its button, and gives it. */
export async function copyToken(app: ElectronApplication, page: WorkbenchPage): Promise<string> {
  await page.inspector.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(page.inspector.getByText(/^Copied\./)).toBeVisible()
  return app.evaluate(({ clipboard }) => clipboard.readText())
}
