import type { FailureCode } from '@contract/failures'
import { asSentence } from './as-sentence.ts'
import type { FailureRow } from './failure-row.ts'
import { deniedText, refusalText } from './refusal-text.ts'
import { formatClock, formatSpan } from './times.ts'
import { visibleText } from './visible-characters.ts'

type SignInCode = Extract<FailureCode, `sign_in.${string}` | `session.${string}`>

const callbackReasons = {
  issuer_mismatch: 'The answer names another issuer than the one that was asked (RFC 9207).',
  no_code: 'The answer holds no code.',
  malformed: 'The answer could not be read.',
} as const

const addressReasons = {
  'not-an-address': 'That is no address. Copy the whole line of the browser’s address bar, from http to its end.',
  'other-place': 'That is not the redirect address of this profile. Copy it after the server has sent you on.',
  'other-state': 'That address answers another sign-in. Use the one that this sign-in opened.',
  'no-answer': 'That address carries no answer yet. Finish in the browser, then copy where it ended.',
} as const

/** Rows for what can go wrong with signing in and with the life of a token. */
export const signInFailureRows: { readonly [Code in SignInCode]: FailureRow<Code> } = {
  'sign_in.cancelled': () => ({ title: 'Sign-in cancelled', advice: 'Nothing was changed.', action: 'sign-in' }),
  'sign_in.timed_out': ({ afterSeconds }) => ({
    title: 'The sign-in was not finished',
    advice: `The browser sent nothing back within ${formatSpan(afterSeconds * 1000)}. Start it again.`,
    action: 'sign-in',
  }),
  'sign_in.vault_locked': () => ({
    title: 'The answer came while the vault was locked',
    advice: 'Nothing of it could be kept. Sign in again.',
    action: 'sign-in',
  }),
  'sign_in.already_running': () => ({
    title: 'A sign-in for this profile is running',
    advice: 'Finish it in the browser, or cancel it first.',
    action: null,
  }),
  'sign_in.denied': deniedText,
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
  'sign_in.port_unavailable': ({ port }) =>
    port === null
      ? {
          title: 'No port for the answer',
          advice: 'No free port on this machine could be opened for the answer of the sign-in.',
          action: 'retry',
        }
      : {
          title: `Port ${port} is in use`,
          advice: `The profile fixes port ${port} for the answer, and another program has it. End that one, or choose another port here and at the server.`,
          action: 'edit-profile',
        },
  'sign_in.address_refused': ({ reason }) => ({
    title: 'That is not the address to paste',
    advice: `${addressReasons[reason]} The sign-in still waits.`,
    action: null,
  }),
  'sign_in.key_unusable': ({ reason }) => ({
    title: 'The key of the profile cannot be used',
    advice: `${visibleText(reason)} Enter it again in the profile.`,
    action: 'edit-profile',
  }),
  'sign_in.claims_unusable': ({ reason }) => ({
    title: 'The claims of the profile cannot be signed',
    advice: `${visibleText(reason)} Mend them in the profile.`,
    action: 'edit-profile',
  }),
  'sign_in.login_refused': ({ status, said }) => ({
    title: `The login was refused with status ${status}`,
    advice:
      said === '' ? 'Check name, password and the login request in the profile.' : `It answered: ${visibleText(said)}`,
    action: 'edit-profile',
  }),
  'sign_in.login_unanswered': ({ host, reason }) => ({
    title: `The login at ${visibleText(host)} got no answer`,
    advice: `${visibleText(reason)} Nothing was changed.`,
    action: 'retry',
  }),
  'sign_in.login_shape': ({ wanted, path, reached, saw }) => ({
    title: `The login’s answer holds no ${visibleText(wanted)} at ${visibleText(path)}`,
    advice: `${reached === '' ? 'Nothing of that path was there' : `The path led as far as ${visibleText(reached)}`}; the answer has ${visibleText(saw)}. Mend the path in the profile.`,
    action: 'edit-profile',
  }),
  'sign_in.source_signed_out': () => ({
    title: 'The other profile has no token to trade in',
    advice: 'This profile exchanges the token of another one. Sign that one in first, then this one.',
    action: 'retry',
  }),
  'sign_in.nonce_loop': ({ host }) => ({
    title: `${visibleText(host)} asks for a new nonce each time`,
    advice:
      'It refused a DPoP proof that carried the nonce it had just given (RFC 9449 §8). The fault is the server’s.',
    action: 'retry',
  }),
  'sign_in.issuer_unreachable': ({ host, said }) => ({
    title: `${visibleText(host)} could not be reached`,
    advice: `${visibleText(said)} Nothing was changed.`,
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
  'sign_in.client_refused': (details) =>
    refusalText(details, {
      title: 'The server refused the client',
      advice: 'Check the client id, its secret and how it is sent.',
      action: 'edit-profile',
    }),
  'sign_in.code_refused': (details) =>
    refusalText(details, {
      title: 'The server refused the code',
      advice: 'A code works once and for a short time: start again.',
      action: 'sign-in',
    }),
  'sign_in.grant_refused': (details) =>
    refusalText(details, {
      title: 'The server gave no token',
      advice: 'What was sent and answered shows the request as it went out.',
      action: 'edit-profile',
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
    advice: `This computer’s clock is ${formatSpan(skewSeconds * 1000)} ${skewSeconds > 0 ? 'behind' : 'ahead of'} the server’s, and tokens carry times. Set it and sign in again.`,
    action: 'sign-in',
  }),
  'session.signed_out': () => ({ title: 'Not signed in', advice: 'This profile has no token yet.', action: 'sign-in' }),
  'session.refresh_refused': ({ description }) => ({
    title: 'The refresh token was refused',
    advice: `${description === null ? '' : `${asSentence(visibleText(description))} `}Sign in again to get a new one.`,
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
  'session.refreshing_elsewhere': () => ({
    title: 'Another Claimcheck is refreshing this token',
    advice:
      'Two refreshes at once could end the sign-in, so this one waited, and the other has not ended yet. Try again in a moment.',
    action: 'retry',
  }),
  'session.not_saved': () => ({
    title: 'The new token could not be saved',
    advice:
      'The vault could not write it. It works, but is gone when Claimcheck quits. Saving is tried again by itself: make room on the disk.',
    action: 'retry',
  }),
}
