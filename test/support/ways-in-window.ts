export interface WayInWindow {
  readonly name: string
  /** The request of its door, in the folder "Every way in". */
  readonly request: string
  /** What is chosen at the left of its form. */
  readonly kind: string
  /** The fields that make this kind, and what they hold. */
  readonly fields: Readonly<Record<string, string | RegExp>>
  /** What the form says is in the vault. */
  readonly kept?: readonly string[]
  /** Fields of another kind, which would only be in the way. */
  readonly without?: readonly string[]
  readonly how?: 'browser' | 'device' | 'by itself'
  /** Who the API says that it is. */
  readonly who?: string | RegExp
}

export const issuer = { Issuer: '{{playgroundIssuer}}' }
export const person = {
  kind: 'A person signs in',
  fields: { ...issuer, 'Client id': 'claimcheck-desktop' },
  without: ['Client secret', 'Password', 'Token endpoint'],
  how: 'browser',
  who: 'alice',
} as const
export const service = { kind: 'A service signs in', without: ['Redirect', 'Password'], how: 'by itself' } as const
/** Every example of the playground but those that need something first, and how each is seen in the window. */
export const ways: readonly WayInWindow[] = [
  { ...person, name: 'pushed request', request: 'Pushed request' },
  { ...person, name: 'fixed port', request: 'Fixed port', fields: { Port: '21735', Path: '/signed-in' } },
  { ...person, name: 'step-up', request: 'Step-up' },
  { ...person, name: 'DPoP', request: 'DPoP', fields: { 'Client id': 'dpop-app' }, who: /ord_\d+/ },
  {
    ...person,
    ...{ name: 'implicit', request: 'Implicit', kind: 'Implicit (legacy)' },
    fields: { 'Client id': 'implicit-app' },
  },
  {
    ...{ name: 'device', request: 'Device', kind: 'Another device', how: 'device', who: 'alice' },
    fields: { ...issuer, 'Client id': 'device-app' },
    without: ['Redirect', 'Client secret'],
  },
  {
    ...{ name: 'busy device', request: 'Busy device', kind: 'Another device', how: 'device', who: 'alice' },
    fields: { 'Client id': 'busy-device-app' },
  },
  {
    ...{ name: 'password', request: 'Password', kind: 'Password', how: 'by itself', who: 'alice' },
    fields: { 'User name': 'alice' },
    kept: ['Password'],
    without: ['Redirect'],
  },
  {
    ...{ name: 'JWT bearer', request: 'JWT bearer', kind: 'JWT bearer', how: 'by itself', who: 'alice' },
    fields: { 'Signing algorithm': 'ES256', 'Key id (kid)': 'robot-demo', 'Lifetime (s)': '300' },
    kept: ['Signing key'],
  },
  {
    ...{ name: 'token exchange', request: 'Token exchange', kind: 'Token exchange', how: 'by itself', who: 'alice' },
    fields: { 'Token of': 'alice', 'Which of its tokens': 'Access token', 'On behalf of it acts': 'Nobody named' },
    kept: ['Client secret'],
  },
  {
    ...service,
    ...{ name: 'client secret in body', request: 'Secret in the body' },
    fields: { 'Client authentication': 'Secret in the body (post)' },
    kept: ['Client secret'],
  },
  {
    ...service,
    ...{ name: 'client secret JWT', request: 'Secret JWT' },
    fields: { 'Client authentication': 'JWT signed with the secret', 'Signing algorithm': 'Automatic: HS256' },
    kept: ['Client secret'],
  },
  {
    ...service,
    ...{ name: 'private key JWT', request: 'Private key JWT' },
    fields: { 'Client authentication': 'JWT signed with a private key', 'Signing algorithm': 'ES256' },
    kept: ['Private key of the client'],
    without: ['Client secret', 'Redirect'],
  },
  {
    ...service,
    ...{ name: 'client certificate', request: 'Client certificate' },
    fields: { 'Client authentication': 'Client certificate (mTLS)', Certificate: /BEGIN CERTIFICATE/ },
    kept: ['Private key of the certificate'],
    without: ['Client secret', 'Redirect'],
  },
  {
    ...{ name: 'API key', request: 'API key', kind: 'API key or token', who: 'alice' },
    fields: { Header: 'X-API-Key' },
    kept: ['Key or token'],
    without: ['Issuer', 'Client id', 'Scopes'],
  },
  {
    ...{ name: 'API key in query', request: 'API key in the query', kind: 'API key or token', who: 'bob' },
    fields: { 'Query parameter': 'api_key' },
    kept: ['Key or token'],
  },
  {
    ...{ name: 'API key in cookie', request: 'API key in a cookie', kind: 'API key or token', who: 'robot' },
    fields: { Cookie: 'api_key' },
    kept: ['Key or token'],
  },
  {
    ...{ name: 'static bearer', request: 'Static bearer', kind: 'API key or token', who: 'bob' },
    fields: {},
    kept: ['Key or token'],
    without: ['Header', 'Query parameter'],
  },
  {
    ...{ name: 'Basic', request: 'Basic', kind: 'User name and password', who: 'alice' },
    fields: { 'User name': 'alice' },
    kept: ['Password'],
    without: ['Issuer'],
  },
  {
    ...{ name: 'Digest', request: 'Digest', kind: 'Digest', who: 'alice' },
    fields: { 'User name': 'alice' },
    kept: ['Password'],
    without: ['Issuer'],
  },
  {
    ...{ name: 'session', request: 'Session', kind: 'Custom login', how: 'by itself', who: 'alice' },
    fields: {
      'User name': 'alice',
      'Address of the login': /\/with\/session\/login$/,
      'Where the token is: path': '$.data.session.token',
      'Address of the refresh': /\/with\/session\/refresh$/,
    },
    kept: ['Password'],
    without: ['Issuer'],
  },
  {
    ...{ name: 'certificate', request: 'Certificate', kind: 'Client certificate' },
    fields: { Certificate: /BEGIN CERTIFICATE/ },
    kept: ['Private key of the certificate'],
    without: ['Issuer', 'User name'],
  },
  {
    ...{ name: 'signed JWT HS256', request: 'Signed JWT HS256', kind: 'Signed JWT', who: 'alice' },
    fields: { 'Signing algorithm': 'HS256', 'Lifetime (s)': '300' },
    kept: ['Shared secret'],
    without: ['Issuer'],
  },
  {
    ...{ name: 'signed JWT ES256', request: 'Signed JWT ES256', kind: 'Signed JWT', who: 'alice' },
    fields: { 'Signing algorithm': 'ES256', 'Key id (kid)': 'robot-demo' },
    kept: ['Signing key'],
  },
]
