import type { RefusalCause } from '@contract/failures'
import type { FailureText } from './failure-row.ts'
import { visibleText } from './visible-characters.ts'

/** What a server said of an error, as a sentence. */
export const saidByServer = (error: string, description: string | null): string => {
  const end = description === null || /[.!?]$/.test(description.trim()) ? '' : '.'
  return description === null || description.trim() === ''
    ? `It answered “${visibleText(error)}”.`
    : `It answered “${visibleText(error)}”: ${visibleText(description.trim())}${end}`
}

const rows: { readonly [Cause in Exclude<RefusalCause, 'unknown'>]: FailureText } = {
  'client-unknown': {
    title: 'The server does not know this client',
    advice: 'Compare the client id in the profile with the registered one; a client of another tenant is unknown here.',
    action: 'edit-profile',
  },
  'client-secret': {
    title: 'The server did not accept the client secret',
    advice: 'Enter it again in the profile: it may have been replaced, or belong to another client.',
    action: 'edit-profile',
  },
  'client-key': {
    title: 'The server did not accept the client’s signature',
    advice: 'Register the public half of the key there, with the same key id and algorithm as in the profile.',
    action: 'edit-profile',
  },
  'client-authentication': {
    title: 'The server wants this client to prove itself in another way',
    advice: 'Choose another client authentication in the profile; the server’s metadata name those it takes.',
    action: 'edit-profile',
  },
  'client-certificate': {
    title: 'The server did not accept the client certificate',
    advice: 'Check that the profile holds the certificate that was registered for this client (RFC 8705 §2).',
    action: 'edit-profile',
  },
  redirect: {
    title: 'The redirect address is not registered',
    advice: 'Register the profile’s redirect address for this client, character by character (RFC 6749 §3.1.2.3).',
    action: 'edit-profile',
  },
  pkce: {
    title: 'The server refused the proof for the code (PKCE)',
    advice: 'The verifier did not fit the challenge, or the server lost it: start again (RFC 7636 §4.6).',
    action: 'sign-in',
  },
  code: {
    title: 'The server refused the code',
    advice: 'A code works once and for a short time (RFC 6749 §4.1.2): start again.',
    action: 'sign-in',
  },
  scope: {
    title: 'The server refused a scope',
    advice: 'Take out of the profile what this client may not ask for; the metadata name the scopes there are.',
    action: 'edit-profile',
  },
  resource: {
    title: 'The server gives no token for that resource',
    advice: 'Check the resource or audience in the profile; it must be one that the server knows (RFC 8707 §2).',
    action: 'edit-profile',
  },
  'grant-not-allowed': {
    title: 'This client may not use this grant',
    advice: 'Allow the grant for the client at the server, or choose another one in the profile (RFC 6749 §5.2).',
    action: 'edit-profile',
  },
  person: {
    title: 'The server did not accept the person',
    advice: 'Name or password may be wrong, the account locked, or a sign-in in the browser asked for.',
    action: 'edit-profile',
  },
  assertion: {
    title: 'The server refused the signed assertion',
    advice: 'Check issuer, subject, audience and lifetime of its claims, and the key it is signed with (RFC 7523 §3).',
    action: 'edit-profile',
  },
  'subject-token': {
    title: 'The server refused the token that was traded in',
    advice: 'Sign the other profile in again, or check that its tokens may be exchanged here (RFC 8693 §2.2.2).',
    action: 'edit-profile',
  },
  'refresh-token': {
    title: 'The server refused the refresh token',
    advice: 'It may be spent, revoked or another client’s: enter a new one in the profile (RFC 6749 §5.2).',
    action: 'edit-profile',
  },
  dpop: {
    title: 'The server refused the DPoP proof',
    advice: 'It may want a nonce, another algorithm, or a clock closer to its own: try again (RFC 9449 §5).',
    action: 'retry',
  },
  clock: {
    title: 'The clocks do not agree',
    advice: 'A time in the request lies outside of what the server allows. Set this computer’s clock and try again.',
    action: 'retry',
  },
}

/** Words for an OAuth error by what it is most likely about; `otherwise` is said where nothing told the cause. */
export function refusalText(
  { error, description, cause }: { error: string; description: string | null; cause: RefusalCause },
  otherwise: FailureText,
): FailureText {
  const { title, advice, action } = cause === 'unknown' ? otherwise : rows[cause]
  return { title, advice: `${saidByServer(error, description)} ${advice}`, action }
}

// Errors that come back through the browser or while a device waits (RFC 6749 §4.1.2.1, OpenID Core §3.1.2.6, RFC 8628 §3.5).
const browserErrors: Readonly<Record<string, FailureText>> = {
  access_denied: {
    title: 'Consent was denied in the browser',
    advice:
      'Whoever was asked said no, or the server’s rules did. Sign in again and allow it, or ask for fewer scopes.',
    action: 'sign-in',
  },
  expired_token: {
    title: 'The code ran out before it was entered',
    advice: 'Start again for a new code.',
    action: 'sign-in',
  },
  login_required: {
    title: 'Nobody is signed in at the server',
    advice: 'The profile asks without any page (prompt=none), and that works only with a session there.',
    action: 'edit-profile',
  },
  consent_required: {
    title: 'The server needs consent first',
    advice: 'The profile asks without any page (prompt=none): sign in once without it.',
    action: 'edit-profile',
  },
  interaction_required: {
    title: 'The server needs the person',
    advice: 'The profile asks without any page (prompt=none): sign in once without it.',
    action: 'edit-profile',
  },
  account_selection_required: {
    title: 'The server needs to know which account',
    advice: 'The profile asks without any page (prompt=none): give a login hint, or sign in without it.',
    action: 'edit-profile',
  },
  invalid_scope: rows.scope,
  invalid_target: rows.resource,
  unauthorized_client: rows['grant-not-allowed'],
  unsupported_response_type: rows['grant-not-allowed'],
  unmet_authentication_requirements: {
    title: 'The server can’t sign in as strongly as it was asked to',
    advice: 'Check the authentication class (acr_values) in the profile.',
    action: 'edit-profile',
  },
  temporarily_unavailable: {
    title: 'The server is overloaded or under maintenance',
    advice: 'Nothing was changed. Try again in a while.',
    action: 'sign-in',
  },
  server_error: {
    title: 'The server failed',
    advice: 'Nothing was changed. Try again; its own log tells why.',
    action: 'sign-in',
  },
}

/** Words for an error that a sign-in in the browser, or on another device, ended with. */
export function deniedText({ error, description }: { error: string; description: string | null }): FailureText {
  const known = Object.hasOwn(browserErrors, error) ? browserErrors[error] : undefined
  const { title, advice, action } = known ?? {
    title: 'The server said no',
    advice: 'Nothing was changed.',
    action: 'sign-in',
  }
  return { title, advice: `${saidByServer(error, description)} ${advice}`, action }
}
