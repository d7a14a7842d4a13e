import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { objectionsOfAxe } from './axe-in-window.ts'

const themes = ['dark', 'light'] as const
export type Theme = (typeof themes)[number]

/** As when the system's own scheme changes, so that whatever is open stays open; null: the machine's own again. */
export async function chooseTheme(window: Page, theme: Theme | null): Promise<void> {
  await window.emulateMedia({ colorScheme: theme })
  if (theme !== null) await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
}

export async function expectNoObjections(window: Page, place: string): Promise<void> {
  for (const theme of themes) {
    await chooseTheme(window, theme)
    expect(await objectionsOfAxe(window), `${place}, ${theme}`).toEqual([])
  }
  await chooseTheme(window, null)
}

/** Takes pictures into a folder of their own under test-results: `<name>-dark.png` and `<name>-light.png`. */
export function filmInBothThemes(window: Page, film: string) {
  const folder = path.resolve(import.meta.dirname, '../../test-results', film)
  mkdirSync(folder, { recursive: true })
  return async (name: string): Promise<void> => {
    for (const theme of themes) {
      await chooseTheme(window, theme)
      await window.screenshot({ path: path.join(folder, `${name}-${theme}.png`), animations: 'disabled' })
    }
    await chooseTheme(window, null)
  }
}
