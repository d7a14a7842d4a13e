import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'

/** The list of profiles and their form, by roles and names, and what a person does with them. */
export function profilesPage(window: Page) {
  const list = window.getByRole('region', { name: 'Profiles', exact: true })
  const row = (name: string) => list.locator('button[data-profile]').filter({ has: exactText(window, name) })
  const form = window.getByRole('dialog', { name: /^(?:Add a profile$|Edit “|Duplicate the profile$)/ })

  async function fromMenuOf(name: string, deed: string | RegExp): Promise<void> {
    await list.getByRole('button', { name: `More for ${name}`, exact: true }).click()
    await window.getByRole('menuitem', { name: deed }).click()
  }

  return {
    list,
    row,
    form,
    fromMenuOf,
    sectionOf: (title: string) => form.locator('summary').filter({ has: exactText(window, title) }),
    running: (name: string) => window.getByRole('article', { name: `Sign-in of ${name}`, exact: true }),
    failed: (name: string) => window.getByRole('article', { name: `Failed sign-in of ${name}`, exact: true }),

    /** Opens the form of a profile by its key, as whoever edits many does. */
    async edit(name: string): Promise<Locator> {
      await row(name).press('F2')
      const dialog = window.getByRole('dialog', { name: `Edit “${name}”`, exact: true })
      await expect(dialog).toBeVisible()
      return dialog
    },

    async fromMenu(deed: string | RegExp): Promise<void> {
      await list.getByRole('button', { name: 'More for profiles', exact: true }).click()
      await window.getByRole('menuitem', { name: deed }).click()
    },
  }
}

/** A name inside of a regular expression. */
export const literally = (text: string): string => text.replaceAll(/[()]/g, '\\$&')

const exactText = (window: Page, text: string) => window.getByText(text, { exact: true })

/** Chooses in a list that opens at a field. */
export async function choose(scope: Locator, field: string, option: string): Promise<void> {
  await scope
    .getByRole('combobox', { name: field, exact: true })
    .or(scope.getByRole('textbox', { name: field, exact: true }))
    .first()
    .click()
  await scope.page().getByRole('option', { name: option, exact: true }).click()
}

/** Makes the window as large as a person would drag it; the page has this size then, frame and menu aside. */
export async function resizeWindow(
  app: ElectronApplication,
  window: Page,
  width: number,
  height: number,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [w, h]) => {
      for (const each of BrowserWindow.getAllWindows()) {
        each.setMinimumSize(400, 300)
        each.setContentSize(w, h)
      }
    },
    [width, height] as const,
  )
  await expect.poll(() => window.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
}
