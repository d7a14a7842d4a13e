import type { Page } from '@playwright/test'
import { callFromPage } from './call-from-page.ts'

interface Addresses {
  readonly issuer: string
  readonly apiUrl: string
}

/** Where the app's own playground listens, as the status bar tells a person; it is started where it was not yet. */
export async function playgroundAddresses(window: Page): Promise<Addresses> {
  const reply = await callFromPage(window, 'playground.start', {})
  if (typeof reply !== 'object' || reply === null || !('value' in reply))
    throw new Error('the playground did not start')
  const { value } = reply
  if (typeof value !== 'object' || value === null || !('issuer' in value) || !('apiUrl' in value)) {
    throw new Error('the playground has no addresses')
  }
  return { issuer: String(value.issuer), apiUrl: String(value.apiUrl) }
}
