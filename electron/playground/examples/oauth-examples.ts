import {
  assertionClientId,
  busyDeviceClientId,
  demoPassword,
  desktopClientId,
  deviceClientId,
  dpopClientId,
  fixedPortClientId,
  fixedRedirect,
  implicitClientId,
  passwordClientId,
  pinAcr,
  robotClientId,
  robotClientSecret,
} from '../demo-credentials.ts'
import { robotPrivateKey, robotPublicJwk } from '../demo-keys.ts'
import { inBrowser, oauth, type Example } from './oauth-ways.ts'

const scopes = ['openid', 'profile', 'offline_access', 'orders:read']

const code = (own: Partial<typeof inBrowser>) => ({ type: 'authorization_code', ...inBrowser, ...own }) as const

/** The grants by which a person lets the API be called in their name. */
export const oauthExamples: readonly Example[] = [
  {
    name: 'pushed request',
    label: 'code + PAR',
    way: oauth({
      clientId: desktopClientId,
      scopes,
      grant: { ...code({}), pushedRequest: 'always' },
    }),
  },
  {
    name: 'fixed port',
    label: 'code, one redirect',
    way: oauth({
      clientId: fixedPortClientId,
      scopes,
      grant: { ...code({}), redirect: { by: 'fixed', ...fixedRedirect } },
    }),
  },
  {
    name: 'step-up',
    label: 'code + acr_values',
    way: oauth({ clientId: desktopClientId, scopes, grant: { ...code({}), acrValues: pinAcr } }),
  },
  {
    name: 'DPoP',
    label: 'code + DPoP',
    way: oauth({ clientId: dpopClientId, scopes, dpop: true, grant: code({}) }),
  },
  {
    name: 'implicit',
    label: 'legacy',
    way: oauth({
      clientId: implicitClientId,
      scopes: ['openid', 'profile', 'orders:read'],
      grant: { type: 'implicit', ...inBrowser },
    }),
  },
  {
    name: 'device',
    label: 'device code',
    way: oauth({ clientId: deviceClientId, scopes, grant: { type: 'device_code' } }),
  },
  {
    name: 'busy device',
    label: 'device, slow_down',
    way: oauth({ clientId: busyDeviceClientId, scopes, grant: { type: 'device_code' } }),
  },
  {
    name: 'password',
    label: 'legacy',
    way: oauth({ clientId: passwordClientId, scopes, grant: { type: 'password', username: 'alice' } }),
    secrets: { password: demoPassword },
  },
  {
    name: 'JWT bearer',
    label: 'signed assertion',
    way: oauth({
      clientId: assertionClientId,
      grant: {
        type: 'jwt_bearer',
        signing: { algorithm: 'ES256', keyId: robotPublicJwk.kid },
        claims: `{\n  "iss": "${robotClientId}",\n  "sub": "alice",\n  "aud": "{{playgroundIssuer}}"\n}`,
        lifetimeSeconds: 300,
      },
    }),
    secrets: { signingKey: robotPrivateKey },
  },
  {
    name: 'token exchange',
    label: 'alice by robot',
    way: (idOf) =>
      oauth({
        clientId: robotClientId,
        clientAuthentication: 'client_secret_basic',
        grant: {
          type: 'token_exchange',
          subject: { profileId: idOf('alice'), which: 'access' },
          actor: null,
          requestedType: null,
          audience: null,
        },
      }),
    secrets: { clientSecret: robotClientSecret },
  },
  {
    // Its secret is for the person to enter: a refresh token of the playground's desktop client, from anywhere.
    name: 'refresh token',
    label: 'pasted',
    way: oauth({ clientId: desktopClientId, scopes: [], grant: { type: 'refresh_token' } }),
  },
]
