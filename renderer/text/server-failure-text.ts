import type { FailureCode } from '@contract/failures'
import type { FailureRow } from './failure-row.ts'
import { saidByServer } from './refusal-text.ts'
import { visibleText } from './visible-characters.ts'

type ServerCode = Extract<FailureCode, `token_service.${string}` | `find_login.${string}`>

/** Most of the metadata's names say already what they are: `userinfo_endpoint` (RFC 8414 §2). */
const endpointName = (name: string): string => (name.endsWith('_endpoint') ? name : `${name} endpoint`)

/** Rows for what a server did not do for a token, and for the search of an API's login. */
export const serverFailureRows: { readonly [Code in ServerCode]: FailureRow<Code> } = {
  'token_service.refused': ({ endpoint, status, error, description }) => ({
    title: `The server’s ${endpointName(visibleText(endpoint))} refused, with status ${status}`,
    advice: `${error === null ? 'It gave no reason.' : saidByServer(error, description)} Nothing was changed here.`,
    action: 'retry',
  }),
  'find_login.metadata_refused': ({ url, reason }) => ({
    title: 'What the API points at was not believed',
    advice: `${visibleText(url.slice(0, 300))}: ${visibleText(reason)}`,
    action: null,
  }),
  'find_login.registration_refused': ({ error, description }) => ({
    title: 'The server did not register a client',
    advice: `${saidByServer(error, description)} Register one there by hand and enter its client id.`,
    action: null,
  }),
  'find_login.forgotten': () => ({
    title: 'This search is no longer known',
    advice: 'Look for the login again; nothing was saved yet.',
    action: 'retry',
  }),
}
