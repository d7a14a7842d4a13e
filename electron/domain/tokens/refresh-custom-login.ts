import { failureSchema, type Failure } from '../../contract/failures.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { certificateOf, type ReadSecret } from '../profiles/profile-certificate.ts'
import type { ProfileBy } from '../profiles/profile.ts'
import type { Variables } from '../requests/variables.ts'
import type { CustomLogin } from '../sign-in/custom-login.ts'
import type { Granted, ProviderCall } from '../sign-in/provider.ts'
import type { RefreshAnswer } from './refresh-answer.ts'
import type { TokenSet } from './token-set.ts'

export interface CustomRefreshParts {
  readonly login: CustomLogin
  readonly secret: ReadSecret
  readonly variables: () => Variables
}

type NotRefreshed = Exclude<RefreshAnswer, { kind: 'refreshed' }>

/** Nobody looks at the steps of a refresh, and nobody stops one: the requests have limits of their own. */
const quietly = (): ProviderCall => ({
  trace: { record: () => undefined, blame: () => undefined },
  signal: new AbortController().signal,
})

/** A server that is busy or broken may let the same login in later. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500

const unavailable = (host: string, message: string): NotRefreshed => ({
  ...{ kind: 'unavailable', host, message },
  retryAfterSeconds: null,
  reached: true,
})

const refusedLogin = (error: string, description: string | null): NotRefreshed => ({
  ...{ kind: 'client-refused', error, description },
  cause: 'person',
})

/** What a login failed with after it was sent; null for all that stopped it before. */
function answerTo(failure: Failure, host: string): NotRefreshed | null {
  switch (failure.code) {
    case 'sign_in.login_unanswered':
      return unavailable(failure.details.host, failure.details.reason)
    case 'sign_in.login_refused': {
      const { status, said } = failure.details
      if (isPassing(status)) return unavailable(host, said === '' ? `${host} answered with ${status}` : said)
      return refusedLogin(`HTTP ${status}`, said === '' ? null : said)
    }
    case 'sign_in.login_shape': {
      const { wanted, path, saw } = failure.details
      return refusedLogin('another shape', `The answer has ${wanted} not at ${path}: there is ${saw}`)
    }
    default:
      return null
  }
}

async function answered(host: string, login: Promise<Granted | null>): Promise<RefreshAnswer | null> {
  try {
    const granted = await login
    return granted === null ? null : { kind: 'refreshed', ...granted }
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError)) throw thrown
    const answer = answerTo(failureSchema.parse({ code: thrown.code, details: thrown.details }), host)
    if (answer === null) throw thrown
    return answer
  }
}

/**
 * New tokens of a custom login: by its own refresh request, and where it has none, or that is refused, by logging in
 * again. A login that is refused does not end what is held: it is the settings that are wrong.
 */
export async function refreshCustomLogin(
  profile: ProfileBy<'custom_login'>,
  tokens: TokenSet,
  { login, secret, variables }: CustomRefreshParts,
): Promise<RefreshAnswer> {
  const credentials = {
    variables: variables(),
    password: await secret(profile.id, 'password'),
    certificate: await certificateOf(profile, secret),
  }
  const { host } = new URL(tokens.issuer)
  const refreshed = await answered(host, login.refresh(profile, tokens, credentials, quietly()))
  if (refreshed !== null && refreshed.kind !== 'client-refused') return refreshed
  const loggedIn = await answered(host, login.signIn(profile, credentials, quietly()))
  if (loggedIn === null) throw new Error('a login that gives nothing')
  return loggedIn.kind === 'refreshed' ? { ...loggedIn, startsAnew: true } : loggedIn
}
