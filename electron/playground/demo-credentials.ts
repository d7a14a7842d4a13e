// Demo credentials, published with the program and worth nothing outside the playground. Constants only, so that any
// room can read them cheaply.

/** The resource the access tokens are for (their `aud`); every authorisation asks for it by default. */
export const ordersAudience = 'urn:claimcheck:orders'

/** Clients of the authorisation server, by what they are for. */
export const desktopClientId = 'claimcheck-desktop'
export const fixedPortClientId = 'fixed-port-app'
export const implicitClientId = 'implicit-app'
export const deviceClientId = 'device-app'
/** Is told to slow down once, as by a server under load (RFC 8628 §3.5). */
export const busyDeviceClientId = 'busy-device-app'
export const passwordClientId = 'password-app'
export const assertionClientId = 'assertion-app'
export const dpopClientId = 'dpop-app'
export const robotClientId = 'robot'
export const robotPostClientId = 'robot-post'
export const robotSecretJwtClientId = 'robot-secret-jwt'
export const robotKeyJwtClientId = 'robot-key-jwt'
export const robotCertificateClientId = 'robot-certificate'

export const robotClientSecret = 'playground-robot-demo-secret'
/** 32 bytes at least: HS256 needs as many (RFC 7518 §3.2). */
export const robotLongSecret = 'playground-robot-demo-secret-that-is-long-enough'

/** The one redirect of the client that compares the whole address. */
export const fixedRedirect = { host: '127.0.0.1', port: 21_735, path: '/signed-in' } as const

/** The password of alice, bob and admin, wherever one is asked for. */
export const demoPassword = 'orchard'
/** What the step-up page asks for. */
export const demoPin = '2468'
/** Signed in with the PIN, too (OpenID Connect Core §2, `acr`). */
export const pinAcr = 'urn:claimcheck:acr:pin'

/** Who an API key belongs to. */
export const apiKeys: Readonly<Record<string, string>> = {
  'playground-demo-key-alice': 'alice',
  'playground-demo-key-bob': 'bob',
  'playground-demo-key-robot': robotClientId,
}
/** Who a token that never changes belongs to. */
export const staticTokens: Readonly<Record<string, string>> = {
  'playground-demo-token-alice': 'alice',
  'playground-demo-token-bob': 'bob',
}
/** Signs JWTs with HS256, for the API that shares it. */
export const sharedJwtSecret = 'playground-shared-demo-secret-of-the-orders-api'
