import type { Grant, SignInPrompt } from '@contract/oauth'
import { freePort, redirectEditOf, redirectOf, type RedirectEdit } from './redirect-edit.ts'
import { textOrNull, wholeNumberOrNull } from './typed-text.ts'

type InBrowser = Extract<Grant, { type: 'authorization_code' | 'implicit' }>

/** What a sign-in in the browser may ask for, as it is typed. */
export interface BrowserEdit {
  readonly redirect: RedirectEdit
  readonly loginHint: string
  readonly prompt: SignInPrompt | null
  readonly acrValues: string
  readonly maxAgeSeconds: string
  readonly pushedRequest: InBrowser['pushedRequest']
}

export const emptyBrowser: BrowserEdit = {
  redirect: freePort,
  loginHint: '',
  prompt: null,
  acrValues: '',
  maxAgeSeconds: '',
  pushedRequest: 'when-offered',
}

export const browserEditOf = (grant: InBrowser): BrowserEdit => ({
  redirect: redirectEditOf(grant.redirect),
  loginHint: grant.loginHint ?? '',
  prompt: grant.prompt,
  acrValues: grant.acrValues ?? '',
  maxAgeSeconds: grant.maxAgeSeconds === null ? '' : String(grant.maxAgeSeconds),
  pushedRequest: grant.pushedRequest,
})

export const inBrowserOf = (edit: BrowserEdit): Omit<InBrowser, 'type'> => ({
  redirect: redirectOf(edit.redirect),
  loginHint: textOrNull(edit.loginHint),
  prompt: edit.prompt,
  acrValues: textOrNull(edit.acrValues),
  maxAgeSeconds: wholeNumberOrNull(edit.maxAgeSeconds),
  pushedRequest: edit.pushedRequest,
})
