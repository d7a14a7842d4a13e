import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OAuthWay } from '../../electron/contract/oauth.ts'
import * as demo from '../../electron/playground/demo-credentials.ts'
import { composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { connectDevice } from '../support/playground.ts'
import { troublesOf, type Secrets, type Told } from '../support/sign-in-troubles.ts'
import { inBrowser } from '../support/token-builder.ts'

let claimcheck: Journey
let otherKey = ''
beforeAll(async () => {
  claimcheck = await composeForJourney()
  await claimcheck.ask('playground.start', {})
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  otherKey = JSON.stringify(await exportJWK(privateKey))
})
afterAll(endJourneys)
const { addOAuth, expectTold } = troublesOf(() => claimcheck)

const atPlayground = { issuer: '{{playgroundIssuer}}', scopes: ['orders:read'] }
const machine = { ...atPlayground, grant: { type: 'client_credentials' } } as const
const pushed = { type: 'authorization_code', ...inBrowser, pushedRequest: 'always' } as const
const byKey = { algorithm: 'ES256', keyId: null } as const

describe('the playground refuses, and that is told as what it most likely is:', () => {
  const refusals: readonly (readonly [string, Partial<OAuthWay>, () => Secrets, Told])[] = [
    [
      'a wrong client secret',
      { ...machine, clientId: demo.robotClientId, clientAuthentication: 'client_secret_basic' },
      () => ({ clientSecret: 'not-this-one' }),
      [
        'sign_in.client_refused',
        { error: 'invalid_client', cause: 'client-secret' },
        'Ask for tokens',
        /client secret/,
      ],
    ],
    [
      'a wrong secret behind a signed assertion',
      { ...machine, clientId: demo.robotSecretJwtClientId, clientAuthentication: 'client_secret_jwt' },
      () => ({ clientSecret: 'not-this-one-although-it-is-long-enough' }),
      ['sign_in.client_refused', { cause: 'client-secret' }, 'Ask for tokens', /client secret/],
    ],
    [
      'a key that is another’s',
      { ...machine, clientId: demo.robotKeyJwtClientId, clientAuthentication: 'private_key_jwt', clientSigning: byKey },
      () => ({ clientKey: otherKey }),
      ['sign_in.client_refused', { cause: 'client-key' }, 'Ask for tokens', /signed assertion: its key/],
    ],
    [
      'a client that says nothing of itself',
      { ...machine, clientId: demo.robotClientId },
      () => ({}),
      ['sign_in.client_refused', { cause: 'client-authentication' }, 'Ask for tokens', /in another way/],
    ],
    [
      'a grant that is not this client’s',
      {
        ...{ ...atPlayground, clientId: demo.robotClientId, clientAuthentication: 'client_secret_basic' },
        grant: { type: 'password', username: 'alice' },
      },
      () => ({ clientSecret: demo.robotClientSecret, password: demo.demoPassword }),
      ['sign_in.grant_refused', { cause: 'grant-not-allowed' }, 'Ask for tokens', /may not use this grant/],
    ],
    [
      'a redirect that is not registered',
      { ...atPlayground, clientId: demo.fixedPortClientId, grant: pushed },
      () => ({}),
      ['sign_in.grant_refused', { cause: 'redirect' }, 'Push the request', /redirect address is not registered/],
    ],
    [
      'a resource that nobody knows',
      { ...atPlayground, clientId: demo.desktopClientId, resources: ['urn:nowhere'], grant: pushed },
      () => ({}),
      ['sign_in.grant_refused', { cause: 'resource' }, 'Push the request', /no token for the resource/],
    ],
    [
      'a wrong password',
      { ...atPlayground, clientId: demo.passwordClientId, grant: { type: 'password', username: 'alice' } },
      () => ({ password: 'meadow' }),
      ['sign_in.grant_refused', { cause: 'person' }, 'Ask for tokens', /name and password/],
    ],
    [
      'an assertion that somebody else signed',
      {
        ...{ ...atPlayground, clientId: demo.assertionClientId },
        grant: {
          ...{ type: 'jwt_bearer', signing: byKey, lifetimeSeconds: 300 },
          claims: '{"iss": "robot", "sub": "alice", "aud": "{{playgroundIssuer}}"}',
        },
      },
      () => ({ signingKey: otherKey }),
      ['sign_in.grant_refused', { cause: 'assertion' }, 'Ask for tokens', /refused the assertion/],
    ],
    [
      'a refresh token that it never gave',
      { ...atPlayground, clientId: demo.desktopClientId, scopes: [], grant: { type: 'refresh_token' } },
      () => ({ refreshToken: 'not-one-of-its-own' }),
      ['sign_in.grant_refused', { cause: 'refresh-token' }, 'Ask for tokens', /refused the refresh token/],
    ],
  ]
  test.each(refusals)('%s', async (_what, way, secretsOf, told) => {
    const secrets = secretsOf()
    await expectTold(await addOAuth(way, secrets), told)
    for (const secret of Object.values(secrets)) expect(JSON.stringify(claimcheck.replies)).not.toContain(secret)
  })

  test('consent, by the person', async () => {
    const name = await addOAuth({ ...atPlayground, clientId: demo.desktopClientId })
    const ending = claimcheck.signIn(name, { consent: 'deny' })
    await expectTold(
      name,
      ['sign_in.denied', { error: 'access_denied' }, 'The browser came back', /denied the request/],
      ending,
    )
  })

  test('a device, that the person does not know', async () => {
    const shown = new Promise<{ userCode: string; verificationUri: string }>((resolve) => {
      claimcheck.bridge.on('signIn.progressed', ({ device }) => device !== null && resolve(device))
    })
    const grant = { type: 'device_code' } as const
    const name = await addOAuth({ ...atPlayground, clientId: demo.deviceClientId, grant })
    const ending = claimcheck.startSignIn(name)
    const { userCode, verificationUri } = await shown
    await connectDevice(verificationUri, { userCode, as: 'alice', consent: 'allow', isMine: false })
    await expectTold(name, ['sign_in.denied', { error: 'access_denied' }, 'Ask for tokens', /aborted/], ending)
  })
})
