import type { BrowserEdit } from './browser-edit.ts'
import type { OAuthEdit } from './oauth-edit.ts'
import type { ProfileEdit } from './profile-edit.ts'

const nothing = 'as usual'
const joined = (parts: readonly (string | false)[]) => parts.filter((part) => part !== false).join(', ') || nothing

/** What is set for the sign-in page, for a section that is closed. */
export const browserSummary = (browser: BrowserEdit): string =>
  joined([
    browser.prompt !== null && `prompt=${browser.prompt}`,
    browser.loginHint.trim() !== '' && 'login hint',
    browser.acrValues.trim() !== '' && 'acr',
    browser.maxAgeSeconds.trim() !== '' && `max_age=${browser.maxAgeSeconds.trim()}`,
    browser.pushedRequest !== 'when-offered' && (browser.pushedRequest === 'always' ? 'PAR' : 'no PAR'),
  ])

/** What is set for the token, for a section that is closed. */
export const tokenSummary = ({ dpop, resources, extraParameters }: OAuthEdit): string =>
  joined([
    dpop && 'DPoP',
    resources.length > 0 && (resources.length === 1 ? '1 resource' : `${resources.length} resources`),
    extraParameters.length > 0 && extraParameters.map(({ name }) => name || '…').join(', '),
  ])

/** How the profile looks in the list. */
export const lookSummary = ({ group, colour }: ProfileEdit): string =>
  [group.trim(), colour ?? ''].filter((part) => part !== '').join(' · ') || 'no group'
