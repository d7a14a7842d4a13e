import type { SignInPrompt } from '../../contract/oauth.ts'
import type { StepUp } from '../../contract/sign-in.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Authority } from '../profiles/authority.ts'
import { certificateOf, type ReadSecret } from '../profiles/profile-certificate.ts'
import type { Profile, ProfileBy } from '../profiles/profile.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { Variables } from '../requests/variables.ts'
import { signInWithAuthorizationCode } from './authorization-code.ts'
import type { BrowserParts } from './browser-round.ts'
import type { CustomLogin } from './custom-login.ts'
import { signInWithDeviceCode } from './device-code.ts'
import { signInImplicitly } from './implicit.ts'
import { keepingSent } from './pasted-refresh-token.ts'
import type { Granted } from './provider.ts'
import type { OAuthRun, SignInRun } from './sign-in-run.ts'
import { mintForProfile } from './signed-jwt.ts'
import { assertCanStepUp, clientForStepUp, stepUpShortfall } from './step-up.ts'
import type { TradeTokens } from './traded-tokens.ts'
import { untilEnded } from './until-ended.ts'
import { askedFor, requireSecret, unattendedRequest } from './unattended-request.ts'

export interface SignInParts extends BrowserParts {
  readonly resolveClient: (profile: ProfileBy<'oauth'>) => Promise<OAuthClient>
  readonly secret: ReadSecret
  readonly tradeTokens: TradeTokens
  readonly login: Pick<CustomLogin, 'signIn'>
  /** Whose tokens a profile's are: told before anything is waited for. */
  readonly authorityOf: (profile: Profile, variables: Variables) => Authority
  readonly randomUUID: () => string
}

/** What a person, or who stands for one, asked for on top of the profile's own settings. */
export interface Wish {
  readonly extraScopes: readonly string[]
  readonly prompt: SignInPrompt | null
  readonly stepUp: StepUp | null
}

export type RunInProgress = SignInRun & Pick<OAuthRun, 'offerAddress' | 'takePasted'>

export interface SignedIn {
  readonly granted: Granted
  readonly issuedBy: Authority
}

async function grant(run: OAuthRun, parts: SignInParts): Promise<Granted> {
  const { profile, client, asked, trace, signal } = run
  const { grant: wanted } = profile.way
  switch (wanted.type) {
    case 'authorization_code':
      return signInWithAuthorizationCode(run, wanted, parts)
    case 'implicit':
      return signInImplicitly(run, wanted, parts)
    case 'device_code':
      return signInWithDeviceCode(run, parts)
    case 'client_credentials':
    case 'password':
    case 'jwt_bearer':
    case 'token_exchange':
    case 'refresh_token': {
      run.enter('requesting-token')
      // Another profile may have to sign in first, for a token that is traded in.
      const request = await untilEnded(unattendedRequest(profile, client, asked, parts), signal)
      if (request === null) throw new Error(`no token request for the grant ${wanted.type}`)
      return keepingSent(await parts.provider.requestTokens(client, request, { trace, signal }), request)
    }
  }
}

async function signInAtServer(
  run: RunInProgress,
  profile: ProfileBy<'oauth'>,
  { extraScopes, prompt, stepUp }: Wish,
  parts: SignInParts,
): Promise<SignedIn> {
  const asked = askedFor(profile, extraScopes, parts.variables())
  const resolved = await parts.resolveClient(profile)
  const client = stepUp === null ? resolved : clientForStepUp(resolved)
  run.signal.throwIfAborted()
  const granted = await grant({ ...run, profile, client, asked, prompt, stepUp }, parts)
  const shortfall = stepUp === null ? null : stepUpShortfall(stepUp, granted.answer, parts.now())
  // The tokens are kept all the same: they are what the server gives.
  if (shortfall !== null) run.trace.blame(shortfall)
  // Picked by name: a whole client has secrets beside them.
  return { granted, issuedBy: { issuer: client.issuer, clientId: client.clientId } }
}

async function logIn(
  run: RunInProgress,
  profile: ProfileBy<'custom_login'>,
  { secret, login, variables }: SignInParts,
): Promise<Granted> {
  run.enter('requesting-token')
  const credentials = {
    variables: variables(),
    password: await secret(profile.id, 'password'),
    certificate: await certificateOf(profile, secret),
  }
  return login.signIn(profile, credentials, run)
}

/**
 * Signs a profile in, its own way. Throws `input.invalid` for a way that has nothing to sign in to, or that can't ask for
 * the level that is wished for, and whatever the way may fail with.
 */
export async function runSignIn(
  run: RunInProgress,
  profile: Profile,
  wish: Wish,
  parts: SignInParts,
): Promise<SignedIn> {
  const { way } = profile
  if (wish.stepUp !== null) assertCanStepUp(way)
  switch (way.kind) {
    case 'oauth':
      return signInAtServer(run, { ...profile, way }, wish, parts)
    case 'custom_login': {
      const issuedBy = parts.authorityOf(profile, parts.variables())
      return { issuedBy, granted: await logIn(run, { ...profile, way }, parts) }
    }
    case 'signed_jwt': {
      const variables = parts.variables()
      const issuedBy = parts.authorityOf(profile, variables)
      run.enter('requesting-token')
      const key = await requireSecret(parts.secret, profile.id, 'signingKey')
      return { issuedBy, granted: await mintForProfile({ ...profile, way }, key, { ...parts, variables }) }
    }
    case 'static_token':
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none': {
      const message = 'There is nothing to sign in to: what the profile holds is sent as it is'
      throw new ClaimcheckError('input.invalid', { problems: [{ path: 'way', message }] })
    }
  }
}
