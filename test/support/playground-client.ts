import * as oidc from 'openid-client'
import {
  defaultAccessTokenSeconds,
  desktopClientId,
  robotClientId,
  robotClientSecret,
} from '../../electron/playground/starter.ts'
import { startPlayground, type Playground } from '../../electron/playground/playground.ts'
import { signInOverHttp, type HttpSignIn } from './playground.ts'

/** A playground on free ports; a bug inside of it fails the test that stops it. */
export async function startTestPlayground(accessTokenSeconds = defaultAccessTokenSeconds) {
  const faults: string[] = []
  const playground = await startPlayground({
    accessTokenSeconds,
    preferredPorts: { issuer: null, api: null },
    onEvent: ({ message }) => faults.push(message),
  })
  return {
    ...playground,
    async stop() {
      await playground.stop()
      if (faults.length > 0) throw new Error(`the playground had faults: ${faults.join('\n')}`)
    },
  }
}

const insecure = { execute: [oidc.allowInsecureRequests] }

export const discoverDesktop = ({ issuer }: Pick<Playground, 'issuer'>) =>
  oidc.discovery(new URL(issuer), desktopClientId, undefined, oidc.None(), insecure)

export const discoverRobot = ({ issuer }: Pick<Playground, 'issuer'>) =>
  oidc.discovery(new URL(issuer), robotClientId, undefined, oidc.ClientSecretBasic(robotClientSecret), insecure)

export const aCallback = 'http://127.0.0.1:49152/callback/q7Xf-e2_0123456789abcdef'

export interface SignInWish extends HttpSignIn {
  readonly scope: string
  /** More or other authorisation parameters. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** Runs the whole authorisation code flow with PKCE, and returns the tokens. Throws what openid-client throws. */
export async function signIn(client: oidc.Configuration, { scope, parameters, ...wish }: SignInWish) {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: aCallback,
    scope,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  })
  const callback = await signInOverHttp(url, wish)
  const nonce = parameters?.['nonce']
  return oidc.authorizationCodeGrant(client, callback, {
    pkceCodeVerifier,
    expectedState: state,
    ...(nonce === undefined ? {} : { expectedNonce: nonce }),
  })
}
