import type { FailureCode } from '@contract/failures'
import type { FailureRow } from './failure-row.ts'
import { formatClock, formatSpan } from './times.ts'
import { visibleText } from './visible-characters.ts'

type SignInCode = Extract<FailureCode, `sign_in.${string}` | `session.${string}`>

const said = (error: string, description: string | null) =>
  description === null
    ? `It answered "${visibleText(error)}".`
    : `It answered "${visibleText(error)}": ${visibleText(description)}`

const unreachable = {
  dns: 'Its name could not be found.',
  refused: 'Nothing listens there.',
  tls: 'Its certificate or TLS was not accepted.',
  timeout: 'It did not answer in time.',
  reset: 'It closed the connection.',
  other: 'The connection failed.',
} as const

const callbackReasons = {
  issuer_mismatch: 'The answer names another issuer than the one that was asked (RFC 9207).',
  no_code: 'The answer holds no code.',
  malformed: 'The answer could not be read.',
} as const

/** Rows for what can go wrong with signing in and with the life of a token. */
export const signInFailureRows: { readonly [Code in SignInCode]: FailureRow<Code> } = {
  'sign_in.cancelled': () => ({ title: 'Sign-in cancelled', advice: 'Nothing was changed.', action: 'sign-in' }),
  'sign_in.timed_out': ({ afterSeconds }) => ({
    title: 'The sign-in was not finished',
    advice: `The browser sent nothing back within ${formatSpan(afterSeconds * 1000)}. Start it again.`,
    action: 'sign-in',
  }),
  'sign_in.already_running': () => ({
    title: 'A sign-in for this profile is running',
    advice: 'Finish it in the browser, or cancel it first.',
    action: null,
  }),
  'sign_in.denied': ({ error, description }) => ({
    title: 'The server said no',
    advice: said(error, description),
    action: 'sign-in',
  }),
  'sign_in.browser_failed': () => ({
    title: 'The browser could not be opened',
    advice: 'Copy the address and open it yourself, or set a default browser.',
    action: 'sign-in',
  }),
  'sign_in.callback_rejected': ({ reason }) => ({
    title: 'The answer from the browser was not accepted',
    advice: `${callbackReasons[reason]} Nothing was changed. Start again.`,
    action: 'sign-in',
  }),
  'sign_in.port_unavailable': () => ({
    title: 'No port for the answer',
    advice: 'No free port on 127.0.0.1 could be opened for the answer of the sign-in.',
    action: 'retry',
  }),
  'sign_in.issuer_unreachable': ({ host, reason }) => ({
    title: `${visibleText(host)} could not be reached`,
    advice: `${unreachable[reason]} Nothing was changed.`,
    action: 'retry',
  }),
  'sign_in.issuer_not_metadata': ({ url, status }) => ({
    title: 'No authorisation server was found there',
    advice: `${visibleText(url)} answered ${status === null ? 'something that is not its metadata' : `with status ${status}`}. Check the issuer (RFC 8414 §3).`,
    action: 'edit-profile',
  }),
  'sign_in.issuer_mismatch': ({ expected, found }) => ({
    title: 'The server names itself differently',
    advice: `The profile says ${visibleText(expected)}, its metadata say ${visibleText(found)}. They must be equal (RFC 8414 §3.3).`,
    action: 'edit-profile',
  }),
  'sign_in.issuer_insecure': ({ url }) => ({
    title: 'That address is not protected',
    advice: `${visibleText(url)} uses plain http. Tokens are asked for over https, or on this machine only.`,
    action: 'edit-profile',
  }),
  'sign_in.endpoint_missing': ({ endpoint }) => ({
    title: 'The server does not offer this',
    advice: `Its metadata have no ${visibleText(endpoint)}. Another grant may work.`,
    action: 'edit-profile',
  }),
  'sign_in.client_refused': ({ error, description }) => ({
    title: 'The server refused the client',
    advice: `${said(error, description)} Check the client id, its secret and how it is sent.`,
    action: 'edit-profile',
  }),
  'sign_in.code_refused': ({ error, description }) => ({
    title: 'The server refused the code',
    advice: `${said(error, description)} A code works once and for a short time: start again.`,
    action: 'sign-in',
  }),
  'sign_in.id_token_rejected': ({ reason }) => ({
    title: 'The ID token was not accepted',
    advice: `${visibleText(reason)} (OpenID Connect Core §3.1.3.7)`,
    action: 'sign-in',
  }),
  'sign_in.answer_unreadable': ({ status, contentType }) => ({
    title: 'The token answer could not be read',
    advice: `Status ${status ?? 'unknown'}, type ${contentType === null ? 'not given' : visibleText(contentType)}. A token endpoint answers with JSON (RFC 6749 §5.1).`,
    action: 'edit-profile',
  }),
  'sign_in.clock_wrong': ({ skewSeconds }) => ({
    title: 'The clocks do not agree',
    advice: `This computer and the server are ${formatSpan(skewSeconds * 1000)} apart. Set the clock and sign in again.`,
    action: 'sign-in',
  }),
  'session.signed_out': () => ({ title: 'Not signed in', advice: 'This profile has no token yet.', action: 'sign-in' }),
  'session.refresh_refused': ({ description }) => ({
    title: 'The refresh token was refused',
    advice: `${description === null ? '' : `${visibleText(description)} `}Sign in again to get a new one.`,
    action: 'sign-in',
  }),
  'session.not_refreshable': () => ({
    title: 'The token has run out',
    advice: 'The server gave no refresh token with it, so a new sign-in is needed.',
    action: 'sign-in',
  }),
  'session.provider_unreachable': ({ host, retryAt }) => ({
    title: `${visibleText(host)} could not be reached`,
    advice: `Your tokens are kept.${retryAt === null ? '' : ` The next try is at ${formatClock(new Date(retryAt))}.`}`,
    action: 'retry',
  }),
  'session.not_saved': () => ({
    title: 'The new token could not be saved',
    advice: 'The vault could not write it, so it is not used. Check the disk and try again.',
    action: 'retry',
  }),
}
