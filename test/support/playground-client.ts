import * as oidc from 'openid-client'
import { desktopClientId, robotClientId, robotClientSecret } from '../../electron/playground/demo-credentials.ts'
import { startPlayground, type Playground } from '../../electron/playground/playground.ts'
import { defaultAccessTokenSeconds, defaultSignInSeconds } from '../../electron/playground/starter.ts'
import { signInOverHttp, type HttpSignIn } from './playground.ts'

/** A playground on free ports; a bug inside of it fails the test that stops it. */
export async function startTestPlayground(accessTokenSeconds = defaultAccessTokenSeconds) {
  const faults: string[] = []
  const playground = await startPlayground({
    accessTokenSeconds,
    signInSeconds: defaultSignInSeconds,
    preferredPorts: { issuer: null, api: null, secure: null },
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

/** Any client of the playground; a public one where nothing is said. */
export const discoverAs = (
  { issuer }: Pick<Playground, 'issuer'>,
  clientId: string,
  authentication: oidc.ClientAuth = oidc.None(),
  metadata: Partial<oidc.ClientMetadata> = {},
) => oidc.discovery(new URL(issuer), clientId, metadata, authentication, insecure)

export const discoverDesktop = (playground: Pick<Playground, 'issuer'>) => discoverAs(playground, desktopClientId)

export const discoverRobot = (playground: Pick<Playground, 'issuer'>) =>
  discoverAs(playground, robotClientId, oidc.ClientSecretBasic(robotClientSecret))

export const aCallback = 'http://127.0.0.1:49152/callback/q7Xf-e2_0123456789abcdef'

export interface SignInWish extends HttpSignIn {
  readonly scope: string
  /** More or other authorisation parameters. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Where the redirect leads; left out for a place where Claimcheck may listen. */
  readonly redirectUri?: string
  readonly dpop?: oidc.DPoPHandle
}

/** Runs the whole authorisation code flow with PKCE, and returns the tokens. Throws what openid-client throws. */
export async function signIn(client: oidc.Configuration, wish: SignInWish) {
  const { scope, parameters, redirectUri = aCallback, dpop } = wish
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  })
  const callback = await signInOverHttp(url, wish)
  const nonce = parameters?.['nonce']
  const checks = { pkceCodeVerifier, expectedState: state, ...(nonce === undefined ? {} : { expectedNonce: nonce }) }
  return oidc.authorizationCodeGrant(client, callback, checks, undefined, dpop === undefined ? {} : { DPoP: dpop })
}
