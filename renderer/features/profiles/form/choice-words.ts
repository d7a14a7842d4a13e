import type { Choice } from '../edit/choice.ts'

interface ChoiceLine {
  readonly choice: Choice
  readonly title: string
  readonly line: string
}

/** What most APIs ask for, the commonest first. */
export const choices: readonly ChoiceLine[] = [
  { choice: 'authorization_code', title: 'A person signs in', line: 'OAuth 2 / OpenID, in the browser' },
  { choice: 'client_credentials', title: 'A service signs in', line: 'Client credentials, no person' },
  { choice: 'device_code', title: 'Another device', line: 'A code, entered elsewhere' },
  { choice: 'static_token', title: 'API key or token', line: 'A value that you were given' },
  { choice: 'basic', title: 'User name and password', line: 'Basic, with every request' },
  { choice: 'digest', title: 'Digest', line: 'A proof of the password' },
  { choice: 'custom_login', title: 'Custom login', line: 'A login request of the API’s own' },
  { choice: 'certificate', title: 'Client certificate', line: 'TLS proves who is calling' },
  { choice: 'signed_jwt', title: 'Signed JWT', line: 'Signed here, with your key' },
  { choice: 'none', title: 'Nobody', line: 'Without any proof' },
]

/** Further grants of OAuth. */
export const moreGrants: readonly ChoiceLine[] = [
  { choice: 'token_exchange', title: 'Token exchange', line: '' },
  { choice: 'jwt_bearer', title: 'JWT bearer', line: '' },
  { choice: 'refresh_token', title: 'Refresh token', line: '' },
  { choice: 'password', title: 'Password', line: '' },
  { choice: 'implicit', title: 'Implicit (legacy)', line: '' },
]

/** What is said over the fields of a choice. */
export const explanations: { readonly [Each in Choice]: string } = {
  authorization_code: 'Authorisation code with PKCE, in the system browser (RFC 6749 §4.1, RFC 7636).',
  client_credentials: 'The client is the identity; no browser is needed (RFC 6749 §4.4).',
  device_code: 'A code is shown, and entered on any device that has a browser (RFC 8628).',
  static_token: 'Sent as it is, with every request. A JWT among them is watched for its end.',
  basic: 'User name and password in the Authorization header of every request (RFC 7617).',
  digest: 'Answers each challenge with a proof; the password itself is never sent (RFC 7616).',
  custom_login: 'A request that logs in, and where in its answer the token stands.',
  certificate: 'The TLS handshake shows who is calling; there is no token (RFC 8705).',
  signed_jwt: 'Claimcheck signs a JWT with your key, and a new one before it ends.',
  none: 'Requests go out as they are. Useful to see what an API lets strangers do.',
  token_exchange: 'The token of another profile is traded for one with other rights (RFC 8693).',
  jwt_bearer: 'A JWT that you sign is traded for a token (RFC 7523 §2.1).',
  refresh_token: 'Starts from a refresh token that you got elsewhere (RFC 6749 §6).',
  password: 'User name and password go to the authorisation server (RFC 6749 §4.3). Removed in OAuth 2.1.',
  implicit: 'The token comes back in the address of the browser (RFC 6749 §4.2).',
}
