import type { Page } from '@playwright/test'
import { keyringUnderTest } from './keyring-under-test.ts'

/** Where there is no keyring a person chooses how tokens are kept; here: in memory. With a keyring nobody is asked. */
export async function openVault(window: Page): Promise<void> {
  if (keyringUnderTest === 'gnome') return
  await window.getByRole('button', { name: 'Choose…' }).click()
  await window.getByRole('button', { name: 'Keep in memory only' }).click()
  await window.getByRole('dialog').waitFor({ state: 'hidden' })
}
